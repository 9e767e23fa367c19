// A task that sleeps in virtual time, again and again, with 1,000 such tasks: nanoseconds for each awakening.
import { Simulation } from "../../../../src/sim/simulation.ts";
import FakeTimers from "@sinonjs/fake-timers";
import { delays } from "./delays.mjs";

const TASKS = 1_000;
const EVENTS = 20_000;

function tasks(sleep) {
  const delay = delays();
  const state = { woken: 0 };
  for (let i = 0; i < TASKS; i++) {
    (async () => {
      while (state.woken < EVENTS) {
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
    make: () => () => {
      const simulation = new Simulation();
      const sleep = (ms) => new Promise((resolve) => simulation.schedule(simulation.nowMs + ms, resolve));
      const state = tasks(sleep);
      return simulation.run(() => state.woken >= EVENTS);
    },
  },
  {
    name: "sinon fake timers",
    note: "nextAsync, which lets the real event loop turn after each timer",
    per: EVENTS,
    make: () => async () => {
      const clock = FakeTimers.createClock();
      const state = tasks((ms) => new Promise((resolve) => clock.setTimeout(resolve, ms)));
      while (state.woken < EVENTS) await clock.nextAsync();
    },
  },
];
