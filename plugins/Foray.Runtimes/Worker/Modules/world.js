// What a state names instead of holding it: parts of the station, and the program's own classes.
import { classesOf, loadedModules } from "foray:host";
import { declaredError, nameOfDeclared, errors } from "foray:errors";
import { describeService, reviveService } from "foray:services";
import { isFile } from "foray:suitcase";

const byPrototype = new Map();
const byName = new Map();

// Registers the classes of all modules that were loaded, and of one that is named.
export async function registerClasses(file) {
  if (file !== undefined) await import(file);
  for (const one of loadedModules()) {
    const namespace = await import(one);
    for (const [name, isPrivate] of classesOf(one)) register(one, name, isPrivate, namespace[name === "default" ? name : `foray:${name}`]);
  }
}

function register(file, name, isPrivate, made) {
  if (byName.has(`${file}#${name}`)) return;
  byName.set(`${file}#${name}`, made);
  byPrototype.set(made.prototype, { file, name, isPrivate });
}

export function makeWorld(kos, suitcase) {
  return {
    describe(value) {
      if (value === kos) return ["kos"];
      if (value === suitcase) return ["suitcase", suitcase.getcwd()];
      if (isFile(value)) throw new errors.StateError(`'${value.name}' is an open file, which cannot travel: close it, and open it again after the move`);
      if (typeof value === "function") return nameOfDeclared(value) === null ? null : ["exception", nameOfDeclared(value)];
      return describeService(value);
    },
    revive([kind, ...rest]) {
      switch (kind) {
        case "kos": return kos;
        case "suitcase": suitcase.folder = rest[0]; return suitcase;
        case "exception": return declaredError(rest[0]);
        default: return reviveService(kind, rest);
      }
    },
    classOf(prototype) {
      const found = byPrototype.get(prototype);
      return found === undefined ? null : { file: found.file, name: found.name, hasPrivateParts: hasPrivateParts(prototype) };
    },
    prototypeOf: (file, name) => constructorOf(file, name).prototype,
    constructorOf,
  };
}

function constructorOf(file, name) {
  const made = byName.get(`${file}#${name}`);
  if (made === undefined) throw new errors.StateError(`the program has no class ${name} in ${file} any more`);
  return made;
}

function hasPrivateParts(prototype) {
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at)) if (byPrototype.get(at)?.isPrivate) return true;
  return false;
}
