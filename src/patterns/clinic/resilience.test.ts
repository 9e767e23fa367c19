import { describe, expect, test } from "vitest";
import { SeededRandom } from "#src/pure/seeded-random.ts";
import { Refused } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { build, type Plan } from "./resilience.ts";

/** A clock that stands still and lets nobody wait. */
const ports = () => ({
  clock: { nowMs: () => 0, sleep: () => Promise.resolve() },
  random: new SeededRandom(1, "clinic"),
});
const never = () => new Promise<never>(() => {});
const why = (plan: unknown): string => {
  try {
    build(plan as Plan, ports());
    return "built";
  } catch (error) {
    return String(error);
  }
};

describe("a plan", () => {
  test("that is empty adds nothing", async () => {
    expect(await build([], ports())("shop").execute(() => Promise.resolve("yes"))).toBe("yes");
  });

  test("keeps one state for all callers, or one for each", async () => {
    for (const [per, said] of [["all", "refused"], ["caller", "made"]] as const) {
      const of = build([{ use: "bulkhead", limit: 1, per }], ports());
      void of("a").execute(never);
      const second = of("b").execute(() => Promise.resolve("made"));
      expect(await second.catch((error) => error instanceof Refused && "refused")).toBe(said);
    }
  });

  test("has its first policy outermost", async () => {
    const rate = { use: "rate-limit", ratePerSecond: 1, burst: 1 } as const;
    const places = { use: "bulkhead", limit: 1 } as const;
    const refusals: string[] = [];
    for (const plan of [[rate, places], [places, rate]]) {
      const policy = build(plan, ports())("shop");
      void policy.execute(never);
      // Both would refuse the second call.
      await policy.execute(never).catch((error: Refused) => refusals.push(error.by));
    }
    expect(refusals).toEqual(["rate-limiter", "bulkhead"]);
  });

  test("repeats as long as its budget lasts", async () => {
    const of = build([{ use: "retry", idempotent: true, budget: { maxTokens: 2 } }], ports());
    let calls = 0;
    const fail = () => {
      calls++;
      return Promise.reject(new ErrorAnswer(503));
    };
    for (const caller of ["a", "b"]) await of(caller).execute(fail).catch(() => {});
    // Without a budget each of the two would make three calls.
    expect(calls).toBeLessThan(6);
    expect(calls).toBeGreaterThan(2);
  });

  test.each<[says: string, plan: unknown]>([
    ["TypeError: Cannot build a plan as it must be a list of policies", {}],
    ["RangeError: Cannot build a plan of more than 10 policies: there are 11", Array(11).fill({})],
    [
      "RangeError: Cannot build a plan as 'use' must be retry, timeout, circuit-breaker, bulkhead, rate-limit: current value is cache",
      [{ use: "cache" }],
    ],
    [
      "RangeError: Cannot build a plan as bulkhead has no option 'maxQeue': it has limit, maxQueue, maxWaitMs, per",
      [{ use: "bulkhead", limit: 1, maxQeue: 3 }],
    ],
    [
      'RangeError: Cannot build a plan as \'per\' must be "all" or "caller": current value is process',
      [{ use: "bulkhead", limit: 1, per: "process" }],
    ],
    [
      "RangeError: Cannot create a bulkhead as 'limit' must be an integer of at least 1: current value is 0",
      [{ use: "bulkhead", limit: 0 }],
    ],
  ])("is refused: %s", (says, plan) => {
    expect(why(plan)).toBe(says);
  });
});
