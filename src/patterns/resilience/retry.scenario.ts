/**
 * Stories of retrying, on the simulator. All play at Meridian Rail, which runs departure boards and sells seats.
 *
 * @module
 */
import { withOwnChance } from "#src/check/own-chance.ts";
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { crash, cut, slow } from "#src/sim/fault.ts";
import { arrivals, callers } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import { type Jitter, Retry, RetryBudget } from "#patterns/resilience/retry.ts";
import { politeRetry } from "#patterns/resilience/retry/without.ts";

export { limits, pacing } from "#patterns/resilience/retry/contract.scenario.ts";
export { review } from "#patterns/resilience/retry/review.scenario.ts";

/** No retry at all: what everything is compared with. */
export class Once implements Policy {
  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    return await call(contextOf(options, 1));
  }
}

const patient = { maxAttempts: 100, baseDelayMs: 100, maxDelayMs: 2_000 };
const jittered = (jitter: Jitter): Make<Policy> => ({ clock, random }) =>
  new Retry({ clock, random, idempotent: true, jitter, ...patient });

/** What the departure boards went through. */
export interface Recovery {
  /** Requests in all, down or up. */
  calls: number;
  /** The most that came in any 50 ms after the service was back. */
  peak: number;
  /** When the last board had its departures, counted from the service's return, in milliseconds. */
  backMs: number;
  /** Boards that have their departures. */
  served: number;
  /** Arrivals in stretches of 50 ms, for a plot. */
  arrivals: [atMs: number, count: number][];
}

const boards = 100;
const outageMs = 3_000;

/**
 * A hundred departure boards hold a connection to `timetable`. It goes down, all connections break in the same instant,
 * and here the story begins: every board asks again until it has its departures. The service is back after 3 s, works
 * on four requests at once, 20 ms each, lets six wait, and refuses the others.
 */
export const waves = defineScenario({
  id: "resilience/retry#waves",
  version: 1,
  priorities: false,
  variants: {
    without: (host) => politeRetry(host, patient),
    with: jittered("full"),
    equal: jittered("equal"),
    decorrelated: jittered("decorrelated"),
  } satisfies Record<string, Make<Policy>>,
  faults: [crash("timetable", { atMs: 0, forMs: outageMs })],
  async play(world, retry: Make<Policy>): Promise<Recovery> {
    const { name, seen } = server(world, "timetable", { serviceMs: 20, slots: 4, maxQueue: 6 });
    let served = 0;
    let lastMs = 0;
    await Promise.all(
      Array.from({ length: boards }, (_, index) =>
        world.host(`board-${index + 1}`, async (board) => {
          const policy = retry(withOwnChance(world, board));
          await policy.execute(({ signal }) => board.request(name, "departures", { signal }));
          served++;
          lastMs = world.nowMs();
        })),
    );
    const after = seen.arrivalsPer(50).filter(([atMs]) => atMs >= outageMs);
    return {
      calls: seen.arrivals.length,
      peak: after.reduce((most, [, count]) => Math.max(most, count), 0),
      backMs: Math.round(lastMs - outageMs),
      served,
      arrivals: seen.arrivalsPer(50),
    };
  },
  properties: {
    "Every board is served in the end": ({ served }) => served === boards || `${served} of ${boards} are`,
    "Returning callers are spread over time": ({ peak }) =>
      peak <= 35 || `${peak} of ${boards} came within the same 50 ms`,
    "A service that is down is asked ever less often": ({ calls }) =>
      calls <= 1_300 || `${calls} requests by ${boards} boards in ${outageMs / 1_000} s and after`,
    "The boards are back soon after the service": ({ backMs }) =>
      backMs <= 4_000 || `the last one ${backMs} ms after it`,
  },
});

/** What the boards saw on an ordinary day. */
export interface Day {
  /** Refreshes that the boards wanted. */
  wanted: number;
  /** Refreshes that came to nothing. */
  failed: number;
  /** Requests that reached `timetable`. */
  calls: number;
  /** The most that came in any 50 ms. */
  peak: number;
}

/**
 * The same boards and the same service on an ordinary day: nothing goes down, but one message in fifty gets lost. Each
 * board refreshes every 2 s, each at its own moment.
 */
