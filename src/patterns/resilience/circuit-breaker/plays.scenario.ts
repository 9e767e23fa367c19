/**
 * Plays that several stories of the circuit breaker share, and what they need beside a breaker.
 *
 * @module
 */
import { watched } from "#src/check/policies.ts";
import type { Make } from "#src/check/scenario.ts";
import type { Clock } from "#src/ports/clock.ts";
import { contextOf, type Policy, Refused } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer } from "#src/ports/transport.ts";
import { arrivals, callers } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { Host, World } from "#src/sim/world.ts";

/** A payment service that dies and comes back cold, and shops whose callers never stop trying. */
export async function recovering(
  world: World,
  guard: Make<Policy>,
  { shops, count }: { shops: string[]; count: number },
) {
  const payment = server(world, "payment", { serviceMs: 50, cold: { serviceMs: 800, collapsesAbove: 4 } });
  const loads = await Promise.all(shops.map((name) =>
    world.host(name, (shop) => {
      const policy = watched(shop, guard(shop));
      return callers(shop, { count, everyMs: 200, forMs: 30_000 }, () =>
        policy.execute(({ signal }) =>
          shop.request("payment", "charge", { signal, timeoutMs: 2_000 })
        ));
    })
  ));
  return { payment: payment.seen, loads };
}

/** One shop that calls a payment service for 20 s. */
export async function checkout(
  world: World,
  guard: Make<Policy>,
  { count = 10, answer }: { count?: number; answer?: () => void } = {},
) {
  server(world, "payment", { serviceMs: 50, ...(answer && { answer }) });
  const load = await world.host("shop", (shop) => {
    const policy = watched(shop, guard(shop));
    const charge = () => policy.execute(({ signal }) => shop.request("payment", "charge", { signal }));
    return callers(shop, { count, everyMs: 200, forMs: 20_000 }, charge);
  });
  return {
    shop: load!,
    held: load!.calls.filter(({ startMs, endMs }) => endMs - startMs >= 500).length,
    ok: load!.ok,
    refused: load!.errors["Refused"] ?? 0,
    /** Seconds, of the twenty, in which nobody was served. */
    dark: load!.goodputPer(1_000).slice(0, 20).filter(([, answers]) => answers === 0).length,
  };
}

/** Customers come to a shop ten times a second, for 28 s, and each has so much patience. */
export async function probing(world: World, guard: Make<Policy>, patienceMs: number) {
  const payment = server(world, "payment", { serviceMs: 50 });
  void world.host("shop", async (shop) => {
    const policy = watched(shop, guard(shop));
    await arrivals(shop, { ratePerSecond: 10, forMs: 28_000, spacing: "even" }, async () => {
      const customer = new AbortController();
      const call = policy.execute(({ signal }) => shop.request("payment", "charge", { signal }), {
        signal: customer.signal,
      });
      if (patienceMs < Number.POSITIVE_INFINITY) {
        shop.spawn(() => shop.clock.sleep(patienceMs).then(() => customer.abort("gone")));
      }
      await call;
    });
  });
  await world.sleep(30_000);
  return { payment: payment.seen, after: payment.seen.answeredAtMs.filter((atMs) => atMs > 16_000).length };
}

/** A call of a timetable: when it is begun and how it ends, if it is made. */
export interface TimedCall {
  readonly atMs: number;
  /** `"refused"`: a policy inside refuses it. */
  readonly ends: "well" | "badly" | "never" | "refused";
  /** @default {5} */
  readonly takesMs?: number;
  /** When its caller gives up, in milliseconds after it began. */
  readonly cancelledAfterMs?: number;
  /** With a name the trace tells what becomes of it. */
  readonly name?: string;
}

