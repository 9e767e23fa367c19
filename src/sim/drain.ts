/**
 * Runs a step after the microtask queue has been drained completely.
 *
 * In Node and Deno `queueMicrotask(() => process.nextTick(step))` does it: the tick queue is served only once the
 * microtask queue is dry. Browsers have no tick queue; there a turn of one reused message channel does it. The globals
 * are taken when the module loads, before any code under simulation could replace them.
 *
 * @module
 */

interface Runtime {
  process?: { nextTick?: (step: () => void) => void };
  setImmediate?: (step: () => void) => void;
  MessageChannel: typeof MessageChannel;
  queueMicrotask: (step: () => void) => void;
}

const runtime = globalThis as unknown as Runtime;
const nextTick = runtime.process?.nextTick?.bind(runtime.process);
const setImmediate = runtime.setImmediate?.bind(globalThis);
const microtask = runtime.queueMicrotask.bind(globalThis);
const Channel = runtime.MessageChannel;

let waiting: (() => void)[] = [];
let port: MessagePort | undefined;

// One channel for the life of the program: a new one for each step is several times slower.
function turn(step: () => void): void {
  if (port === undefined) {
    const channel = new Channel();
    port = channel.port2;
    channel.port1.onmessage = () => {
      const steps = waiting;
      waiting = [];
      for (const each of steps) each();
    };
  }
  waiting.push(step);
  port.postMessage(0);
}

/**
 * Makes a function that calls `step` once all promise reactions that are due, and those they lead to, have run.
 * It is made once and called for each event, so that a step costs no closure.
 */
export const afterMicrotasks: (step: () => void) => () => void = nextTick !== undefined
  ? (step) => {
    const tick = () => nextTick(step);
    return () => microtask(tick);
  }
  : (step) => () => turn(step);

/** Calls `step` after the runtime's own event loop has had a turn, so that Ctrl-C and watchdogs work in long runs. */
export const afterRealTurn: (step: () => void) => void = setImmediate !== undefined && nextTick !== undefined
  ? (step) => void setImmediate(step)
  : turn;
