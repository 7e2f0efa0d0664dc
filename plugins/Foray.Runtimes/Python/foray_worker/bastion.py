"""The KOS bastion: what a program can ask of its station."""
from foray_worker.errors import DeclaredErrors, RefusedError, of_service


class Bastion:
    """Given to a program's entry method. Stored in the program's state, it is the new one after a move."""

    RefusedError = RefusedError

    def __init__(self, channel, begin, suitcase, state, print_trace):
        program = begin["program"]
        self._channel = channel
        self._id = program["id"]
        self._arguments = list(program["arguments"])
        self._station = begin["station"]
        self._suitcase = suitcase
        self._state = state
        self._print_trace = print_trace
        self._declared = DeclaredErrors()
        self._services = {}
        self._last_service = 0
        self._running = False
        self._stopped = False

    def migrate(self, destination):
        """Moves the program to a station, where it is begun anew from its state. Returns never; where the move fails, an exception tells why."""
        reply = self._channel.call("program.migrate", {"destination": destination, "state": self._state.capture()})
        if reply.get("error") is None:
            self._channel.breach("a program that has left got a reply")
        raise RefusedError(reply["error"]["message"])

    def clone(self, destination):
        """Begins a copy of the program at a station. Returns the copy's id."""
        reply = self._channel.call("program.clone", {"destination": destination, "state": self._state.capture()})
        if reply.get("error") is not None:
            raise RefusedError(reply["error"]["message"])
        return reply["value"]["id"]

    def get_suitcase(self):
        """The suitcase; always the same object."""
        return self._suitcase

    def get_arguments(self):
        """What the submitter gave after '--'."""
        return list(self._arguments)

    def get_station(self):
        """Name of the station that the program is on."""
        return self._station

    def get_id(self):
        """The program's id; a clone has its own."""
        return self._id

    def bind_service(self, name, instance, type):
        """Offers an instance as a service of this station, with a type 'module.interface'. It is served within run()."""
        self._last_service += 1
        number = self._last_service
        self._services[number] = instance
        try:
            value = self._ask("service.bind", {"name": name, "type": type, "service": number})
        except BaseException:
            del self._services[number]
            raise
        return Descriptor(self, value["path"], value["type"], value["binding"], number)

    def unbind_service(self, descriptor):
        """Takes back what bind_service offered."""
        self._ask("service.unbind", {"binding": descriptor.binding})
        self._services.pop(descriptor._service, None)

    def lookup_service(self, type, name, wait=0):
        """A service of this station; waits up to that many seconds for it to appear."""
        return self._descriptor("service.lookup", {"type": type, "name": name, "wait": wait})

    def lookup_path(self, path, type, wait=0):
        """A service of any station, by its path."""
        return self._descriptor("service.open", {"path": path, "type": type, "wait": wait})

    def list_namespace(self, path):
        """Names below a path of the namespace."""
        return self._ask("namespace.list", {"path": path})

    def run(self):
        """Serves clients until stop()."""
        if self._running:
            raise RuntimeError("run() is running already")
        self._running, self._stopped = True, False
        try:
            while not self._stopped:
                self._serve(self._channel.next_invoke())
        finally:
            self._running = False

    def stop(self):
        """Ends run() after the method that is being served."""
        self._stopped = True

    def exception(self, name):
        """The exception 'mod.Name' of a service's interface: raised by a service, it is the same at the client."""
        return self._declared.get(name)

    def all_exceptions(self, module):
        """A module object that has all exceptions of an interface's module."""
        return self._declared.all(module)

    def _ask(self, method, arguments):
        reply = self._channel.call(method, arguments)
        if reply.get("error") is not None:
            raise of_service(self._declared, reply["error"])
        return reply["value"]

    def _descriptor(self, method, arguments):
        value = self._ask(method, arguments)
        return Descriptor(self, value["path"], value["type"], value["binding"])

    def _serve(self, invoke):
        result = {"type": "result", "id": invoke["id"]}
        try:
            result.update(self._answer(invoke))
        except Exception as problem:
            self._print_trace(problem)
            result["error"] = {"type": "general", "message": DeclaredErrors.to_message(problem)}
        except BaseException as problem:
            self._send_result(dict(result, error={"type": "protocol", "message": "the program has ended: " + type(problem).__name__}))
            raise
        self._send_result(result)

    def _answer(self, invoke):
        name = invoke["method"]
        instance = self._services.get(invoke["service"])
        method = None if instance is None or name.startswith("_") else getattr(instance, name, None)
        if not callable(method):
            return {"error": {"type": "unimplemented_method", "message": "the service has no method '%s'" % name}}
        return {"value": method(*invoke["arguments"])}

    def _send_result(self, result):
        self._channel.before_send()
        try:
            self._channel.send(result)
        except (TypeError, ValueError, RecursionError) as problem:
            message = "the method returned what cannot be sent: %s" % problem
            self._channel.send({"type": "result", "id": result["id"], "error": {"type": "general", "message": message}})


class Descriptor:
    """A service, not opened yet. It travels with the program."""

    def __init__(self, bastion, path, type, binding, service=None):
        self._bastion = bastion
        self.path = path
        self.type = type
        self.binding = binding
        self._service = service

    def Open(self):
        """The interface: its methods are those of the service."""
        return Stub(self._bastion, self.path, self.type, self.binding)

    def __repr__(self):
        return "<service %s of type %s>" % (self.path, self.type)


class Stub:
    """Calls a service's methods by their names. It travels with the program, and works where that arrives."""

    def __init__(self, bastion, path, type, binding):
        self._bastion = bastion
        self._parts = (path, type, binding)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        path, _, binding = self._parts

        def method(*arguments):
            return self._bastion._ask("service.invoke", {"binding": binding, "path": path, "method": name, "arguments": list(arguments)})

        method.__name__ = name
        return method

    def __repr__(self):
        return "<interface of %s>" % self._parts[0]
