// What a program prints, as messages: in pieces where a text is long.
import { sendMessage } from "foray:channel";
import { traceOf } from "foray:errors";

const piece = 1 << 16;

export function print(stream, text) {
  const whole = text.toWellFormed();
  for (let start = 0; start < whole.length;) {
    let end = Math.min(whole.length, start + piece);
    if (end < whole.length && (whole.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
    sendMessage({ type: "output", stream, text: whole.slice(start, end) });
    start = end;
  }
}

export const console = Object.freeze({
  log: (...items) => print("stdout", line(items)),
  info: (...items) => print("stdout", line(items)),
  debug: (...items) => print("stdout", line(items)),
  warn: (...items) => print("stderr", line(items)),
  error: (...items) => print("stderr", line(items)),
});

function line(items) {
  return `${items.map(show).join(" ")}\n`;
}

function show(item) {
  if (typeof item !== "object" || item === null) return String(item);
  if (item instanceof Error) return traceOf(item);
  try {
    return JSON.stringify(item, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? String(item);
  } catch {
    return Object.prototype.toString.call(item);
  }
}
