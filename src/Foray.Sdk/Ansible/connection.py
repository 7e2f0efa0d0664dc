# Reaches a machine through the program that runs the playbook: over a Unix socket, one connection for each question.
# A message is the length of its head (4 bytes, the highest first), the head (JSON), and the bytes that the head announces.
from __future__ import annotations

DOCUMENTATION = r"""
name: foray
short_description: Reach a machine through the program that runs the playbook
description: Sends command lines and files over a Unix socket to the program that runs the playbook.
author: the Foray authors
options:
  machine:
    description: Name of the machine.
    required: true
    vars:
      - name: foray_machine
  socket:
    description: Path of the socket.
    required: true
    vars:
      - name: foray_socket
"""

import json
import os
import socket
import struct

from ansible.errors import AnsibleConnectionFailure, AnsibleError, AnsibleFileNotFound
from ansible.plugins.connection import ConnectionBase


class Connection(ConnectionBase):
    transport = "foray"
    has_pipelining = True

    def _connect(self):
        self._connected = True
        return self

    def exec_command(self, cmd, in_data=None, sudoable=True):
        super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
        answer, content = self._ask({"do": "execute", "command": cmd}, in_data or b"")
        output = answer["output"]
        return answer["exit_code"], content[:output], content[output:]

    def put_file(self, in_path, out_path):
        super().put_file(in_path, out_path)
        if not os.path.exists(in_path):
            raise AnsibleFileNotFound("file does not exist: %s" % in_path)
        self._ask({"do": "put", "from": os.path.abspath(in_path), "to": out_path})

    def fetch_file(self, in_path, out_path):
        super().fetch_file(in_path, out_path)
        self._ask({"do": "get", "from": in_path, "to": os.path.abspath(out_path)})

    def close(self):
        self._connected = False

    def _ask(self, head, content=b""):
        if isinstance(content, str):
            content = content.encode("utf-8")
        head = json.dumps(dict(head, machine=self.get_option("machine"), input=len(content))).encode("utf-8")
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
                channel.connect(self.get_option("socket"))
                channel.sendall(struct.pack(">I", len(head)) + head + content)
                answer = json.loads(_receive(channel, struct.unpack(">I", _receive(channel, 4))[0]))
                content = _receive(channel, answer.get("output", 0) + answer.get("error", 0))
        except OSError as failure:
            raise AnsibleConnectionFailure("the program that runs the playbook is gone: %s" % failure)
        if "unreachable" in answer:
            raise AnsibleConnectionFailure(answer["unreachable"])
        if "refused" in answer:
            raise AnsibleError(answer["refused"])
        return answer, content


def _receive(channel, count):
    parts = []
    while count > 0:
        part = channel.recv(min(count, 1 << 20))
        if not part:
            raise AnsibleConnectionFailure("the program that runs the playbook is gone")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
