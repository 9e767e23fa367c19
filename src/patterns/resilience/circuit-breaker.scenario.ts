/**
 * Stories of the circuit breaker: a shop calls payment.
 *
 * @module
 */
import { bare, watched } from "#src/check/policies.ts";
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { CircuitBreaker, type CircuitBreakerOptions } from "#patterns/resilience/circuit-breaker.ts";
import {
  checkout,
  limited,
  nested,
  oneAtOnce,
  overlapping,
  probing,
  recovering,
} from "./circuit-breaker/plays.scenario.ts";
import { hopefulBreaker } from "#patterns/resilience/circuit-breaker/without.ts";
import { type Policy, Refused } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { crash, cut, pause, slow } from "#src/sim/fault.ts";
import { callers } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";

/** A breaker with small numbers, so that a minute is a long time. */
const breaker = (options: Partial<CircuitBreakerOptions> = {}): Make<Policy> => ({ clock }) =>
  new CircuitBreaker({
    clock,
    window: { kind: "count", size: 20 },
    minimumCalls: 10,
    cooldownMs: 5_000,
    ...options,
  });
const hopeful: Make<Policy> = ({ clock }) => hopefulBreaker({ clock });
/**
 * Payment dies for 15 s and comes back cold: until its first answer, more than four calls at once kill it again.
 * Ten callers in one shop never stop trying.
 */
export const outage = defineScenario({
  id: "resilience/circuit-breaker#outage",
  version: 1,
  variants: { without: hopeful, with: breaker(), bare },
  faults: [crash("payment", { atMs: 1_000, forMs: 15_000 })],
  async play(world: World, guard: Make<Policy>) {
    const { payment, loads } = await recovering(world, guard, { shops: ["shop"], count: 10 });
    return { payment, shop: loads[0]! };
  },
  properties: {
    "The outage ends with the fault": ({ payment: { downMs } }) =>
      downMs <= 15_000 || `payment was down for ${downMs} ms`,
    "Payment serves again at the end": ({ payment: { afterwards } }) =>
      afterwards >= 20 || `${afterwards} calls were answered after the repair`,
    "A service that is down is left alone": ({ payment: { whileDown } }) =>
      whileDown <= 60 || `${whileDown} calls reached it while it was down`,
  },
});

/** The same outage with eight shops, each with its own breaker; all saw payment die at the same moment. */
export const fleet = defineScenario({
  id: "resilience/circuit-breaker#fleet",
  version: 1,
  variants: {
    with: breaker(),
    spread: (host) => breaker({ cooldownMs: () => 2_500 + 5_000 * host.random.next() })(host),
  },
  faults: [crash("payment", { atMs: 1_000, forMs: 15_000 })],
  play: (world: World, guard: Make<Policy>) =>
    recovering(world, guard, {
      shops: ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => `shop-${name}`),
      count: 2,
    }),
  properties: {
    "The outage ends with the fault": ({ payment: { downMs } }) =>
      downMs <= 15_000 || `payment was down for ${downMs} ms`,
  },
});

/** For 12 s payment takes 1 s for what takes 50 ms, and makes no mistake. */
export const slowness = defineScenario({
  id: "resilience/circuit-breaker#slowness",
  version: 1,
  variants: { without: breaker(), with: breaker({ slowCallMs: 500 }) },
  faults: [slow("payment", 20, { atMs: 1_000, forMs: 12_000 })],
  play: (world: World, guard: Make<Policy>) => checkout(world, guard),
  properties: {
    "A payment that is only slow does not hold up the shop": ({ held }) =>
      held <= 60 || `${held} calls held their callers for half a second or more`,
  },
});

/** For 12 s payment does not answer at all; a caller gives up after a second. */
export const silence = defineScenario({
  id: "resilience/circuit-breaker#silence",
  version: 1,
  variants: {
    outside: (host) => nested(limited(host.clock, 1_000), breaker()(host)),
    inside: (host) => nested(breaker()(host), limited(host.clock, 1_000)),
  },
  faults: [pause("payment", { atMs: 1_000, forMs: 12_000 })],
  play: (world: World, guard: Make<Policy>) => checkout(world, guard),
  properties: {
    "Calls that run out of time open the circuit": ({ refused }) => refused > 0 || "no call was refused",
  },
});

/** From the first second on payment fails every charge. Statements that it was asked for before are still being written, and arrive. */
export const afterglow = defineScenario({
  id: "resilience/circuit-breaker#afterglow",
  version: 1,
  variants: { without: hopeful, with: breaker() },
  async play(world: World, guard: Make<Policy>) {
    void world.host("payment", (payment) =>
      payment.listen(async (what) => {
        await payment.work(what === "statement" ? 2_500 + 3_500 * payment.random.next() : 20);
        if (what === "charge" && world.nowMs() >= 1_000) throw new ErrorAnswer(503);
      }));
    const load = await world.host("shop", async (shop) => {
      const policy = watched(shop, guard(shop));
      for (let index = 0; index < 20; index++) {
        shop.spawn(() => policy.execute(() => shop.request("payment", "statement")));
      }
      return await callers(
        shop,
        { count: 10, everyMs: 200, forMs: 7_000 },
        () => policy.execute(({ signal }) => shop.request("payment", "charge", { signal })),
      );
    });
    return { shop: load!, failed: load!.errors["ErrorAnswer"] ?? 0 };
  },
  properties: {
    "An answer from before the trip does not close the circuit": ({ failed }) =>
      failed <= 60 || `${failed} charges were sent to a service that failed each of them`,
  },
});

