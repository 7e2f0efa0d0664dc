// Errors that a program can catch; it finds them at kos.errors.
function named(name, base = Error) {
  const made = class extends base {};
  Object.defineProperty(made, "name", { value: name });
  Object.defineProperty(made.prototype, "name", { value: name, configurable: true, writable: true });
  return made;
}

const SuitcaseError = named("SuitcaseError");

export const errors = Object.freeze({
  SuitcaseError,
  NotFoundError: named("NotFoundError", SuitcaseError),
  ExistsError: named("ExistsError", SuitcaseError),
  NotEmptyError: named("NotEmptyError", SuitcaseError),
  IsFolderError: named("IsFolderError", SuitcaseError),
  NotAFolderError: named("NotAFolderError", SuitcaseError),
  NoSpaceError: named("NoSpaceError", SuitcaseError),
  BadPathError: named("BadPathError", SuitcaseError),
  ServiceError: named("ServiceError"),
  ProtocolError: named("ProtocolError"),
  UnimplementedMethodError: named("UnimplementedMethodError"),
  RefusedError: named("RefusedError"),
  StateError: named("StateError", TypeError),
  ExitError: named("ExitError"),
});

const byType = {
  not_found: errors.NotFoundError,
  exists: errors.ExistsError,
  not_empty: errors.NotEmptyError,
  is_folder: errors.IsFolderError,
  not_a_folder: errors.NotAFolderError,
  no_space: errors.NoSpaceError,
  bad_path: errors.BadPathError,
  protocol: errors.ProtocolError,
  unimplemented_method: errors.UnimplementedMethodError,
};

// Exceptions of interfaces, by their names: one that a service throws is the same at its client.
const declared = new Map();
const declaredModules = new Set();

export function declaredError(name) {
  if (!/^[\w$]+(\.[\w$]+)+$/.test(name)) throw new TypeError(`'${name}' is no name of an exception: it has the form mod.Name`);
  if (!declared.has(name)) declared.set(name, named(name));
  return declared.get(name);
}

export function declaredErrors(module) {
  declaredModules.add(module);
  return new Proxy({}, { get: (_, name) => (typeof name === "string" ? declaredError(`${module}.${name}`) : undefined) });
}

export function nameOfDeclared(value) {
  for (const [name, made] of declared) if (made === value) return name;
  return null;
}

export function errorOf({ type, message }) {
  if (type === "general") return serviceError(message);
  return new (byType[type] ?? errors.RefusedError)(message);
}

function serviceError(message) {
  const end = message.indexOf(": ");
  const name = end < 0 ? message : message.slice(0, end);
  const isDeclared = declared.has(name) || declaredModules.has(name.slice(0, name.lastIndexOf(".")));
  return isDeclared ? new (declaredError(name))(end < 0 ? "" : message.slice(end + 2)) : new errors.ServiceError(message);
}

// What travels of an exception of a service method.
export function messageOf(problem) {
  if (!(problem instanceof Error)) return String(problem);
  return problem.message ? `${problem.name}: ${problem.message}` : String(problem.name);
}

// An error as people read it, with the program's own lines alone.
export function traceOf(problem) {
  if (!(problem instanceof Error)) return String(problem);
  const lines = String(problem.stack ?? "").split("\n").filter((line) => line.trim() !== "" && !/[ (](foray)?:/.test(line));
  return [messageOf(problem), ...lines].join("\n");
}
