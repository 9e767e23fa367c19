import { defineScenario } from "#src/check/scenario.ts";
import { exponentialMs } from "#src/pure/distribution.ts";
import { numberOption } from "#src/pure/option.ts";
import { slow } from "#src/sim/fault.ts";
import { arrivals, type LoadCall, type LoadReport } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { Host, World } from "#src/sim/world.ts";
import { Bulkhead } from "#patterns/resilience/bulkhead.ts";
import { patiently, places } from "#patterns/resilience/bulkhead/callees.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

/** Reads the answer once, and refuses what cannot be chosen. */
function read(answer: Answer.Choice): Answer.Choice {
  const choice = structuredClone(answer) as Answer.Choice;
  const allowed: [value: string, of: readonly string[]][] = [
    [choice.pools, ["one", "each"]],
    [choice.cabins.priority, ["none", "payments-first"]],
    [choice.cabins.order, ["oldest-first", "newest-first"]],
  ];
  for (const [value, of] of allowed) {
    if (!of.includes(value)) {
      throw new RangeError(`Cannot choose ${String(value)} as it must be one of ${of.join(", ")}`);
    }
  }
  for (const { limit, maxQueue, maxWaitMs } of [choice.fares, choice.cabins, choice.weather]) {
    numberOption("Cannot choose", "limit", limit, { min: 1, max: 200, integer: true });
    numberOption("Cannot choose", "maxQueue", maxQueue, { min: 0, max: 1_000, integer: true });
    numberOption("Cannot choose", "maxWaitMs", maxWaitMs, { min: 0, max: 10_000 });
  }
  return choice;
}

function compartments({ clock }: Host, { pools, fares, cabins, weather }: Answer.Choice) {
  const size = ({ limit, maxQueue, maxWaitMs }: Answer.Compartment) => ({
    clock,
    limit,
    maxQueue,
    maxWaitMs,
  });
  const ranks = { priorities: 2, order: cabins.order };
  if (pools === "one") {
    const all = new Bulkhead({ ...size(fares), ...ranks });
    return { fares: all, cabins: all, weather: all };
  }
  return {
    fares: new Bulkhead({ ...size(fares), priorities: 2 }),
    cabins: new Bulkhead({ ...size(cabins), ...ranks }),
    weather: new Bulkhead({ ...size(weather), priorities: 2 }),
  };
}

/** What one process saw: questions for each kind. */
interface Seen {
  fares: LoadReport;
  payments: LoadReport;
  visits: LoadReport;
  sale: LoadReport;
  forecasts: LoadReport;
}

async function site(host: Host, choice: Answer.Choice): Promise<Seen> {
  const holds = compartments(host, choice);
  const proxy = places(() => 40);
  const through = async (to: string, options: { signal?: AbortSignal; timeoutMs?: number }) => {
    await proxy.take();
    try {
      return await host.request(to, "", options);
    } finally {
      proxy.giveBack();
    }
  };
  const rank = choice.cabins.priority === "payments-first"
    ? { payment: 0, visit: 1 }
    : { payment: 1, visit: 1 };
  const cabins = (priority: number) => () =>
    patiently(
      host,
      1_000,
      (signal) =>
        holds.cabins.execute((context) => through("cabins", { signal: context.signal }), {
          signal,
          priority,
        }),
    );
  const load = (ratePerSecond: number, forMs: number, task: () => Promise<unknown>) =>
    arrivals(host, { ratePerSecond, forMs }, task);
  const [fares, payments, visits, sale, forecasts] = await Promise.all([
    load(60, 12_000, () => holds.fares.execute(() => through("fares", { timeoutMs: 1_000 }))),
    load(20, 12_000, cabins(rank.payment)),
    load(30, 12_000, cabins(rank.visit)),
    host.clock.sleep(3_000).then(() => load(90, 6_000, cabins(rank.visit))),
    load(30, 12_000, () => holds.weather.execute(() => through("weather", { timeoutMs: 2_000 }))),
  ]);
  return { fares, payments, visits, sale, forecasts };
}

