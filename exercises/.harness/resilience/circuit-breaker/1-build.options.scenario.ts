import { defineScenario } from "#src/check/scenario.ts";
import { Refused } from "#src/ports/policy.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-build.stub.ts";

/** Makes a gate with these options. */
export type MakeGate = (options: Answer.GateOptions) => Answer.Gate;

/** What became of an attempt to enter: a pass, or the refusal. */
function enter(gate: Answer.Gate): { pass: Answer.Pass } | { refusal: Refused } {
  try {
    return { pass: gate.enter() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error };
    throw error;
  }
}

/** Ends as many passes in failure as open a closed gate, if it gives them. */
function fail(gate: Answer.Gate, times: number): void {
  for (let index = 0; index < times; index++) {
    const entered = enter(gate);
    if ("pass" in entered) entered.pass.end("failure");
  }
}

/** Times to the millisecond, with options that differ from seed to seed. One host, no network, no chance besides. */
export const options = defineScenario({
  id: "resilience/circuit-breaker#options",
  version: 1,
  variants: {},
  async play(world: World, make: MakeGate) {
    const threshold = 2 + Math.floor(world.draw("threshold") * 6);
    const cooldownMs = 1_234 + Math.floor(world.draw("cooldown") * 5_000);
    const limitMs = 789 + Math.floor(world.draw("limit") * 5_000);
    const seen = await world.host("shop", async (shop: Host) => {
      const { clock } = shop;
      const gate = () => make({ clock, failureThreshold: threshold, cooldownMs, probeTimeoutMs: limitMs });
      const [row, slow, unsure] = [gate(), gate(), gate()];

      const waiting = Array.from({ length: threshold }, () => enter(slow));
      fail(row, threshold - 1);
      const early = "refusal" in enter(row); // the pass it gives stays out, and says nothing
      fail(row, 1);
      const opened = "refusal" in enter(row);
      shop.note(`${threshold} failures in a row`);
      await clock.sleep(345);
      const told = enter(row);
      const toldMs = "refusal" in told ? told.refusal.retryAfterMs : undefined;
      await clock.sleep(cooldownMs - 346);
      const tooEarly = "pass" in enter(row);
      await clock.sleep(2);
      const probe = enter(row);
      const inTime = "pass" in probe;
      shop.note("the cooldown is over");

      await clock.sleep(limitMs + 10);
      for (const entered of waiting) if ("pass" in entered) entered.pass.end("failure");
      const slowCounted = "refusal" in enter(slow);

      fail(unsure, threshold);
      await clock.sleep(cooldownMs + 1);
      const ignored = enter(unsure);
      if ("pass" in ignored) ignored.pass.end("ignored");
      const second = "pass" in enter(unsure);
      const third = "refusal" in enter(unsure);
      return { early, opened, toldMs, tooEarly, inTime, slowCounted, second, third };
    });
    return { ...seen!, threshold, cooldownMs, limitMs };
  },
  properties: {
    "The options decide how many failures and how long": (seen) => {
      const { threshold, cooldownMs } = seen;
      if (seen.early) return `${threshold - 1} failures opened a circuit whose threshold is ${threshold}`;
      if (!seen.opened) return `${threshold} failures did not open a circuit whose threshold is ${threshold}`;
      if (seen.tooEarly) return `1 ms before a cooldown of ${cooldownMs} ms was over somebody was let in`;
      return seen.inTime || `1 ms after a cooldown of ${cooldownMs} ms nobody was let in`;
    },
    "A refusal says to the millisecond how long the cooldown still lasts": ({ toldMs, cooldownMs }) =>
      toldMs === cooldownMs - 345 || `345 ms into a cooldown of ${cooldownMs} ms it said ${toldMs} ms`,
    "A pass from a closed circuit has no limit of time": ({ slowCounted, threshold, limitMs }) =>
      slowCounted ||
      `${threshold} passes ended in failure more than ${limitMs} ms after they were given, and did not count`,
    "An ignored probe leaves the circuit half-open": ({ second, third }) => {
      if (!second) return "the probe ended as ignored, and the next one was refused";
      return third || "the probe ended as ignored, and then two were let in at once";
    },
  },
});
