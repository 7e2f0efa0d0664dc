// Messages between the worker and its station.
import { send, receive, breach } from "foray:host";

let lastCall = 0;
const invokes = [];
const seen = new Set();

export function sendMessage(message) {
  send(JSON.stringify(message));
}

export function receiveBegin() {
  const message = next();
  const program = message.program;
  const fits = message.type === "begin" && isObject(program) && typeof program.id === "string" && typeof program.main === "string"
    && isObject(program.modules) && typeof program.class === "string" && Array.isArray(program.arguments)
    && typeof message.station === "string" && Number.isInteger(message.epoch)
    && (message.state == null || (typeof message.state.format === "string" && typeof message.state.data === "string"));
  if (!fits) breach("the first message is no complete 'begin'");
  return message;
}

// The reply to a bastion call. What clients ask of services meanwhile is kept for nextInvoke.
export function call(method, args) {
  sendMessage({ type: "call", id: lastCall + 1, method, arguments: args });
  lastCall++;
  for (;;) {
    const message = next();
    if (message.type === "invoke") invokes.push(checkedInvoke(message));
    else if (message.type === "reply" && message.id === lastCall) return checkedReply(message);
    else breach(`'${message.type}' of id ${message.id} came where the reply ${lastCall} is due`);
  }
}

export function nextInvoke() {
  return invokes.length > 0 ? invokes.shift() : checkedInvoke(next());
}

export function endForBreach(what) {
  breach(what);
}

function checkedInvoke(message) {
  const fits = message.type === "invoke" && Number.isInteger(message.id) && Number.isInteger(message.service)
    && typeof message.method === "string" && Array.isArray(message.arguments);
  if (!fits) breach(`'${message.type}' came where an invoke is due, or is not complete`);
  if (seen.has(message.id)) breach(`id ${message.id} of an invoke came twice`);
  seen.add(message.id);
  return message;
}

function checkedReply(message) {
  const { error } = message;
  const fits = error == null ? "value" in message : typeof error.type === "string" && typeof error.message === "string";
  if (!fits) breach("a reply has neither value nor error");
  return message;
}

function next() {
  return JSON.parse(receive());
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
