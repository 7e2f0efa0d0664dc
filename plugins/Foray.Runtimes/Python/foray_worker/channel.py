"""Messages between the worker and its station: lines of JSON."""
import json
import os
import _thread
from _queue import SimpleQueue

LONGEST_LINE = 96 << 20
BREACH = 70  # EX_SOFTWARE


def _no_constant(name):
    raise ValueError(name + " is no JSON")


class Channel:
    """Sends from the program's thread; a thread of its own reads, so that the end of input ends the worker whatever the program does."""

    def __init__(self, source, sink):
        self._source = source
        self._sink = sink
        self._incoming = SimpleQueue()
        self._invokes = []
        self._seen = set()
        self._calls = 0
        self.before_send = lambda: None

    @classmethod
    def over_standard_streams(cls):
        """Moves the protocol away from the standard streams: what the program prints by any means cannot be a message then."""
        source, sink = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        os.close(nothing)
        channel = cls(os.fdopen(source, "rb", 1 << 16), sink)
        _thread.start_new_thread(channel._read, ())
        return channel

    def send(self, message):
        line = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
        if len(line) > LONGEST_LINE:
            raise ValueError("a message of %d bytes is longer than the %d that a station takes" % (len(line), LONGEST_LINE))
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(self._sink, rest):]

    def receive_begin(self):
        message = self._incoming.get()
        if message["type"] != "begin":
            self.breach("the first message is '%s', not 'begin'" % message["type"])
        return message

    def call(self, method, arguments):
        """The reply to a bastion call. What clients ask of services meanwhile is kept for next_invoke."""
        self.before_send()
        self.send({"type": "call", "id": self._calls + 1, "method": method, "arguments": arguments})
        self._calls += 1
        while True:
            message = self._incoming.get()
            if message["type"] == "invoke":
                self._invokes.append(message)
            elif message["type"] == "reply" and message["id"] == self._calls:
                return message
            else:
                self.breach("'%s' of id %s came where the reply %d is due" % (message["type"], message.get("id"), self._calls))

    def next_invoke(self):
        self.before_send()
        if self._invokes:
            return self._invokes.pop(0)
        message = self._incoming.get()
        if message["type"] != "invoke":
            self.breach("'%s' came, and nothing was asked" % message["type"])
        return message

    def breach(self, what):
        os.write(2, ("spoke no bastion protocol: %s\n" % what).encode("utf-8", "replace"))
        os._exit(BREACH)

    def leave(self):
        """Ends the process without what the program may have left to run at its exit."""
        os._exit(0)

    def _read(self):
        try:
            while True:
                line = self._source.readline(LONGEST_LINE + 1)
                if not line:
                    os._exit(0)
                self._incoming.put(self._checked(line))
        except BaseException as problem:
            self.breach("%s: %s" % (type(problem).__name__, problem))

    def _checked(self, line):
        if not line.endswith(b"\n"):
            raise ValueError("a line is too long, or has no end")
        message = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
        shape = _SHAPES.get(message.get("type")) if isinstance(message, dict) else None
        if shape is None:
            raise ValueError("a message has no type that is known")
        for member, kinds in shape.items():
            if member not in message or not isinstance(message[member], kinds) or isinstance(message[member], bool):
                raise ValueError("member '%s' of '%s' is missing or wrong" % (member, message["type"]))
        self._check_details(message)
        return message

    def _check_details(self, message):
        if message["type"] == "begin":
            _require(message["program"], {"id": str, "main": str, "modules": dict, "class": str, "arguments": list})
            if message.get("state") is not None:
                _require(message["state"], {"format": str, "data": str})
        elif message["type"] == "invoke":
            if message["id"] in self._seen:
                raise ValueError("id %d of an invoke came twice" % message["id"])
            self._seen.add(message["id"])
        elif message.get("error") is not None:
            _require(message["error"], {"type": str, "message": str})
        elif "value" not in message:
            raise ValueError("a reply has neither value nor error")


_SHAPES = {
    "begin": {"program": dict, "station": str, "epoch": int},
    "reply": {"id": int},
    "invoke": {"id": int, "service": int, "method": str, "arguments": list},
}


def _require(holder, members):
    if not isinstance(holder, dict):
        raise ValueError("an object is due, and there is none")
    for member, kind in members.items():
        if not isinstance(holder.get(member), kind):
            raise ValueError("member '%s' is missing or wrong" % member)


class Output:
    """What a program prints, as messages: by lines, and in pieces where a line is long."""

    encoding = "utf-8"
    errors = "replace"
    newlines = None
    closed = False
    _PIECE = 1 << 16

    def __init__(self, channel, stream):
        self._channel = channel
        self._stream = stream
        self._parts = []
        self._length = 0

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        self._parts.append(text)
        self._length += len(text)
        if "\n" in text or self._length >= self._PIECE:
            self.flush()
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        text = "".join(self._parts).encode("utf-8", "replace").decode("utf-8")
        self._parts.clear()
        self._length = 0
        for start in range(0, len(text), self._PIECE):
            self._channel.send({"type": "output", "stream": self._stream, "text": text[start:start + self._PIECE]})

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def fileno(self):
        raise OSError("what a program prints has no descriptor")

    def close(self):
        self.flush()
