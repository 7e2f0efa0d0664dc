"""Finds 1,000 plugins with stevedore, each imported or one of them, and prints the microseconds that took."""
import sys
import time

from stevedore import DriverManager, ExtensionManager

started = time.perf_counter_ns()
if sys.argv[1] == "all":
    found = len(ExtensionManager("foray.bench").names())
else:
    found = len(DriverManager("foray.bench", sys.argv[2]).names())
print((time.perf_counter_ns() - started) // 1000, found)
