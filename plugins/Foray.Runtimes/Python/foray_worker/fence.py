"""Restricted execution: a first fence with clear messages. It is no boundary: that is the sandbox around the worker."""
import builtins
import os
import sys
import types
import _thread

_FILES = "a program's files are in its suitcase: use kos.get_suitcase()"
_NETWORK = "a program reaches others through services: use kos.lookup_service() or nstools.WorldOpen()"
_PROCESSES = "a program starts no processes: use kos.clone(), or a service of the station"
_THREADS = "a program has one thread: use kos.clone() for work at the same time"
_INTERPRETER = "a program does not reach into its interpreter or its worker"

REFUSED_MODULES = {
    name: reason
    for reason, names in (
        (_FILES, "os posix pathlib shutil tempfile glob fileinput mmap fcntl sqlite3 _sqlite3 dbm"),
        (_NETWORK, "socket _socket ssl _ssl select selectors asyncio socketserver"),
        (_PROCESSES, "subprocess _posixsubprocess multiprocessing _multiprocessing signal resource pty tty termios"),
        (_THREADS, "threading _thread concurrent"),
        (_INTERPRETER, "ctypes _ctypes gc builtins importlib imp _imp _frozen_importlib _frozen_importlib_external runpy pkgutil inspect code codeop pdb bdb faulthandler tracemalloc marshal atexit site readline syslog foray_worker"),
    )
    for name in names.split()
}

REFUSED_BUILTINS = {
    "open": _FILES,
    "input": "a program has no input: use its arguments, its suitcase or a service",
    "breakpoint": _INTERPRETER,
}

_REFUSED_EVENTS = (
    (("socket.", "http.", "urllib.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.", "webbrowser."), _NETWORK),
    (("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.kill", "os.startfile", "pty.", "resource.", "signal."), _PROCESSES),
    (("_thread.start",), _THREADS),
    (("os.", "shutil.", "tempfile.", "glob.", "pathlib.", "sqlite3.", "fcntl.", "mmap."), _FILES),
    (("ctypes.", "gc.", "sys.addaudithook", "sys.settrace", "sys.setprofile", "sys._current", "sys.remote_exec", "syslog.", "builtins.breakpoint", "setopencodehook"), _INTERPRETER),
)

_SYS_NAMES = (
    "version version_info hexversion implementation platform byteorder maxsize maxunicode float_info int_info hash_info "
    "exc_info getrecursionlimit getsizeof intern stdin stdout stderr exit api_version copyright"
).split()


def restricted_builtins(own_modules, arguments):
    """The builtins that the modules of a program see."""
    names = dict(vars(builtins))
    names.update((name, _refusing(name, reason)) for name, reason in REFUSED_BUILTINS.items())
    names["__import__"] = _restricted_import(own_modules, _restricted_sys(arguments))
    return names


def raise_fence(library):
    """From now on, what the interpreter is asked to do to its host is refused. There is no way back."""
    allowed = tuple(folder.rstrip("/") + "/" for folder in library) + tuple(library)
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def is_library(path):
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        return isinstance(path, str) and os.path.normpath(path).startswith(allowed)

    def hook(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            if not is_library(path) or (flags or 0) & writing:
                raise PermissionError("refused: opening %r; %s" % (path, _FILES))
        elif event in ("os.listdir", "os.scandir") and is_library(arguments[0]):
            return
        else:
            for prefixes, reason in _REFUSED_EVENTS:
                if event.startswith(prefixes):
                    raise PermissionError("refused: %s; %s" % (event, reason))

    # Before Python 3.12 nothing is audited when a thread is started.
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        if hasattr(_thread, name):
            setattr(_thread, name, _refusing(name, _THREADS))
    sys.addaudithook(hook)


def _refusing(name, reason):
    def refused(*arguments, **named):
        raise PermissionError("refused: %s(); %s" % (name, reason))

    refused.__name__ = name
    return refused


def _restricted_import(own_modules, restricted_sys):
    original = builtins.__import__

    def restricted(name, globals=None, locals=None, fromlist=(), level=0):
        if level == 0:
            if name == "sys":
                return restricted_sys
            root = name.partition(".")[0]
            if root in REFUSED_MODULES and root not in own_modules:
                raise ImportError("refused: module '%s'; %s" % (root, REFUSED_MODULES[root]), name=name)
        return original(name, globals, locals, fromlist, level)

    return restricted


def _restricted_sys(arguments):
    module = types.ModuleType("sys", "A small part of Python's sys: the rest reaches into the interpreter.")
    for name in _SYS_NAMES:
        setattr(module, name, getattr(sys, name))
    module.argv = arguments
    return module
