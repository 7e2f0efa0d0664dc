// The KOS bastion: what a program can ask of its station.
import { call, endForBreach } from "foray:channel";
import { declaredError, declaredErrors, errors } from "foray:errors";
import { ask, bind, Descriptor, run, stop, unbind } from "foray:services";

export function makeBastion({ program, station }, suitcase, state) {
  const leave = (method, destination) => {
    const reply = call(method, { destination, state: state.capture() });
    if (reply.error != null) throw new errors.RefusedError(reply.error.message);
    return reply.value;
  };
  const lookup = (method, args) => new Descriptor(ask(method, args));
  return Object.freeze({
    errors,
    // Moves the program. Never returns; where the move fails, an exception tells why.
    migrate(destination) {
      leave("program.migrate", destination);
      endForBreach("a program that has left got a reply");
    },
    clone: (destination) => leave("program.clone", destination).id,
    exit() { throw new errors.ExitError("the program ends"); },
    getSuitcase: () => suitcase,
    getArguments: () => [...program.arguments],
    getStation: () => station,
    getId: () => program.id,
    bindService: bind,
    unbindService: unbind,
    lookupService: (type, name, { wait = 0 } = {}) => lookup("service.lookup", { type, name, wait }),
    lookupPath: (path, type, { wait = 0 } = {}) => lookup("service.open", { path, type, wait }),
    worldOpen: (path, type, { wait = 0 } = {}) => lookup("service.open", { path, type, wait }).open(),
    listNamespace: (path) => ask("namespace.list", { path }),
    run,
    stop,
    exception: declaredError,
    allExceptions: declaredErrors,
  });
}
