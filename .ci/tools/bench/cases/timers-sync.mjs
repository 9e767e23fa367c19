// A virtual timer that fires and sets itself again, with 1,000 pending: nanoseconds for each firing.
import { Simulation } from "../../../../src/sim/simulation.ts";
import FakeTimers from "@sinonjs/fake-timers";
import { delays } from "./delays.mjs";

const PENDING = 1_000;
const EVENTS = 20_000;

export const peers = [
  {
    name: "this library",
    per: EVENTS,
    make: () => () => {
      const simulation = new Simulation();
      const delay = delays();
      let fired = 0;
      const arm = () => {
        simulation.schedule(simulation.nowMs + delay(), () => {
          fired++;
          arm();
        });
      };
      for (let i = 0; i < PENDING; i++) arm();
      return simulation.run(() => fired >= EVENTS);
    },
  },
  {
    name: "sinon fake timers",
    note: "imitates the platform's timers, with ids and cancellation",
    per: EVENTS,
    make: () => () => {
      const clock = FakeTimers.createClock();
      const delay = delays();
      let fired = 0;
      const fire = () => {
        fired++;
        clock.setTimeout(fire, delay());
      };
      for (let i = 0; i < PENDING; i++) clock.setTimeout(fire, delay());
      while (fired < EVENTS) clock.next();
    },
  },
];
