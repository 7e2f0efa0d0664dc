// The suitcase: the file system that travels with a program.
import { textToBase64, textFromBase64 } from "foray:host";
import { call } from "foray:channel";
import { errors, errorOf } from "foray:errors";

const open = new Set();

export class Suitcase {
  constructor() {
    Object.defineProperty(this, "folder", { value: "/", writable: true });
  }

  // Opens a file: "r", "w", "a" or "x", with "b" for bytes. Text is UTF-8.
  open(path, mode = "r") {
    const kind = mode.replace("b", "");
    if (!["r", "w", "a", "x"].includes(kind)) throw new TypeError(`mode '${mode}' is none of r, w, a, x, with b for bytes`);
    const where = this.resolve(path);
    const binary = mode.includes("b");
    if (kind === "r") {
      const { data } = ask("suitcase.read", { path: where });
      return new Reader(where, binary ? Uint8Array.fromBase64(data) : textFromBase64(data), binary);
    }
    if (kind === "x" && this.exists(where)) throw new errors.ExistsError(`'${where}' exists`);
    ask("suitcase.write", { path: where, data: "", append: kind === "a" });
    return new Writer(where, binary);
  }

  readFile(path) {
    return this.open(path).read();
  }

  writeFile(path, text) {
    const file = this.open(path, "w");
    file.write(text);
    file.close();
  }

  mkdir(path) { ask("suitcase.mkdir", { path: this.resolve(path) }); }
  rmdir(path) { ask("suitcase.rmdir", { path: this.resolve(path) }); }
  remove(path) { ask("suitcase.remove", { path: this.resolve(path) }); }
  rename(from, to) { ask("suitcase.rename", { from: this.resolve(from), to: this.resolve(to) }); }
  listdir(path = ".") { return ask("suitcase.list", { path: this.resolve(path) }); }

  chdir(path) {
    const entry = this.#entry(path);
    if (entry === null) throw new errors.NotFoundError(`there is no '${path}'`);
    if (entry.kind !== "folder") throw new errors.NotAFolderError(`'${path}' is no folder`);
    this.folder = this.resolve(path);
  }

  getcwd() { return this.folder; }
  exists(path) { return this.#entry(path) !== null; }
  isfile(path) { return this.#entry(path)?.kind === "file"; }
  isdir(path) { return this.#entry(path)?.kind === "folder"; }
  getsize(path) { return this.stat(path).size; }

  // { kind: "file" or "folder", size } with the size in bytes.
  stat(path) {
    const entry = this.#entry(path);
    if (entry === null) throw new errors.NotFoundError(`there is no '${path}'`);
    return entry;
  }

  resolve(path) {
    if (typeof path !== "string" || path === "") throw new errors.BadPathError("a path is a text that is not empty");
    const parts = [];
    for (const part of (path.startsWith("/") ? path : `${this.folder}/${path}`).split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "" && part !== ".") parts.push(part);
    }
    return `/${parts.join("/")}`;
  }

  #entry(path) {
    return ask("suitcase.stat", { path: this.resolve(path) });
  }
}

class Reader {
  #content;
  #position = 0;

  constructor(name, content, binary) {
    this.name = name;
    this.binary = binary;
    this.#content = content;
  }

  // The next n characters or bytes; all that is left where n is not given.
  read(n = Infinity) {
    const piece = this.#content.slice(this.#position, Math.min(this.#content.length, this.#position + n));
    this.#position += piece.length;
    return piece;
  }

  // The next line with its line feed; empty at the end.
  readline() {
    const stop = this.#content.indexOf(this.binary ? 10 : "\n", this.#position);
    return this.read(stop < 0 ? Infinity : stop + 1 - this.#position);
  }

  readlines() { return [...this]; }
  tell() { return this.#position; }
  seek(position) { this.#position = Math.max(0, Math.min(position, this.#content.length)); }
  close() {}

  *[Symbol.iterator]() {
    for (let line = this.readline(); line.length > 0; line = this.readline()) yield line;
  }
}

const heldBack = 1 << 18;

class Writer {
  #pieces = [];
  #length = 0;

  constructor(name, binary) {
    this.name = name;
    this.binary = binary;
    open.add(this);
  }

  write(content) {
    if (!open.has(this)) throw new TypeError("the file is closed");
    if (this.binary ? !(content instanceof Uint8Array) : typeof content !== "string")
      throw new TypeError(this.binary ? "a file of bytes takes a Uint8Array" : "a file of text takes a string");
    this.#pieces.push(this.binary ? content.slice() : content);
    this.#length += content.length;
    if (this.#length >= heldBack) this.flush();
    return content.length;
  }

  writelines(lines) {
    for (const line of lines) this.write(line);
  }

  flush() {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#length = 0;
    if (this.binary) pieces.forEach((piece) => this.#append(piece.toBase64()));
    else if (pieces.length > 0) this.#append(textToBase64(pieces.join("")));
  }

  close() {
    if (!open.has(this)) return;
    this.flush();
    open.delete(this);
  }

  #append(data) {
    ask("suitcase.write", { path: this.name, data, append: true });
  }
}

export function isFile(value) {
  return value instanceof Reader || value instanceof Writer;
}

// Writes what open files hold back.
export function flushFiles() {
  for (const file of open) file.flush();
}

function ask(method, args) {
  const reply = call(method, args);
  if (reply.error != null) throw errorOf(reply.error);
  return reply.value;
}
