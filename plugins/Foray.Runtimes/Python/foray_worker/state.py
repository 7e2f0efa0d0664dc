"""Captures a program's instance, and brings it back without its constructor."""
import base64
import io
import pickle

from foray_worker.bastion import Bastion, Descriptor, Stub
from foray_worker.suitcase import Suitcase

FORMAT = "python-pickle-1"
_PROTOCOL = 4  # known to every Python that runs programs


class State:
    """The parts that belong to a station (the bastion, the suitcase, services) are names in the state, and those of the new station after a move."""

    def __init__(self, suitcase):
        self._suitcase = suitcase
        self.instance = None
        self.bastion = None

    def capture(self):
        """The instance as it is now, with all that open files of the suitcase hold back written before."""
        if self.instance is None:
            raise TypeError("the program has no state yet: migrate and clone work once its instance is made")
        self._suitcase.flush()
        try:
            data = self._dump(self.instance)
        except Exception as problem:
            path, culprit = self._culprit(self.instance, "self", set())
            raise TypeError("%s cannot travel: %s" % (path, _reason(culprit, problem))) from None
        return {"format": FORMAT, "data": base64.b64encode(data).decode()}

    def restore(self, state):
        if state["format"] != FORMAT:
            raise ValueError("this worker reads the state '%s', and not '%s'" % (FORMAT, state["format"]))
        reader = pickle.Unpickler(io.BytesIO(base64.b64decode(state["data"])))
        reader.persistent_load = self._from_name
        return reader.load()

    def _dump(self, item):
        buffer = io.BytesIO()
        writer = pickle.Pickler(buffer, _PROTOCOL)
        writer.persistent_id = self._to_name
        writer.dump(item)
        return buffer.getvalue()

    def _to_name(self, item):
        if isinstance(item, Bastion):
            return ("kos",)
        if isinstance(item, Suitcase):
            return ("suitcase", item.getcwd())
        if isinstance(item, Descriptor):
            return ("descriptor", item.path, item.type, item.binding)
        if isinstance(item, Stub):
            return ("stub",) + item._parts
        declared = item.__dict__.get("declared_name") if isinstance(item, type) else None
        return None if declared is None else ("exception", declared)

    def _from_name(self, name):
        kind, rest = name[0], name[1:]
        if kind == "kos":
            return self.bastion
        if kind == "suitcase":
            self._suitcase._folder = rest[0]
            return self._suitcase
        if kind == "descriptor":
            return Descriptor(self.bastion, *rest)
        if kind == "stub":
            return Stub(self.bastion, *rest)
        if kind == "exception":
            return self.bastion.exception(rest[0])
        raise ValueError("the state names '%s', which this worker does not know" % (kind,))

    def _culprit(self, item, path, seen):
        """The deepest part that cannot be captured, with its path."""
        seen.add(id(item))
        for child, name in _parts(item, path):
            if id(child) not in seen and not self._can_travel(child):
                return self._culprit(child, name, seen)
        return path, item

    def _can_travel(self, item):
        try:
            self._dump(item)
            return True
        except Exception:
            return False


def _parts(item, path):
    if isinstance(item, dict):
        return [(key, "a key of " + path) for key in item] + [(value, "%s[%r]" % (path, key)) for key, value in item.items()]
    if isinstance(item, (list, tuple)):
        return [(value, "%s[%d]" % (path, index)) for index, value in enumerate(item)]
    if isinstance(item, (set, frozenset)):
        return [(value, "a member of " + path) for value in item]
    if isinstance(item, type) or callable(item):
        return []
    return [(value, "%s.%s" % (path, name)) for name, value in getattr(item, "__dict__", {}).items()]


def _reason(culprit, problem):
    if isinstance(culprit, io.IOBase):
        return "it is an open file; close it, and open it again after the move"
    if isinstance(culprit, type(lambda: 0)):
        return "it is a function that no module has by its name"
    return "%s (%s)" % (problem, type(culprit).__name__)
