# Tells what happens in a playbook as a line of JSON each: "task", "result" for one machine, and "end" with the counts of all.
from __future__ import annotations

DOCUMENTATION = r"""
name: foray
type: stdout
short_description: Tell what happens as lines of JSON
description: Prints one line of JSON for each task, each result and the end.
author: the Foray authors
"""

import json
import sys

from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "foray"

    def _tell(self, **line):
        sys.stdout.write(json.dumps(line, default=str) + "\n")
        sys.stdout.flush()

    def _result(self, status, result):
        values = result._result
        hidden = values.get("_ansible_no_log") or result._task.no_log
        self._tell(
            event="result",
            machine=result._host.get_name(),
            task=result._task.get_name(),
            status=status,
            message="its output is hidden" if hidden else _message(values),
        )

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._tell(event="task", task=task.get_name())

    def v2_playbook_on_handler_task_start(self, task):
        self._tell(event="task", task=task.get_name())

    def v2_runner_on_ok(self, result):
        self._result("changed" if result._result.get("changed") else "ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_unreachable(self, result):
        self._result("unreachable", result)

    def v2_runner_on_skipped(self, result):
        self._result("skipped", result)

    def v2_runner_retry(self, result):
        self._result("retrying", result)

    def v2_playbook_on_stats(self, stats):
        custom = getattr(stats, "custom", {}) or {}
        self._tell(
            event="end",
            machines={name: dict(stats.summarize(name), data=custom.get(name, {})) for name in sorted(stats.processed)},
        )


def _message(values):
    """The most telling line of a result: what a module says, unless it only says that something else failed."""
    for item in values.get("results") or []:
        if isinstance(item, dict) and item.get("failed"):
            return _message(item)
    said = str(values.get("msg") or values.get("reason") or "")
    errors = [line.strip() for line in str(values.get("stderr") or values.get("module_stderr") or "").splitlines() if line.strip()]
    text = errors[-1] if errors and (not said or said.startswith(("non-zero return code", "MODULE FAILURE"))) else " ".join(said.split())
    return text if len(text) <= 500 else text[:499] + "…"