/** Plays a timetable on one host, without a network, and answers of each call whether it was made. */
export function fates(
  host: Host,
  guard: Policy,
  calls: readonly TimedCall[],
): Promise<("made" | "refused")[]> {
  return Promise.all(calls.map(async ({ atMs, ends, takesMs = 5, cancelledAfterMs, name }) => {
    await host.clock.sleep(atMs);
    let fate: "made" | "refused" = "refused";
    const tell = (what: string) => void (name !== undefined && host.note(`${name} ${what}`));
    const caller = new AbortController();
    if (cancelledAfterMs !== undefined) {
      host.spawn(() =>
        host.clock.sleep(cancelledAfterMs).then(() => (tell("is given up"), caller.abort("gave up")))
      );
    }
    guard.execute(async () => {
      fate = "made";
      tell("is made");
      if (ends === "never") await new Promise(() => {});
      await host.clock.sleep(takesMs);
      tell(ends === "refused" ? "is refused inside" : `ends ${ends}`);
      if (ends === "badly") throw new ErrorAnswer(503);
      if (ends === "refused") throw new Refused("bulkhead");
    }, { signal: caller.signal }).catch(() => {});
    await host.clock.sleep(0); // a guard may take a few turns to let a call through
    if (fate === "refused") tell("is refused");
    return fate;
  }));
}

/** The same timetable twice, once with late answers that are good and once with bad ones. Cooldowns are 5 s. */
export async function overlapping(world: World, guard: Make<Policy>) {
  const wrong = await world.host("shop", async (shop) => {
    for (const late of ["well", "badly"] as const) {
      shop.note(`calls from before will end ${late}`);
      const seen = await fates(shop, watched(shop, guard(shop)), [
        { atMs: 4_900, ends: "well", name: MOMENTS[0]! },
        { atMs: 5_300, ends: "badly", takesMs: 600, name: MOMENTS[1]! },
        { atMs: 5_600, ends: "well", name: MOMENTS[2]! },
        { atMs: 6_000, ends: "well", name: MOMENTS[3]! },
        { atMs: 11_000, ends: "well", name: MOMENTS[4]! },
        { atMs: 0, ends: late, takesMs: 3_000, name: "a call from before" },
        { atMs: 0, ends: late, takesMs: 5_500, name: "another from before" },
        { atMs: 10, ends: "badly", name: "the first of twenty failures" },
        ...Array.from({ length: 19 }, (_, index) => ({ atMs: 20 + 10 * index, ends: "badly" as const })),
      ]);
      const expected = ["refused", "made", "refused", "refused", "made"];
      const at = expected.findIndex((fate, index) => fate !== seen[index]);
      if (at >= 0) return `calls from before ended ${late}, and then ${MOMENTS[at]} was ${seen[at]}`;
    }
    return undefined;
  });
  return { wrong };
}
const MOMENTS = [
  "a call in the cooldown",
  "the first probe",
  "a call beside the probe",
  "a call after the failed probe",
  "the second probe",
];

/** `outer` around `inner`. The state shown is that of the one that has a state. */
export function nested(outer: Policy, inner: Policy): Policy {
  const circuit = [outer, inner].find((policy) => "state" in policy) as { state?: unknown } | undefined;
  return {
    execute: (call, options) => outer.execute(({ signal }) => inner.execute(call, { signal }), options),
    get state() {
      return circuit?.state;
    },
  } as Policy;
}

/** A time limit: the call is told to stop after `ms`. */
export function limited(clock: Clock, ms: number): Policy {
  return {
    async execute(call, { signal } = {}) {
      const attempt = new AbortController();
      const over = new AbortController();
      const stop = () => attempt.abort(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
      clock.sleep(ms, { signal: over.signal }).then(
        () => attempt.abort(new NoAnswer("payment", ms)),
        () => {},
      );
      try {
        return await call({ signal: attempt.signal });
      } finally {
        over.abort();
        signal?.removeEventListener("abort", stop);
      }
    },
  };
}

/** One call at a time; a second one is refused. */
export function oneAtOnce(refusal: () => Error): Policy {
  let busy = false;
  return {
    async execute(call, options = {}) {
      if (busy) throw refusal();
      busy = true;
      try {
        return await call(contextOf(options));
      } finally {
        busy = false;
      }
    },
  };
}
