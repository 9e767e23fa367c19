/**
 * A purchase whose time is over: what the shop tells its customer, and what the insurer holds.
 *
 * @module
 */
import { defineScenario } from "#src/check/scenario.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { cut, slow } from "#src/sim/fault.ts";
import { arrivals } from "#src/sim/load.ts";
import type { Host, World } from "#src/sim/world.ts";
import { TimedOut, Timeout } from "#patterns/resilience/timeout.ts";

/** What the shop believes of a purchase. */
export type Belief = "insured" | "not insured";

/** Buys one policy; `learns` may be called again when more is known. */
export type Buyer = (shop: Host, key: string, learns: (belief: Belief) => void) => Promise<void>;

const limitOf = ({ clock }: Host, onLate?: () => void) =>
  new Timeout({
    clock,
    timeoutMs: 300,
    onEvent: (event) => {
      if (event.kind === "late" && event.outcome === "succeeded") onLate?.();
    },
  });
const buy = (shop: Host, key: string, signal?: AbortSignal) =>
  shop.request("insurer", { type: "issue", key }, signal === undefined ? {} : { signal });

/** A timeout is a failure. */
const believing: Buyer = async (shop, key, learns) => {
  await limitOf(shop).execute(({ signal }) => buy(shop, key, signal));
  learns("insured");
};

/** The call is not stopped at its limit, and an answer that comes later still counts. */
const listening: Buyer = async (shop, key, learns) => {
  await limitOf(shop, () => learns("insured")).execute(() => buy(shop, key));
  learns("insured");
};

/** After a timeout the insurer is asked, until it answers. */
const asking = (question: "look" | "settle"): Buyer => async (shop, key, learns) => {
  try {
    await limitOf(shop).execute(({ signal }) => buy(shop, key, signal));
    learns("insured");
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
    for (;;) {
      try {
        const ask = { type: question, key };
        return learns(await shop.request<Belief>("insurer", ask, { timeoutMs: 300 }));
      } catch {
        await shop.clock.sleep(500);
      }
    }
  }
};

/** Issues policies; a question is answered at once. */
function insurer(world: World, book: Map<string, "issued" | "void">): void {
  void world.host("insurer", (host) =>
    host.listen(async (body): Promise<Belief> => {
      const { type, key } = body as { type: string; key: string };
      if (type === "look") return book.get(key) === "issued" ? "insured" : "not insured";
      if (type === "settle") {
        if (!book.has(key)) book.set(key, "void"); // from now on it stays so
        return book.get(key) === "issued" ? "insured" : "not insured";
      }
      await host.work(20); // once begun, an issue is not stopped by who leaves
      if (book.get(key) === "void") throw new ErrorAnswer(409);
      book.set(key, "issued");
      return "insured";
    }));
}

/** What the shop tells its customers, beside the insurer's book. */
export interface Books {
  /** Purchases that customers wanted. */
  wanted: number;
  /** Policies that the insurer holds. */
  issued: number;
  /** Customers who believe to be insured. */
  told: number;
  /** Customers who believe one thing, where the insurer holds the other. */
  differ: number;
}

/**
 * Forty customers buy a policy, five a second. The insurer issues one in 20 ms; from 2 s to 4 s it takes half a second, and
 * from 5 s to 6 s its answers are lost. The shop waits 300 ms.
 */
export const issue = defineScenario({
  id: "resilience/timeout#issue",
  version: 1,
  variants: {
    without: believing,
    late: listening,
    look: asking("look"),
    with: asking("settle"),
  } satisfies Record<string, Buyer>,
  priorities: false,
  faults: [
    slow("insurer", 25, { atMs: 2_000, forMs: 2_000 }),
    cut("insurer", "shop", { atMs: 5_000, forMs: 1_000 }),
  ],
  menu: ["loss", "cut", "delay"],
  async play(world, purchase: Buyer): Promise<Books> {
    const book = new Map<string, "issued" | "void">();
    const beliefs = new Map<string, Belief>();
    insurer(world, book);
    await world.host("shop", async (shop) => {
      const load = { ratePerSecond: 5, forMs: 8_001, spacing: "even" } as const;
      const all = arrivals(shop, load, (customer) => {
        const key = `trip-${customer + 1}`;
        beliefs.set(key, "not insured");
        return purchase(shop, key, (belief) => void beliefs.set(key, belief));
      });
      await all;
      await shop.clock.sleep(2_000); // what is late may still come
    });
    const issued = (key: string) => book.get(key) === "issued";
    const keys = [...beliefs.keys()];
    return {
      wanted: keys.length,
      issued: keys.filter(issued).length,
      told: keys.filter((key) => beliefs.get(key) === "insured").length,
      differ: keys.filter((key) => issued(key) !== (beliefs.get(key) === "insured")).length,
    };
  },
  properties: {
    "Shop and insurer agree on who is insured": ({ differ }) =>
      differ === 0 || `on ${differ} customers they do not`,
  },
});
