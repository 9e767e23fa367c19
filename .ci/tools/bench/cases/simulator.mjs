// Events per second of the simulated world: 200 tasks on ten hosts that sleep, or hosts that exchange messages.
import { Simulation } from "../../../../src/sim/simulation.ts";
import { playIn } from "../../../../src/sim/world.ts";
import { delays } from "./delays.mjs";

// Runs are short, so that a busy machine interrupts few of them.
const EVENTS = 4_000;
const TASKS = 200;

function kernelSync() {
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
  for (let i = 0; i < TASKS; i++) arm();
  return () => {
    target += EVENTS;
    return simulation.run(() => fired >= target);
  };
}

function kernelAsync() {
  const simulation = new Simulation({ maxEvents: Infinity });
  const delay = delays();
  let woken = 0;
  let target = 0;
  for (let i = 0; i < TASKS; i++) {
    (async () => {
      for (;;) {
        await new Promise((resolve) => simulation.schedule(simulation.nowMs + delay(), resolve));
        woken++;
      }
    })();
  }
  return () => {
    target += EVENTS;
    return simulation.run(() => woken >= target);
  };
}

function sleeping(trace) {
  return playIn({ seed: 1, trace }, async (world) => {
    let woken = 0;
    let finish;
    const over = new Promise((resolve) => {
      finish = resolve;
    });
    for (let n = 0; n < 10; n++) {
      world.host(`host-${n}`, (host) => {
        for (let i = 0; i < TASKS / 10; i++) {
          host.spawn(async () => {
            for (;;) {
              await host.clock.sleep(1 + Math.floor(host.random.next() * 1_000));
              if (++woken === EVENTS) finish();
            }
          });
        }
      });
    }
    await over;
  });
}

const REQUESTS = 2_000;

function requesting(trace) {
  return playIn({ seed: 1, trace }, async (world) => {
    world.host("server", (host) => host.listen(async () => "ok"));
    const clients = Array.from({ length: 10 }, (_, n) =>
      world.host(`client-${n}`, async (host) => {
        for (let i = 0; i < REQUESTS / 10; i++) await host.request("server", "get", { timeoutMs: 1_000 });
      }));
    await Promise.all(clients);
  });
}

export const peers = [
  { name: "kernel, sync handler", per: EVENTS, make: kernelSync },
  { name: "kernel, async task", per: EVENTS, make: kernelAsync },
  { name: "hosts that sleep, trace off", per: EVENTS, make: () => () => sleeping(false) },
  { name: "hosts that sleep, trace on", per: EVENTS, make: () => () => sleeping(true) },
  { name: "request and answer, trace off", per: REQUESTS * 2, make: () => () => requesting(false) },
  { name: "request and answer, trace on", per: REQUESTS * 2, make: () => () => requesting(true) },
];
