"""Errors of the bastion, and the modules 'ilu' and 'nstools' that programs import them from."""
import types


class RefusedError(RuntimeError):
    """The station does not allow it, or a move or a clone did not happen: the program goes on where it is."""


class IluGeneralError(Exception):
    """A method of a service raised an exception; its text is that of this one."""


class IluProtocolError(Exception):
    """A service or its station is gone, or did not answer in time."""


class IluUnimplementedMethodError(Exception):
    """A service has no such method."""


class BadPathError(Exception):
    """There is nothing of that name and type in the namespace."""


class DeclaredErrors:
    """Exceptions of interfaces, by their names: kos.exception makes them, and one that a service raised is the same at its client."""

    def __init__(self):
        self._classes = {}
        self._modules = set()

    def get(self, name):
        """The exception of a name such as 'mod.SomeException'; the same one every time."""
        module, dot, last = name.rpartition(".")
        if not (dot and last.isidentifier() and all(part.isidentifier() for part in module.split("."))):
            raise ValueError("'%s' is no name of an exception: it has the form mod.Name" % name)
        if name not in self._classes:
            self._classes[name] = type(last, (Exception,), {"__module__": module, "declared_name": name})
        return self._classes[name]

    def all(self, module):
        """A module object whose attributes are the exceptions of a module, whatever their names."""
        self._modules.add(module)
        return _DeclaredModule(self, module)

    def from_message(self, message):
        """What a client gets for an exception of a service method."""
        name, _, text = message.partition(": ")
        if name not in self._classes and name.rpartition(".")[0] not in self._modules:
            return IluGeneralError(message)
        return self.get(name)(text) if text else self.get(name)()

    @staticmethod
    def to_message(problem):
        """What travels of an exception of a service method."""
        name = getattr(type(problem), "declared_name", None) or type(problem).__name__
        text = str(problem)
        return name + ": " + text if text else name


class _DeclaredModule(types.ModuleType):
    def __init__(self, declared, name):
        super().__init__(name)
        self.__dict__["_declared"] = declared

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._declared.get(self.__name__ + "." + name)


def of_service(declared, error):
    """The exception for an error reply to a call about services or the namespace."""
    kind, message = error["type"], error["message"]
    if kind == "general":
        return declared.from_message(message)
    if kind == "exists":
        return FileExistsError(message)
    known = {
        "protocol": IluProtocolError,
        "unimplemented_method": IluUnimplementedMethodError,
        "not_found": BadPathError,
        "bad_path": BadPathError,
        "not_a_folder": BadPathError,
    }
    return known.get(kind, RefusedError)(message)


def ilu_module():
    return _module("ilu", IluGeneralError, IluProtocolError, IluUnimplementedMethodError)


def nstools_module(bastion):
    """Lookup and WorldOpen find what a path names, on any station."""
    module = _module("nstools", BadPathError)
    module.Lookup = bastion.lookup_path
    module.WorldOpen = lambda path, type, wait=0: bastion.lookup_path(path, type, wait).Open()
    return module


def _module(name, *classes):
    module = types.ModuleType(name)
    for item in classes:
        item.__module__ = name
        setattr(module, item.__name__, item)
    return module