const good = (withinMs: number) => ({ error, startMs, endMs }: LoadCall) =>
  error === undefined && endMs - startMs <= withinMs;
const share = (calls: readonly LoadCall[], withinMs: number) =>
  calls.filter(good(withinMs)).length / Math.max(1, calls.length);
const calm = ({ startMs }: LoadCall) => startMs < 2_900 || startMs >= 10_500;
/** Asked while fares was well; what was asked just before it became slow may have met that. */
const faresWell = ({ startMs }: LoadCall) => startMs < 6_900 || startMs >= 9_600;

/** The case, played for twelve seconds. */
export const afternoon = defineScenario({
  id: "resilience/bulkhead#afternoon",
  version: 2,
  priorities: false,
  faults: [
    slow("weather", 100, { atMs: 4_000, forMs: 4_500 }),
    slow("fares", 100, { atMs: 7_000, forMs: 1_500 }),
  ],
  async play(world: World, answer: Answer.Choice) {
    const choice = read(answer);
    server(world, "fares", { serviceMs: 20 });
    const { seen: house } = server(world, "cabins", { serviceMs: exponentialMs(100), slots: 16 });
    server(world, "weather", { serviceMs: 40 });
    const processes = await Promise.all(
      ["site-1", "site-2"].map((name) => world.host(name, (host) => site(host, choice))),
    );
    const calls = (kind: keyof Seen) => processes.flatMap((seen) => seen![kind].calls);
    const inSale = [
      ...calls("sale").map(({ startMs, endMs, error }) => ({
        startMs: startMs + 3_000,
        endMs: endMs + 3_000,
        error,
      })),
      ...calls("visits"),
    ].filter(({ endMs }) => endMs >= 4_000 && endMs < 9_000);
    const answered = inSale.filter(good(1_000)).map(({ startMs, endMs }) => endMs - startMs).sort((a, b) =>
      a - b
    );
    const paid = calls("payments").filter(({ endMs }) =>
      endMs >= 4_000 && endMs < 9_000
    ).filter(good(1_000)).length;
    return {
      fares: share(calls("fares").filter(faresWell), 300),
      payments: share(calls("payments"), 1_000),
      goodput: (answered.length + paid) / 5,
      most: Math.max(...house.load.map(([, inHouse]) => inHouse)),
      medianMs: answered[Math.floor(answered.length / 2)] ?? Infinity,
      visits: share(calls("visits").filter(calm), 1_000),
      forecasts: share(calls("forecasts").filter(calm), 2_000),
    };
  },
  variants: {},
  properties: {
    "Fares are answered while weather is slow": {
      holds: ({ fares }) => fares >= 0.99,
      seen: ({ fares }) => `${(fares * 100).toFixed(1)} % of them were answered within 0.3 s`,
    },
    "Payments are made all the time": {
      holds: ({ payments }) => payments >= 0.97,
      seen: ({ payments }) => `${(payments * 100).toFixed(1)} % of them were answered within one second`,
    },
    "The work of cabins reaches customers in the sale": {
      holds: ({ goodput }) => goodput >= 130,
      seen: ({ goodput }) => `${goodput.toFixed(1)} answers a second came in time`,
    },
    "Cabins never has more than 25 calls in the house": {
      holds: ({ most }) => most <= 25,
      seen: ({ most }) => `it had ${most}`,
    },
    "In quiet times everybody is served": {
      holds: ({ visits, forecasts }) => visits >= 0.9 && forecasts >= 0.9,
      seen: ({ visits, forecasts }) =>
        `${(visits * 100).toFixed(1)} % of the visits and ${
          (forecasts * 100).toFixed(1)
        } % of the forecasts were answered`,
    },
    "Visitors who are served do not wait long": {
      holds: ({ medianMs }) => medianMs <= 450,
      seen: ({ medianMs }) => `half of them waited for ${Math.round(medianMs)} ms or longer`,
    },
  },
});
