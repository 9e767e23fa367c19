// A call that succeeds at once, through a limit of 1 s: what a limit costs when it is not needed.
import { systemClock } from "../../../../src/adapters/system/clock.ts";
import { Timeout } from "../../../../src/patterns/resilience/timeout.ts";
import pTimeout from "p-timeout";

// Settled beforehand, so that the limit is measured and not the callee.
const answer = Promise.resolve(1);
const call = () => answer;
const LIMIT_MS = 1_000;

/** The short way: nobody clears the timer, it goes when it is collected. */
function signalRace(call) {
  const signal = AbortSignal.timeout(LIMIT_MS);
  return Promise.race([
    call({ signal }),
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
  ]);
}

/** The careful way: the call gets a signal, and nothing is left when it has settled. */
async function race(call) {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(new Error("timed out")), LIMIT_MS);
  try {
    return await Promise.race([
      call({ signal }),
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

export const peers = [
  {
    name: "this library",
    // Tried on Node 20 and 24: a call without its object of terms, and plain fields in place of private ones. What is above
    // the floor is the caller's promise and the one of `then`, and both are needed.
    note: "two thirds of it is the floor; one object fewer for each call gained 2 %, which is within the noise",
    make: () => {
      const limit = new Timeout({ clock: systemClock, timeoutMs: LIMIT_MS });
      return () => limit.execute(call);
    },
  },
  {
    name: "AbortSignal race",
    note: "Promise.race and AbortSignal.timeout; its timer is left",
    make: () => ({
      run: () => signalRace(call),
      stop: async () => { // its timers must have rung before the next peer is measured
        await new Promise((resolve) => setTimeout(resolve, LIMIT_MS + 200));
        globalThis.gc?.();
      },
    }),
  },
  {
    name: "race by hand",
    note: "Promise.race, AbortController, setTimeout, all of it cleared",
    make: () => () => race(call),
  },
  {
    name: "p-timeout",
    note: "limits the wait; the call gets no signal",
    make: () => () => pTimeout(call(), { milliseconds: LIMIT_MS }),
  },
  {
    name: "floor",
    note: "a timer that is set and cleared around an await",
    make: () => async () => {
      const timer = setTimeout(() => {}, LIMIT_MS);
      try {
        return await call();
      } finally {
        clearTimeout(timer);
      }
    },
  },
];
