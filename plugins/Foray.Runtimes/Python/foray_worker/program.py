"""Runs one program from its beginning to its end."""
import sys

from foray_worker.bastion import Bastion
from foray_worker.channel import LONGEST_LINE, Output
from foray_worker.errors import ilu_module, nstools_module
from foray_worker.fence import raise_fence, restricted_builtins
from foray_worker.modules import ProgramModules
from foray_worker.state import State
from foray_worker.suitcase import Suitcase


class Program:
    def __init__(self, channel, begin):
        self._begin = begin
        self._suitcase = Suitcase(channel)
        self._state = State(self._suitcase)
        self._bastion = Bastion(channel, begin, self._suitcase, self._state, self._print_trace)
        self._state.bastion = self._bastion
        self._outputs = [Output(channel, "stdout"), Output(channel, "stderr")]
        channel.before_send = self._flush_outputs

    def run(self):
        """The program's end, as the message that tells of it."""
        sys.stdout, sys.stderr = self._outputs
        end, error = "returned", None
        try:
            self._run()
        except SystemExit:
            end = "exited"
        except BaseException as problem:
            end, error = "raised", self._describe(problem)
        state = self._last_state()
        self._flush_outputs()
        return {"type": "done", "end": end, "error": error, "state": state}

    def _run(self):
        program = self._begin["program"]
        modules = ProgramModules(program["modules"], program["main"])
        for module in (ilu_module(), nstools_module(self._bastion)):
            sys.modules[module.__name__] = module
        library = list(sys.path)
        arguments = [program["main"]] + program["arguments"]
        modules.install(restricted_builtins(modules.roots, arguments))
        raise_fence(library)
        kind = modules.load_main(program["class"])
        state = self._begin.get("state")
        self._state.instance = kind() if state is None else self._state.restore(state)
        self._state.instance.__main__(self._bastion)

    def _last_state(self):
        """The instance in the end; null where it cannot be captured, or would be too long to tell."""
        try:
            state = self._state.capture()
            return state if len(state["data"]) < LONGEST_LINE // 2 else None
        except BaseException:
            return None

    def _flush_outputs(self):
        for output in self._outputs:
            output.flush()

    def _print_trace(self, problem):
        sys.stderr.write(self._trace(problem))

    def _describe(self, problem):
        kind = type(problem)
        name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else kind.__module__ + "." + kind.__qualname__
        try:
            message, trace = str(problem), self._trace(problem)
        except Exception as second:
            message, trace = "its text cannot be told: " + type(second).__name__, ""
        return {"type": _clean(name), "message": _clean(message), "trace": _clean(trace)}

    def _trace(self, problem):
        """The trace with the program's own lines alone."""
        import linecache
        import traceback

        files = self._begin["program"]["modules"]
        for name, text in files.items():
            linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        trace = traceback.TracebackException.from_exception(problem)
        _leave_only(trace, files)
        return "".join(trace.format())


def _leave_only(trace, files):
    trace.stack[:] = [frame for frame in trace.stack if frame.filename in files]
    for other in (trace.__cause__, trace.__context__):
        if other is not None:
            _leave_only(other, files)


def _clean(text):
    return text.encode("utf-8", "replace").decode("utf-8")
