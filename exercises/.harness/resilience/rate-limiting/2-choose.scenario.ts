import { defineScenario } from "#src/check/scenario.ts";
import { numberOption } from "#src/pure/option.ts";
import { slow } from "#src/sim/fault.ts";
import type { Plain } from "#src/sim/trace.ts";
import type { Host, World } from "#src/sim/world.ts";
import { type Account, decide, held, type Rule } from "./2-choose.limits.ts";
import type * as Answer from "./2-choose.stub.ts";

/** Accounts at one place. */
class Accounts {
  readonly rule: Rule;
  readonly host: Host;
  readonly of = new Map<string, Account>();

  constructor(host: Host, rule: Rule) {
    this.host = host;
    this.rule = rule;
  }
  take(key: string, cost: number): boolean {
    const { admitted, account } = decide(this.rule, this.of.get(key), cost, this.host.clock.nowMs());
    this.of.set(key, account);
    return admitted;
  }
  /** Numbers that are needed now. */
  held(): number {
    const nowMs = this.host.clock.nowMs();
    let numbers = 0;
    for (const [key, account] of this.of) {
      const needed = held(this.rule, account, nowMs);
      if (needed === 0) this.of.delete(key);
      numbers += needed;
    }
    return numbers;
  }
}

interface Caller {
  customer: string;
  polite: boolean;
  units: number;
  port: number;
}

const forMs = 8_000;
const gateways = 3;
const steadyFromMs = 4_000;

const moments = (atMs: readonly number[]) =>
  atMs.map((ms, index) =>
    `${index === 0 ? "" : index === atMs.length - 1 ? " and " : ", "}${(ms / 1_000).toFixed(1)} s`
  ).join("");

/** Reads the answer once, and refuses what cannot be chosen. */
function read(answer: Answer.Choice): Answer.Choice {
  const choice = structuredClone(answer) as Answer.Choice;
  const allowed: Record<string, readonly string[]> = {
    algorithm: ["fixed-window", "sliding-counter", "sliding-log", "token-bucket"],
    key: ["everyone", "address", "address-and-port", "customer"],
    cost: ["calls", "units"],
    place: ["each-gateway", "share-on-each-gateway", "store-get-then-set", "store-one-step"],
    whenStoreFails: ["open", "closed", "share"],
  };
  for (const [name, values] of Object.entries(allowed)) {
    const value = choice[name as keyof Answer.Choice];
    if (!values.includes(String(value))) throw new RangeError(`Cannot choose '${name}' so`);
  }
  numberOption("Cannot choose", "unitsPerSecond", choice.unitsPerSecond, { min: 1, max: 1_000 });
  numberOption("Cannot choose", "burst", choice.burst, { min: 1, max: 1_000 });
  return choice;
}

function keyOf(key: Answer.Choice["key"], { customer, polite, port }: Caller): string {
  const address = polite ? "203.0.113.1" : customer;
  switch (key) {
    case "everyone":
      return "everyone";
    case "address":
      return address;
    case "address-and-port":
      return `${address}:${port}`;
    case "customer":
      return customer;
  }
}

/** Works on eight calls at once. */
function api(world: World): void {
  void world.host("api", (host) => {
    const waiting: (() => void)[] = [];
    let free = 8;
    host.listen(async (units) => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      await host.work((units as number) * 20);
      const next = waiting.shift();
      if (next) next();
      else free++;
    });
  });
}

/** Answers `["take", key, cost]` in one step; `["get", key]` and `["set", key, account]` each in one. */
function store(world: World, rule: Rule, places: Accounts[]): void {
  void world.host("store", (host) => {
    const accounts = new Accounts(host, rule);
    places.push(accounts);
    host.listen(async (body): Promise<Plain> => {
      const [verb, key, value] = body as [string, string, Plain];
      await host.work(0.05);
      if (verb === "take") return accounts.take(key, value as number);
      if (verb === "set") accounts.of.set(key, value as number[]);
      return { account: [...accounts.of.get(key) ?? []], nowMs: host.clock.nowMs() };
    });
  });
}

/** Decides on a gateway whether a call may pass. */
function door(host: Host, choice: Answer.Choice, places: Accounts[]): (caller: Caller) => Promise<boolean> {
  const third = {
    ...choice,
    unitsPerSecond: choice.unitsPerSecond / gateways,
    burst: choice.burst / gateways,
  };
  const local = new Accounts(host, choice.place === "each-gateway" ? choice : third);
  places.push(local);
  const costOf = ({ units }: Caller) => choice.cost === "units" ? units : 1;
  const ask = <T>(...command: Plain[]) => host.request<T>("store", command, { timeoutMs: 30 });
  return async (caller) => {
    const [key, cost] = [keyOf(choice.key, caller), costOf(caller)];
    if (choice.place === "each-gateway" || choice.place === "share-on-each-gateway") {
      return local.take(key, cost);
    }
    try {
      if (choice.place === "store-one-step") return await ask<boolean>("take", key, cost);
      const { account, nowMs } = await ask<{ account: number[]; nowMs: number }>("get", key);
      const decision = decide(choice, account.length > 0 ? account : undefined, cost, nowMs);
      await ask("set", key, [...decision.account]);
      return decision.admitted;
    } catch {
      return choice.whenStoreFails === "share" ? local.take(key, cost) : choice.whenStoreFails === "open";
    }
  };
}