/** Calls from before the trip end while the circuit is open, and while a probe is under way. One host, no network. */
export const overlap = defineScenario({
  id: "resilience/circuit-breaker#overlap",
  version: 1,
  variants: { without: hopeful, with: breaker() },
  play: (world: World, guard: Make<Policy>) => overlapping(world, guard),
  properties: {
    "Only the probe decides": ({ wrong }) => wrong ?? true,
  },
});

/** Payment is well; its shard 2 of four is not. */
export const shards = defineScenario({
  id: "resilience/circuit-breaker#shards",
  version: 1,
  variants: {
    one: (host) => {
      const only = breaker({ window: { kind: "count", size: 10 } })(host);
      return () => only;
    },
    wide: (host) => {
      const only = breaker({ window: { kind: "count", size: 100 }, minimumCalls: 100 })(host);
      return () => only;
    },
    each: (host) => {
      const all = SHARDS.map(() => breaker({ window: { kind: "count", size: 10 } })(host));
      return (shard) => all[shard]!;
    },
  },
  faults: [crash("payment-2", { atMs: 1_000 })],
  async play(world: World, guards: Make<(shard: number) => Policy>) {
    for (const shard of SHARDS) server(world, `payment-${shard}`, { serviceMs: 50 });
    const seen = { asked: 0, refused: 0, wasted: 0 };
    await world.host("shop", (shop) => {
      const guard = guards(shop);
      const policies = SHARDS.map((shard) => watched(shop, guard(shard), `breaker ${shard}`));
      return callers(shop, { count: 10, everyMs: 200, forMs: 20_000 }, async () => {
        const shard = Math.floor(shop.random.next() * SHARDS.length);
        const well = shard !== 2;
        if (well) seen.asked++;
        try {
          await policies[shard]!.execute(({ signal }) =>
            shop.request(`payment-${shard}`, "charge", { signal })
          );
        } catch (error) {
          if (error instanceof Refused) seen.refused += well ? 1 : 0;
          else seen.wasted++;
          throw error;
        }
      });
    });
    return { ...seen, refusedRatio: seen.refused / seen.asked };
  },
  properties: {
    "Customers of the healthy shards are served": ({ refused, asked }) =>
      refused === 0 || `${refused} of ${asked} calls to healthy shards were refused`,
    "The broken shard is left alone": ({ wasted }) => wasted <= 80 || `${wasted} calls were made to it`,
  },
});
const SHARDS = [0, 1, 2, 3];

/** Payment is well. The shop allows itself one call at a time, and has more to do. */
export const saturation = defineScenario({
  id: "resilience/circuit-breaker#saturation",
  version: 1,
  variants: {
    without: (host) => nested(breaker()(host), oneAtOnce(() => new Error("busy"))),
    with: (host) => nested(breaker()(host), oneAtOnce(() => new Refused("bulkhead"))),
  },
  play: (world: World, guard: Make<Policy>) => checkout(world, guard),
  properties: {
    "A healthy payment is never cut off": ({ dark }) =>
      dark <= 5 || `nobody was served in ${dark} seconds of 20`,
  },
});

/** One call in a hundred fails, for as long as anybody looks. */
export const noise = defineScenario({
  id: "resilience/circuit-breaker#noise",
  version: 1,
  variants: { with: breaker() },
  play(world: World, guard: Make<Policy>) {
    const chance = world.random("payment.mistakes");
    const answer = () => {
      if (chance.next() > 0.99) throw new ErrorAnswer(500);
    };
    return checkout(world, guard, { answer });
  },
  properties: {
    "A service that fails one call in a hundred stays in use": ({ refused }) =>
      refused === 0 || `${refused} calls were refused`,
  },
});

/** The answers of the first probes are lost: the callers' wire is cut one way until long after the repair. */
export const lostProbe = defineScenario({
  id: "resilience/circuit-breaker#lost-probe",
  version: 1,
  variants: { without: breaker({ probeTimeoutMs: 1e9 }), with: breaker({ probeTimeoutMs: 2_000 }) },
  faults: [
    crash("payment", { atMs: 1_000, forMs: 4_000 }),
    cut("payment", "shop", { atMs: 5_000, forMs: 10_000 }),
  ],
  play: (world: World, guard: Make<Policy>) => probing(world, guard, Number.POSITIVE_INFINITY),
  properties: {
    "A probe that never returns does not block the circuit": ({ after }) =>
      after > 0 || "nobody got through after the repair",
  },
});

/** Customers give up after 300 ms, and after its repair payment is slower than that for a while: the first probes are cancelled. */
export const cancelledProbe = defineScenario({
  id: "resilience/circuit-breaker#cancelled-probe",
  version: 1,
  variants: { with: breaker() },
  faults: [
    crash("payment", { atMs: 1_000, forMs: 4_000 }),
    slow("payment", 20, { atMs: 5_000, forMs: 10_000 }),
  ],
  play: (world: World, guard: Make<Policy>) => probing(world, guard, 300),
  properties: {
    "A probe whose caller gave up does not block the circuit": ({ after }) =>
      after > 0 || "nobody got through after the repair",
  },
});