export const drizzle = defineScenario({
  id: "resilience/retry#drizzle",
  version: 1,
  priorities: false,
  variants: {
    once: () => new Once(),
    without: (host) => politeRetry(host),
    with: ({ clock, random }) => new Retry({ clock, random, idempotent: true }),
  } satisfies Record<string, Make<Policy>>,
  async play(world, retry: Make<Policy>): Promise<Day> {
    const { name, seen } = server(world, "timetable", { serviceMs: 20, slots: 4, maxQueue: 6 });
    world.link("*", name, { lossRatio: 0.02 });
    world.link(name, "*", { lossRatio: 0.02 });
    const days = await Promise.all(
      Array.from({ length: boards }, (_, index) =>
        world.host(`board-${index + 1}`, (board) => {
          const policy = retry(board);
          return callers(board, { count: 1, everyMs: 2_000, forMs: 10_000 }, () =>
            policy.execute(({ signal }) =>
              board.request(name, "departures", { signal, timeoutMs: 200 })
            ));
        })),
    );
    const calls = days.flatMap((day) => day?.calls ?? []);
    return {
      wanted: calls.length,
      failed: calls.filter(({ error }) => error !== undefined).length,
      calls: seen.arrivals.length,
      peak: seen.peakArrivalsPer(50),
    };
  },
  properties: {
    "A passing failure is hidden from the caller": ({ wanted, failed }) =>
      failed * 200 <= wanted || `${failed} of ${wanted} refreshes failed`,
    "Returning callers are spread over time": ({ peak }) =>
      peak <= 35 || `${peak} of ${boards} came within the same 50 ms`,
  },
});

/** What buyers and the seat service went through. */
export interface Storm {
  /** Requests that reached `seats`, for each purchase that was begun. */
  amplification: number;
  /** Share of the purchases begun in the last 15 s that were answered in time. */
  goodAtEnd: number;
  /** Work done for callers who had given up. */
  wasted: number;
  /** Answers in time, for each second. */
  goodput: [atMs: number, count: number][];
  /** Requests that reached `seats`, for each second. */
  load: [atMs: number, count: number][];
}

const sale = { ratePerSecond: 14, forMs: 50_000 };
const tries = { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 2_000 };

/**
 * Fourteen buyers a second ask `seats`, which can serve twenty. At 10 s a backup makes it ten times slower for 5 s. A
 * request that is not answered within 1 s is given up, but `seats` does not know: it works on.
 */
export const storm = defineScenario({
  id: "resilience/retry#storm",
  version: 1,
  priorities: false,
  variants: {
    once: () => new Once(),
    without: (host) => politeRetry(host, tries),
    jitter: ({ clock, random }) => new Retry({ clock, random, idempotent: true, ...tries }),
    with: ({ clock, random }) =>
      new Retry({ clock, random, idempotent: true, ...tries, budget: new RetryBudget() }),
  } satisfies Record<string, Make<Policy>>,
  faults: [slow("seats", 10, { atMs: 10_000, forMs: 5_000 })],
  async play(world, retry: Make<Policy>): Promise<Storm> {
    const { name, seen } = server(world, "seats", { serviceMs: 50, slots: 1 });
    const report = await world.host("shop", (shop) => {
      const policy = retry(shop);
      return arrivals(
        shop,
        sale,
        () => policy.execute(({ signal }) => shop.request(name, "book", { signal, timeoutMs: 1_000 })),
      );
    });
    if (report === undefined) throw new Error("the shop is not among the faults");
    const late = report.calls.filter(({ startMs }) => startMs >= sale.forMs - 15_000);
    return {
      amplification: seen.arrivals.length / report.calls.length,
      goodAtEnd: late.filter(({ error }) => error === undefined).length / late.length,
      wasted: seen.wasted,
      goodput: report.goodputPer(1_000),
      load: seen.arrivalsPer(1_000),
    };
  },
  properties: {
    "The outage ends with its cause": ({ goodAtEnd }) =>
      goodAtEnd >= 0.5 || `20 s and more after it ${Math.round(goodAtEnd * 100)} % of the buyers are served`,
    "Retries stay a small part of the load": ({ amplification }) =>
      amplification <= 1.25 || `${amplification.toFixed(2)} requests for each purchase`,
  },
});

/** What a caller gets from a callee that fails in part. */
export interface Share {
  /** Share of the calls that were answered. */
  answered: number;
  /** Requests for each call. */
  amplification: number;
}

/**
 * Ten travellers a second ask `seats`, which has four replicas and room for all. One replica was deployed broken: every
 * fourth request, by chance, is answered 503 at once.
 */