/** When who calls, and through which gateway. */
function workload(world: World): [atMs: number, gateway: number, caller: Caller][] {
  const chance = world.random("workload");
  const calls: [number, number, Caller][] = [];
  let port = 20_000;
  for (let app = 0; app < 10; app++) {
    const caller = { customer: `app-${app}`, polite: true, units: 1, port: port++ };
    for (let ms = 50 + app * 200 + Math.floor(chance.next() * 100); ms < forMs; ms += 2_000) {
      for (let call = 0; call < 8; call++) calls.push([ms, app % gateways, caller]);
    }
  }
  const reports = { customer: "reports", polite: true, units: 25, port: port++ };
  for (let ms = 100 + Math.floor(chance.next() * 300); ms < forMs; ms += 2_000) calls.push([ms, 0, reports]);
  for (let ms = 20 + Math.floor(chance.next() * 50); ms < forMs; ms += 200) {
    for (let call = 0; call < 18; call++) {
      calls.push([ms, call % gateways, { customer: "scraper", polite: false, units: 1, port: port++ }]);
    }
  }
  for (let call = 0; call * 50 < forMs; call++) {
    const caller = { customer: "analyst", polite: false, units: 25, port: 19_000 + call % gateways };
    calls.push([call * 50 + Math.floor(chance.next() * 20), call % gateways, caller]);
  }
  return calls.sort(([a], [b]) => a - b);
}

/** The case, played for eight seconds. */
export const publicApi = defineScenario({
  id: "resilience/rate-limiting#public-api",
  version: 1,
  priorities: false,
  faults: [slow("store", 10_000, { atMs: 2_000, forMs: 1_500 })],
  async play(world: World, answer: Answer.Choice) {
    const choice = read(answer);
    const places: Accounts[] = [];
    api(world);
    store(world, choice, places);
    const calls = workload(world);
    const seen = {
      calls: 0,
      refused: 0,
      reports: 0,
      reportsRefusedAtMs: [] as number[],
      pages: 0,
      lateAtMs: [] as number[],
      numbers: 0,
    };
    const units = new Map([["scraper", 0], ["analyst", 0]]);
    let steady = 0; // units of the scraper once the store has been back for a while
    await Promise.all(
      Array.from({ length: gateways }, (_, index) =>
        world.host(`gateway-${index + 1}`, async (host) => {
          const admit = door(host, choice, places);
          const call = async (atMs: number, caller: Caller) => {
            const report = caller.polite && caller.units > 1;
            const page = caller.polite && !report;
            if (report) seen.reports++;
            if (page) seen.calls++;
            if (!(await admit(caller))) {
              if (report) seen.reportsRefusedAtMs.push(atMs);
              if (page) seen.refused++;
              return;
            }
            const { customer } = caller;
            if (!caller.polite) units.set(customer, units.get(customer)! + caller.units);
            if (customer === "scraper" && atMs >= steadyFromMs) steady += caller.units;
            if (page) seen.pages++;
            const done = await host.request("api", caller.units, { timeoutMs: page ? 300 : 2_000 })
              .then(() => true, () => false);
            if (page && !done) seen.lateAtMs.push(atMs);
          };
          const beganMs = host.clock.nowMs();
          const running: Promise<void>[] = [];
          for (const [atMs, gateway, caller] of calls) {
            if (gateway !== index) continue;
            const waitMs = beganMs + atMs - host.clock.nowMs();
            if (waitMs > 0) {
              seen.numbers = Math.max(seen.numbers, places.reduce((sum, place) => sum + place.held(), 0));
              await host.clock.sleep(waitMs);
            }
            running.push(call(atMs, caller));
          }
          await Promise.all(running);
        })),
    );
    const most = [...units].reduce((one, other) => other[1] > one[1] ? other : one);
    return {
      ...seen,
      greedy: most[0],
      greedyPerSecond: most[1] / (forMs / 1_000),
      scraperPerSecond: steady / ((forMs - steadyFromMs) / 1_000),
    };
  },
  variants: {},
  properties: {
    "The pages are hardly ever refused": {
      holds: ({ calls, refused }) => refused * 100 <= calls,
      seen: ({ calls, refused }) => `${refused} of the ${calls} calls for pages were refused`,
    },
    "The reports get through": {
      holds: ({ reportsRefusedAtMs: atMs }) => atMs.length <= 1,
      seen: ({ reports, reportsRefusedAtMs: atMs }) =>
        `${atMs.length} of the ${reports} reports were refused${
          atMs.length === 0 ? "" : `, made at ${moments(atMs)}`
        }`,
    },
    "The pages are answered in time": {
      holds: ({ pages, lateAtMs }) => lateAtMs.length * 100 <= pages * 2,
      seen: ({ pages, lateAtMs }) =>
        `${lateAtMs.length} of ${pages} were late${
          lateAtMs.length === 0
            ? ""
            : `, made between ${moments([Math.min(...lateAtMs), Math.max(...lateAtMs)])}`
        }`,
    },
    "Nobody gets much more than was sold": {
      holds: ({ greedyPerSecond }) => greedyPerSecond <= 36,
      seen: ({ greedy, greedyPerSecond }) => `the ${greedy} got ${greedyPerSecond.toFixed(1)} units a second`,
    },
    "Nobody gets much less than was sold": {
      holds: ({ scraperPerSecond }) => scraperPerSecond >= 15,
      seen: ({ scraperPerSecond }) => `the scraper got ${scraperPerSecond.toFixed(1)} units a second`,
    },
    "The accounts stay small": {
      holds: ({ numbers }) => numbers <= 150,
      seen: ({ numbers }) => `they held ${numbers} numbers`,
    },
  },
});
