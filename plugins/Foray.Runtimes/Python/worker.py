"""The worker of a Python program: speaks the bastion protocol (docs/reference/bastion-protocol.md) and runs one program.

Started as `python3 -I -S -B -u worker.py MAIN`; the argument is for people who look at the list of processes.
"""
import os
import sys

if sys.version_info < (3, 9):
    sys.exit("the worker of Python programs needs Python 3.9 or newer")

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from foray_worker.channel import Channel  # noqa: E402
from foray_worker.program import Program  # noqa: E402


def main():
    channel = Channel.over_standard_streams()
    channel.send({"type": "ready", "protocol": 1, "runtime": "python %d.%d.%d" % sys.version_info[:3]})
    channel.send(Program(channel, channel.receive_begin()).run())
    channel.leave()


main()