export const replica = defineScenario({
  id: "resilience/retry#replica",
  version: 1,
  priorities: false,
  variants: {
    once: () => new Once(),
    without: (host) => politeRetry(host),
    with: ({ clock, random }) => new Retry({ clock, random, idempotent: true, budget: new RetryBudget() }),
  } satisfies Record<string, Make<Policy>>,
  async play(world, retry: Make<Policy>): Promise<Share> {
    const chosen = world.random("balancer");
    const { name, seen } = server(world, "seats", {
      serviceMs: 20,
      answer: () => {
        if (chosen.next() >= 0.75) throw new ErrorAnswer(503);
        return "seat 61";
      },
    });
    const report = await world.host("app", (app) => {
      const policy = retry(app);
      return arrivals(
        app,
        { ratePerSecond: 10, forMs: 60_000 },
        () => policy.execute(({ signal }) => app.request(name, "look", { signal, timeoutMs: 1_000 })),
      );
    });
    if (report === undefined) throw new Error("the app is not among the faults");
    return {
      answered: report.ok / report.calls.length,
      amplification: seen.arrivals.length / report.calls.length,
    };
  },
  properties: {
    "A partial failure is hidden from the caller": ({ answered }) =>
      answered >= 0.95 || `${Math.round(answered * 100)} % of the calls were answered`,
    "Retries stay a small part of the load": ({ amplification }) =>
      amplification <= 1.25 || `${amplification.toFixed(2)} requests for each call`,
  },
});

/** What reached the deepest layer. */
export interface Depth {
  /** Requests by customers. */
  asked: number;
  /** Requests that reached `vault`. */
  reached: number;
  /** `reached / asked`. */
  amplification: number;
}

const requests = 50;

/**
 * `web` asks `orders`, `orders` asks `stock`, `stock` asks `vault`; each layer has a retry of its own. The vault answers
 * 503 to everything. Fifty customers come, one each 200 ms.
 */
export const layers = defineScenario({
  id: "resilience/retry#layers",
  version: 1,
  variants: {
    once: () => new Once(),
    without: (host) => politeRetry(host, { maxAttempts: 3, baseDelayMs: 10 }),
    "one-layer": ({ clock, random, name }) =>
      name === "stock" ? new Retry({ clock, random, idempotent: true, baseDelayMs: 10 }) : new Once(),
    with: ({ clock, random }) =>
      new Retry({ clock, random, idempotent: true, baseDelayMs: 10, budget: new RetryBudget() }),
  } satisfies Record<string, Make<Policy>>,
  async play(world, retry: Make<Policy>): Promise<Depth> {
    const vault = server(world, "vault", {
      serviceMs: 5,
      answer: () => {
        throw new ErrorAnswer(503);
      },
    });
    const layer = (name: string, next: string) =>
      void world.host(name, (host) => {
        const policy = retry(host);
        host.listen(async (body) => {
          try {
            await policy.execute(({ signal }) => host.request(next, body, { signal }));
          } catch {
            throw new ErrorAnswer(503); // what stands behind me is not available
          }
        });
      });
    layer("stock", vault.name);
    layer("orders", "stock");
    layer("web", "orders");
    const load = { ratePerSecond: 5, forMs: requests * 200 + 1, spacing: "even" } as const;
    await world.host("customers", (host) => arrivals(host, load, () => host.request("web", "buy")));
    const reached = vault.seen.arrivals.length;
    return { asked: requests, reached, amplification: reached / requests };
  },
  properties: {
    "Layers do not multiply each other's retries": ({ amplification }) =>
      amplification <= 4 || `${amplification} calls at the vault for each customer`,
  },
});

/** A way to ask the bank: with which retry, and whether the bank is told that it is the same payment. */
export interface Paying {
  retry: Make<Policy>;
  /** Whether each payment carries a key by which the bank knows a repetition. */
  key: boolean;
}

/** What customers paid. */
export interface Ledger {
  /** Payments that customers wanted. */
  wanted: number;
  /** Payments that were booked at least once. */
  booked: number;
  /** Payments that were booked more than once. */
  twice: number;
  /** Payments that the shop believes to be done. */
  confirmed: number;
}

/**
 * Twenty customers pay. The bank books the payment and answers; for 2 s the answers get lost on the way back, and the
 * shop, which waits 300 ms, cannot know whether it was the request or the answer.
 */
