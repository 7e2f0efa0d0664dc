// Captures a program's instance as a graph, and brings it back without its constructor. The form: docs/adr/0036-state-capture.md.
import { kindOf } from "foray:host";
import { errors } from "foray:errors";

export const format = "javascript-graph-1";

const plainPrototypes = {
  JsObject: Object.prototype,
  JsArray: Array.prototype,
  JsMap: Map.prototype,
  JsSet: Set.prototype,
  JsDate: Date.prototype,
  JsArrayBuffer: ArrayBuffer.prototype,
};
const typedArrays = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array];
const nameOfTypedArray = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// world: what belongs to the station and the program: describe(object), classOf(prototype).
export function capture(instance, world) {
  const ids = new Map();
  const nodes = [];
  const waiting = [];
  const encode = (value, path) => {
    const simple = encodeSimple(value, path, world);
    if (simple !== undefined) return simple;
    if (!ids.has(value)) {
      ids.set(value, nodes.length);
      nodes.push(null);
      waiting.push([value, path]);
    }
    return ["o", ids.get(value)];
  };
  encode(instance, "this");
  for (let id = 0; id < waiting.length; id++) nodes[id] = encodeObject(...waiting[id], encode, world);
  return JSON.stringify(nodes);
}

function encodeSimple(value, path, world) {
  switch (typeof value) {
    case "undefined": return ["u"];
    case "boolean": return value;
    case "number": return Number.isFinite(value) && !Object.is(value, -0) ? value : ["n", Object.is(value, -0) ? "-0" : String(value)];
    case "string": return value.isWellFormed() ? value : ["s", Array.from({ length: value.length }, (_, at) => value.charCodeAt(at))];
    case "bigint": return ["i", String(value)];
    case "symbol": throw cannot(path, "it is a symbol");
    case "function": return encodeFunction(value, path, world);
    default: return value === null ? null : undefined;
  }
}

function encodeFunction(value, path, world) {
  const known = world.describe(value);
  if (known !== null) return ["k", ...known];
  const name = Object.hasOwn(value, "prototype") && value.prototype !== undefined ? world.classOf(value.prototype) : null;
  if (name === null) throw cannot(path, "it is a function");
  return ["c", name.file, name.name];
}

function encodeObject(value, path, encode, world) {
  const known = world.describe(value);
  if (known !== null) return { kind: "known", known };
  const kind = kindOf(value);
  const node = { kind, class: encodeClass(value, kind, path, world) };
  switch (kind) {
    case "JsObject": break;
    case "JsArray": node.length = value.length; break;
    case "JsMap": node.items = [...Map.prototype.entries.call(value)].map(([key, item], at) => [encode(key, `key ${at} of ${path}`), encode(item, `${path}.get(${label(key, at)})`)]); break;
    case "JsSet": node.items = [...Set.prototype.values.call(value)].map((item, at) => encode(item, `member ${at} of ${path}`)); break;
    case "JsDate": node.time = encode(Date.prototype.getTime.call(value), path); break;
    case "JsArrayBuffer": node.data = new Uint8Array(value).toBase64(); break;
    case "JsTypedArray":
      Object.assign(node, { type: nameOfTypedArray.call(value), buffer: encode(value.buffer, `${path}.buffer`), offset: value.byteOffset, length: value.length });
      return node;
    default: throw cannot(path, `it is a ${kind.replace(/^Js|Instance$/g, "")}`);
  }
  node.own = encodeOwn(value, kind, path, encode);
  return node;
}

function encodeOwn(value, kind, path, encode) {
  const own = [];
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") throw cannot(path, `its key ${String(key)} is a symbol`);
    if (kind === "JsArray" && key === "length") continue;
    const place = kind === "JsArray" && /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`;
    const { get, set, value: item } = Reflect.getOwnPropertyDescriptor(value, key);
    if (get !== undefined || set !== undefined) throw cannot(place, "it is computed by a function");
    own.push([encode(key, place), encode(item, place)]);
  }
  return own;
}

// 0: the plain one of its kind; 1: none.
function encodeClass(value, kind, path, world) {
  const prototype = Object.getPrototypeOf(value);
  const plain = kind === "JsTypedArray" ? globalThis[nameOfTypedArray.call(value)].prototype : plainPrototypes[kind];
  if (prototype === plain || plain === undefined) return 0;
  if (prototype === null) return 1;
  const found = world.classOf(prototype);
  const name = prototype.constructor?.name ?? "without a name";
  if (found === null) throw cannot(path, `its class ${name} is not at the top level of a module`);
  if (found.hasPrivateParts) throw cannot(path, `its class ${name} has private fields or methods, which nobody else can see`);
  return [found.file, found.name];
}

function cannot(path, reason) {
  return new errors.StateError(`${path} cannot travel: ${reason}`);
}

function label(key, at) {
  return typeof key === "string" ? JSON.stringify(key) : `key ${at}`;
}

// world: revive(known), prototypeOf(file, name), constructorOf(file, name).
export function restore(text, world) {
  const nodes = JSON.parse(text);
  const made = nodes.map((node) => (node.kind === "JsTypedArray" ? null : makeShell(node, world)));
  const decode = (value) => {
    if (!Array.isArray(value)) return value;
    switch (value[0]) {
      case "u": return undefined;
      case "n": return Number(value[1]);
      case "i": return BigInt(value[1]);
      case "s": return String.fromCharCode(...value[1]);
      case "c": return world.constructorOf(value[1], value[2]);
      case "k": return world.revive(value.slice(1));
      case "o": return made[value[1]];
      default: throw new TypeError("the state is damaged");
    }
  };
  nodes.forEach((node, id) => { if (node.kind === "JsTypedArray") made[id] = makeView(node, decode, world); });
  nodes.forEach((node, id) => fill(made[id], node, decode));
  return made[0];
}

function makeShell(node, world) {
  switch (node.kind) {
    case "known": return world.revive(node.known);
    case "JsObject": return Object.create(prototypeOf(node, world, Object.prototype));
    case "JsArray": return classed(new Array(node.length), node, world);
    case "JsMap": return classed(new Map(), node, world);
    case "JsSet": return classed(new Set(), node, world);
    case "JsDate": return classed(new Date(Array.isArray(node.time) ? NaN : node.time), node, world);
    case "JsArrayBuffer": return classed(Uint8Array.fromBase64(node.data).buffer, node, world);
    default: throw new TypeError("the state is damaged");
  }
}

function makeView(node, decode, world) {
  const type = typedArrays.find((one) => one.name === node.type);
  return classed(new type(decode(node.buffer), node.offset, node.length), node, world);
}

function prototypeOf(node, world, plain) {
  if (node.class === 0) return plain;
  return node.class === 1 ? null : world.prototypeOf(...node.class);
}

function classed(value, node, world) {
  return node.class === 0 ? value : Object.setPrototypeOf(value, prototypeOf(node, world));
}

function fill(value, node, decode) {
  if (node.kind === "JsMap") for (const [key, item] of node.items) Map.prototype.set.call(value, decode(key), decode(item));
  if (node.kind === "JsSet") for (const item of node.items) Set.prototype.add.call(value, decode(item));
  for (const [key, item] of node.own ?? [])
    Object.defineProperty(value, decode(key), { value: decode(item), writable: true, enumerable: true, configurable: true });
}
