"""The suitcase: the file system that travels with a program."""
import base64
import errno
import io
import posixpath
import weakref

from foray_worker.errors import RefusedError

_ERRNO = {
    "not_found": errno.ENOENT,
    "exists": errno.EEXIST,
    "not_empty": errno.ENOTEMPTY,
    "is_folder": errno.EISDIR,
    "not_a_folder": errno.ENOTDIR,
    "no_space": errno.ENOSPC,
    "bad_path": errno.EINVAL,
}


class Suitcase:
    """Files and folders under '/', with a current folder. Errors are those of Python's own file system: FileNotFoundError and so on."""

    def __init__(self, channel):
        self._channel = channel
        self._folder = "/"
        self._open = weakref.WeakSet()

    def open(self, path, mode="r", encoding=None, errors=None, newline=None):
        """Opens a file: 'r', 'w', 'a' or 'x', with 'b' for bytes. Text is UTF-8 unless an encoding is given."""
        kind = mode.replace("t", "").replace("b", "")
        if kind not in ("r", "w", "a", "x") or ("b" in mode and "t" in mode):
            raise ValueError("mode '%s' is none of r, w, a, x, with b or t" % mode)
        if "b" in mode and (encoding, errors, newline) != (None, None, None):
            raise ValueError("a file of bytes has no encoding, errors or newline")
        binary = self._reader(path) if kind == "r" else self._writer(path, kind)
        file = binary if "b" in mode else io.TextIOWrapper(binary, encoding or "utf-8", errors, newline)
        if kind != "r":
            self._open.add(file)
        return file

    def _reader(self, path):
        where = self._absolute(path)
        reader = _Reader(base64.b64decode(self._call("suitcase.read", {"path": where}, path)["data"]))
        reader.name = where
        return reader

    def _writer(self, path, kind):
        where = self._absolute(path)
        if kind == "x" and self._stat(path) is not None:
            raise FileExistsError(errno.EEXIST, "File exists", path)
        self._write(where, b"", kind == "a", path)
        return io.BufferedWriter(_Sink(self, where), 1 << 18)

    def _write(self, where, data, append, path):
        self._call("suitcase.write", {"path": where, "data": base64.b64encode(data).decode(), "append": append}, path)

    def mkdir(self, path):
        """Makes a folder in a folder that is there."""
        self._call("suitcase.mkdir", {"path": self._absolute(path)}, path)

    def makedirs(self, path, exist_ok=False):
        """Makes a folder, and those above it that are missing."""
        where = self._absolute(path)
        if where == "/" or self.exists(where):
            if exist_ok and self.isdir(where):
                return
            raise FileExistsError(errno.EEXIST, "File exists", path)
        self.makedirs(posixpath.dirname(where), True)
        self.mkdir(where)

    def rmdir(self, path):
        """Removes an empty folder."""
        self._call("suitcase.rmdir", {"path": self._absolute(path)}, path)

    def remove(self, path):
        """Removes a file."""
        self._call("suitcase.remove", {"path": self._absolute(path)}, path)

    unlink = remove

    def rename(self, old, new):
        """Renames or moves a file or folder."""
        self._call("suitcase.rename", {"from": self._absolute(old), "to": self._absolute(new)}, old)

    def listdir(self, path="."):
        """Names in a folder, sorted."""
        return self._call("suitcase.list", {"path": self._absolute(path)}, path)

    def chdir(self, path):
        """Changes the current folder."""
        entry = self._stat(path)
        if entry is None:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        if entry["kind"] != "folder":
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory", path)
        self._folder = self._absolute(path)

    def getcwd(self):
        """The current folder."""
        return self._folder

    def exists(self, path):
        return self._stat(path) is not None

    def isfile(self, path):
        return (self._stat(path) or {}).get("kind") == "file"

    def isdir(self, path):
        return (self._stat(path) or {}).get("kind") == "folder"

    def getsize(self, path):
        """Bytes of a file."""
        return self.stat(path).st_size

    def stat(self, path):
        """What is at a path: st_size in bytes, and kind, 'file' or 'folder'."""
        entry = self._stat(path)
        if entry is None:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        return Entry(entry["kind"], entry.get("size", 0))

    def walk(self, top="."):
        """A folder and all below it: its path, the names of its folders, and of its files."""
        names = self.listdir(top)
        folders = [name for name in names if self.isdir(posixpath.join(top, name))]
        yield top, folders, [name for name in names if name not in folders]
        for name in folders:
            yield from self.walk(posixpath.join(top, name))

    def flush(self):
        """Writes what open files hold back."""
        for file in list(self._open):
            if not file.closed:
                file.flush()

    def _stat(self, path):
        return self._call("suitcase.stat", {"path": self._absolute(path)}, path)

    def _absolute(self, path):
        if not isinstance(path, str):
            raise TypeError("a path in the suitcase is a text, not " + type(path).__name__)
        if not path:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        if "\0" in path:
            raise ValueError("embedded null character in path")
        joined = posixpath.normpath(posixpath.join(self._folder, path))
        return "/" + joined.lstrip("/")

    def _call(self, method, arguments, path):
        reply = self._channel.call(method, arguments)
        error = reply.get("error")
        if error is None:
            return reply["value"]
        number = _ERRNO.get(error["type"])
        raise RefusedError(error["message"]) if number is None else OSError(number, error["message"], path)


class Entry:
    """What is at a path of a suitcase."""

    def __init__(self, kind, size):
        self.kind = kind
        self.st_size = size

    def __repr__(self):
        return "Entry(kind=%r, st_size=%d)" % (self.kind, self.st_size)


class _Reader(io.BytesIO):
    mode = "rb"


class _Sink(io.RawIOBase):
    """Appends to a file, which was made before."""

    mode = "wb"

    def __init__(self, suitcase, path):
        self._suitcase = suitcase
        self.name = path

    def writable(self):
        return True

    def write(self, data):
        self._suitcase._write(self.name, bytes(data), True, self.name)
        return len(data)
