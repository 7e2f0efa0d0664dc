// Services: those of the program, and those that it calls.
import { call, nextInvoke, sendMessage } from "foray:channel";
import { errorOf, messageOf, traceOf } from "foray:errors";
import { print } from "foray:output";

const bound = new Map();
const parts = new WeakMap();
let lastService = 0;
let running = null;
let stopped = false;

export function ask(method, args) {
  const reply = call(method, args);
  if (reply.error != null) throw errorOf(reply.error);
  return reply.value;
}

export class Descriptor {
  constructor({ path, type, binding }, service = null) {
    Object.assign(this, { path, type, binding });
    parts.set(this, { kind: "descriptor", path, type, binding, service });
  }

  // The interface: its methods are those of the service.
  open() {
    return makeStub(this.path, this.type, this.binding);
  }
}

function makeStub(path, type, binding) {
  const stub = new Proxy(Object.create(null), {
    get(_, name) {
      // A stub is no promise, whoever awaits it.
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
      return (...args) => ask("service.invoke", { binding, path, method: name, arguments: args });
    },
    set() { throw new TypeError("an interface has methods alone"); },
  });
  parts.set(stub, { kind: "stub", path, type, binding });
  return stub;
}

export function describeService(value) {
  const known = parts.get(value);
  return known === undefined ? null : [known.kind, known.path, known.type, known.binding];
}

export function reviveService(kind, [path, type, binding]) {
  if (kind === "descriptor") return new Descriptor({ path, type, binding });
  if (kind === "stub") return makeStub(path, type, binding);
  throw new TypeError(`the state names '${kind}', which this worker does not know`);
}

export function bind(name, instance, type) {
  const service = ++lastService;
  bound.set(service, instance);
  try {
    return new Descriptor(ask("service.bind", { name, type, service }), service);
  } catch (problem) {
    bound.delete(service);
    throw problem;
  }
}

export function unbind(descriptor) {
  ask("service.unbind", { binding: descriptor.binding });
  bound.delete(parts.get(descriptor)?.service);
}

// Serves clients until stop(). The worker waits for it, whether the program does or not.
export function run() {
  if (running !== null) throw new TypeError("run() is running already");
  stopped = false;
  running = serve().finally(() => { running = null; });
  return running;
}

export function stop() {
  stopped = true;
}

export async function whileRunning() {
  while (running !== null) await running;
}

async function serve() {
  while (!stopped) {
    const invoke = nextInvoke();
    const result = { type: "result", id: invoke.id };
    try {
      Object.assign(result, await answer(invoke));
    } catch (problem) {
      print("stderr", `${traceOf(problem)}\n`);
      result.error = { type: "general", message: messageOf(problem) };
    }
    sendResult(result);
  }
}

async function answer({ service, method, arguments: args }) {
  const instance = bound.get(service);
  const found = method.startsWith("_") || method === "constructor" ? undefined : instance?.[method];
  if (typeof found !== "function") return { error: { type: "unimplemented_method", message: `the service has no method '${method}'` } };
  return { value: (await found.apply(instance, args)) ?? null };
}

function sendResult(result) {
  try {
    sendMessage(result);
  } catch (problem) {
    sendMessage({ type: "result", id: result.id, error: { type: "general", message: `the method returned what cannot be sent: ${problem.message}` } });
  }
}
