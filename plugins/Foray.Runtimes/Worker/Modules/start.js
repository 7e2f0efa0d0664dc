// Runs one program from its beginning to its end.
import { addModule, textFromBase64, textToBase64 } from "foray:host";
import { receiveBegin, sendMessage } from "foray:channel";
import { errors, traceOf } from "foray:errors";
import { makeBastion } from "foray:bastion";
import { console } from "foray:output";
import { flushFiles, Suitcase } from "foray:suitcase";
import { whileRunning } from "foray:services";
import { capture, format, restore } from "foray:state";
import { makeWorld, registerClasses } from "foray:world";

export async function start() {
  const begin = receiveBegin();
  const suitcase = new Suitcase();
  const run = { instance: null, capture: () => captureState(run) };
  const kos = makeBastion(begin, suitcase, run);
  run.world = makeWorld(kos, suitcase);
  Object.defineProperty(globalThis, "console", { value: console, writable: true, configurable: true });
  let end = "returned";
  let error = null;
  try {
    await runProgram(begin, kos, run);
  } catch (problem) {
    end = problem instanceof errors.ExitError ? "exited" : "raised";
    error = end === "raised" ? describe(problem) : null;
  }
  sendMessage({ type: "done", end, error, state: lastState(run) });
}

async function runProgram({ program, state }, kos, run) {
  for (const [file, text] of Object.entries(program.modules)) addModule(file, text);
  const made = await loadClass(program);
  run.instance = state == null ? new made() : await restoreState(state, run);
  const main = run.instance.main;
  if (typeof main !== "function") throw new TypeError(`class ${program.class} of ${program.main} has no method 'main'`);
  await main.call(run.instance, kos);
  await whileRunning();
}

// A class of the name at the top level; else the default export.
async function loadClass(program) {
  const namespace = await import(program.main);
  await registerClasses();
  const made = namespace[`foray:${program.class}`] ?? namespace[program.class] ?? namespace.default;
  if (typeof made !== "function") throw new ReferenceError(`${program.main} has no class ${program.class}`);
  return made;
}

function captureState(run) {
  if (run.instance === null) throw new errors.StateError("the program has no state yet: migrate and clone work once its instance is made");
  flushFiles();
  return { format, data: textToBase64(capture(run.instance, run.world)) };
}

async function restoreState(state, run) {
  if (state.format !== format) throw new TypeError(`this worker reads the state '${format}', and not '${state.format}'`);
  const text = textFromBase64(state.data);
  for (const node of JSON.parse(text)) if (Array.isArray(node.class)) await registerClasses(node.class[0]);
  return restore(text, run.world);
}

// The instance in the end; null where it cannot be captured, or would be too long to tell.
const longestState = 48 << 20;

function lastState(run) {
  try {
    const state = captureState(run);
    return state.data.length < longestState ? state : null;
  } catch {
    return null;
  }
}

function describe(problem) {
  const isError = problem instanceof Error;
  const type = String(isError ? problem.name : typeof problem).toWellFormed();
  const message = String(isError ? problem.message : problem).toWellFormed();
  return { type, message, trace: traceOf(problem).toWellFormed() };
}
