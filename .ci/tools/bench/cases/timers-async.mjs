// A task that sleeps in virtual time, again and again, with 1,000 such tasks: nanoseconds for each awakening.
import { Simulation } from "../../../../src/sim/simulation.ts";
import FakeTimers from "@sinonjs/fake-timers";
import { delays } from "./delays.mjs";

const TASKS = 1_000;
const EVENTS = 2_000;

function tasks(sleep) {
  const delay = delays();
  const state = { woken: 0, target: 0 };
  for (let i = 0; i < TASKS; i++) {
    (async () => {
      for (;;) {
        await sleep(delay());
        state.woken++;
      }
    })();
  }
  return state;
}

export const peers = [
  {
    name: "this library",
    per: EVENTS,
    make: () => {
      const simulation = new Simulation({ maxEvents: Infinity });
      const state = tasks((ms) => new Promise((resolve) => simulation.schedule(simulation.nowMs + ms, resolve)));
      return () => {
        state.target += EVENTS;
        return simulation.run(() => state.woken >= state.target);
      };
    },
  },
  {
    name: "sinon fake timers",
    note: "nextAsync, which lets the real event loop turn after each timer",
    per: EVENTS,
    make: () => {
      const clock = FakeTimers.createClock();
      const state = tasks((ms) => new Promise((resolve) => clock.setTimeout(resolve, ms)));
      return async () => {
        state.target += EVENTS;
        while (state.woken < state.target) await clock.nextAsync();
      };
    },
  },
];
