// A virtual timer that fires and sets itself again, with 1,000 pending: nanoseconds for each firing.
import { Simulation } from "../../../../src/sim/simulation.ts";
import FakeTimers from "@sinonjs/fake-timers";
import { delays } from "./delays.mjs";

const PENDING = 1_000;
const EVENTS = 2_000;

export const peers = [
  {
    name: "this library",
    per: EVENTS,
    make: () => {
      const simulation = new Simulation({ maxEvents: Infinity });
      const delay = delays();
      let fired = 0;
      let target = 0;
      const arm = () => {
        simulation.schedule(simulation.nowMs + delay(), () => {
          fired++;
          arm();
        });
      };
      for (let i = 0; i < PENDING; i++) arm();
      return () => {
        target += EVENTS;
        return simulation.run(() => fired >= target);
      };
    },
  },
  {
    name: "sinon fake timers",
    note: "imitates the platform's timers, with ids and cancellation",
    per: EVENTS,
    make: () => {
      const clock = FakeTimers.createClock();
      const delay = delays();
      const fire = () => {
        clock.setTimeout(fire, delay());
      };
      for (let i = 0; i < PENDING; i++) clock.setTimeout(fire, delay());
      return () => {
        for (let i = 0; i < EVENTS; i++) clock.next();
      };
    },
  },
];
