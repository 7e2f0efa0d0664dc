"""Makes a program's modules importable from their texts."""
import sys
import types
from _frozen_importlib import ModuleSpec


class ProgramModules:
    """Finds and loads the modules of one program. They come before those of Python's library."""

    def __init__(self, texts, main):
        if main not in texts:
            raise ValueError("the main file '%s' is not among the program's files" % main)
        self._texts = texts
        self._main = main
        self._files = {name[:-3].replace("/", "."): name for name in texts if name.endswith(".py")}
        self._builtins = None

    @property
    def files(self):
        return self._texts

    @property
    def roots(self):
        """Names that an import may begin with."""
        return {name.partition(".")[0] for name in self._files}

    def install(self, restricted_builtins):
        taken = sorted(self.roots & sys.modules.keys() - {"__main__"})
        if taken:
            raise ImportError("module '%s' of the program has the name of a module of Python: give it another one" % taken[0])
        self._builtins = restricted_builtins
        sys.meta_path.insert(0, self)

    def load_main(self, name_of_class):
        """Runs the main file as '__main__', and gives its class."""
        module = types.ModuleType("__main__")
        module.__file__ = self._main
        module.__builtins__ = self._builtins
        sys.modules["__main__"] = module
        self._run(self._main, module)
        kind = module.__dict__.get(name_of_class)
        if not isinstance(kind, type):
            raise NameError("%s has no class '%s'" % (self._main, name_of_class))
        return kind

    def find_spec(self, name, path=None, target=None):
        file = self._files.get(name)
        if file is not None:
            return self._spec(name, file, False)
        if name + ".__init__" in self._files:
            return self._spec(name, self._files[name + ".__init__"], True)
        if any(other.startswith(name + ".") for other in self._files):
            return self._spec(name, None, True)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__builtins__ = self._builtins
        if module.__spec__.origin is not None:
            module.__file__ = module.__spec__.origin
            self._run(module.__spec__.origin, module)

    def _spec(self, name, file, is_package):
        spec = ModuleSpec(name, self, origin=file, is_package=is_package)
        return spec

    def _run(self, file, module):
        exec(compile(self._texts[file], file, "exec", dont_inherit=True), module.__dict__)