export const twice = defineScenario({
  id: "resilience/retry#twice",
  version: 1,
  variants: {
    once: { retry: () => new Once(), key: false },
    without: { retry: (host) => politeRetry(host), key: false },
    with: { retry: ({ clock, random }) => new Retry({ clock, random, idempotent: false }), key: false },
    keyed: {
      retry: ({ clock, random }) => new Retry({ clock, random, idempotent: true, maxAttempts: 8 }),
      key: true,
    },
  } satisfies Record<string, Paying>,
  faults: [cut("bank", "shop", { atMs: 1_000, forMs: 2_000 })],
  menu: ["loss", "cut", "delay"],
  async play(world, { retry, key }: Paying): Promise<Ledger> {
    const wanted = 20;
    const bookings = new Map<string, number>(); // what an auditor sees afterwards
    void world.host("bank", (bank) => {
      const known = new Set<string>();
      bank.listen(async (body) => {
        const { payment, repeatKey } = body as { payment: string; repeatKey?: string };
        await bank.work(20);
        if (repeatKey !== undefined && known.has(repeatKey)) return "booked";
        if (repeatKey !== undefined) known.add(repeatKey);
        bookings.set(payment, (bookings.get(payment) ?? 0) + 1);
        return "booked";
      });
    });
    const report = await world.host("shop", (shop) => {
      const policy = retry(shop);
      return arrivals(shop, { ratePerSecond: 5, forMs: 4_001, spacing: "even" }, (index) => {
        const payment = `payment-${index + 1}`;
        const body = { type: `pay ${index + 1}`, payment, ...(key && { repeatKey: payment }) };
        return policy.execute(({ signal }) => shop.request("bank", body, { signal, timeoutMs: 300 }));
      });
    });
    const counts = [...bookings.values()];
    const booked = counts.length;
    return { wanted, booked, twice: counts.filter((count) => count > 1).length, confirmed: report?.ok ?? 0 };
  },
  properties: {
    "Nobody pays twice": ({ twice }) => twice === 0 || `${twice} customers did`,
    "A payment that the shop confirms was booked": ({ booked, confirmed }) =>
      confirmed <= booked || `${confirmed} confirmed, ${booked} booked`,
  },
});

/** What became of callers with little time. */
export interface Patience {
  /** Attempts that began after their caller had left. */
  late: number;
  /** Attempts in all. */
  attempts: number;
  /** The longest that `execute` went on after the caller's time was over, in milliseconds. */
  overMs: number;
}

/**
 * Thirty travellers look for a seat and wait 1 s each. `seats` is in trouble for 20 s: it takes 300 ms and then says
 * 503, and asks to stay away for 400 ms.
 */
export const deadline = defineScenario({
  id: "resilience/retry#deadline",
  version: 1,
  priorities: false,
  variants: {
    without: (host) => politeRetry(host, { maxAttempts: 6 }),
    with: ({ clock, random }) => new Retry({ clock, random, idempotent: true, maxAttempts: 6 }),
  } satisfies Record<string, Make<Policy>>,
  async play(world, retry: Make<Policy>): Promise<Patience> {
    server(world, "seats", {
      serviceMs: 300,
      answer: (_body, { nowMs }) => {
        if (nowMs < 20_000) throw new ErrorAnswer(503, { retryAfterMs: 400 });
        return "seat 61";
      },
    });
    const seen: Patience = { late: 0, attempts: 0, overMs: 0 };
    await world.host("app", (app) => {
      const policy = retry(app);
      return arrivals(app, { ratePerSecond: 1, forMs: 30_001 }, async () => {
        const leavesAtMs = app.clock.nowMs() + 1_000;
        try {
          await policy.execute(({ signal, remainingMs = 1_000 }) => {
            seen.attempts++;
            if (app.clock.nowMs() >= leavesAtMs) seen.late++;
            return app.request("seats", "look", { signal, timeoutMs: Math.max(1, remainingMs) });
          }, { remainingMs: 1_000 });
        } finally {
          seen.overMs = Math.max(seen.overMs, app.clock.nowMs() - leavesAtMs);
        }
      });
    });
    return { ...seen, overMs: Math.round(seen.overMs) };
  },
  properties: {
    "No attempt begins after the caller has left": ({ late, attempts }) =>
      late === 0 || `${late} of ${attempts} did`,
    "The caller hears of it in time": ({ overMs }) => overMs <= 0 || `up to ${overMs} ms too late`,
  },
});
