import type { Clock } from "#src/ports/clock.ts";
import { contextOf, type Policy, Refused } from "#src/ports/policy.ts";
import { Bulkhead } from "#patterns/resilience/bulkhead.ts";

/** What is wrong with one. */
export type Flaw =
  | "early"
  | "twice"
  | "throws"
  | "ghost"
  | "crowded"
  | "newest"
  | "one-more"
  | "patient"
  | "stale";

interface Waiter {
  enter(): void;
}

/** The contract in other words than the library's, with one flaw or none. */
export function entrant(clock: Clock, flaw?: Flaw): Policy {
  const waiting: Waiter[] = [];
  let free = 2;
  let inQueue = 0;
  const giveBack = () => {
    const next = flaw === "newest" ? waiting.pop() : waiting.shift();
    if (next) next.enter();
    else free++;
  };
  return {
    execute: (call, { signal } = {}) =>
      new Promise((resolve, reject) => {
        const run = () => {
          let given = false;
          const end = () => {
            if (given && flaw !== "twice") return;
            given = true;
            giveBack();
          };
          if (flaw === "early" || flaw === "twice") signal?.addEventListener("abort", end, { once: true });
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
          try {
            Promise.resolve(call(contextOf(signal ? { signal } : {}))).then(
              (value) => (end(), resolve(value)),
              (error) => (end(), reject(error)),
            );
          } catch (error) {
            if (flaw !== "throws") end();
            reject(error);
          }
        };
        if (free > 0) {
          free--;
          return run();
        }
        if (inQueue >= (flaw === "one-more" ? 3 : 2)) return reject(new Refused("entrant"));
        inQueue++;
        const over = new AbortController();
        let gone = false;
        const waiter: Waiter = {
          enter() {
            if (!gone) inQueue--;
            over.abort();
            signal?.removeEventListener("abort", leave);
            if (!gone || flaw === "stale") run(); // whoever is gone and stands here still is the flaw
          },
        };
        const goes = (stays: boolean, reason: unknown) => {
          gone = true;
          over.abort();
          if (!stays) waiting.splice(waiting.indexOf(waiter), 1);
          reject(reason);
        };
        const leave = () => {
          if (flaw !== "crowded") inQueue--;
          goes(flaw === "ghost", signal!.reason);
        };
        waiting.push(waiter);
        signal?.addEventListener("abort", leave, { once: true });
        if (flaw === "patient") return;
        clock.sleep(100, { signal: over.signal }).then(() => {
          inQueue--;
          signal?.removeEventListener("abort", leave);
          goes(flaw === "stale", new Refused("entrant"));
        }, () => {});
      }),
  };
}

/** Those that keep the contract. */
export const right: Record<string, (clock: Clock) => Policy> = {
  "right one": (clock) => new Bulkhead({ clock, limit: 2, maxQueue: 2, maxWaitMs: 100 }),
  "second right one": (clock) => entrant(clock),
};
/** Those that break it, each in one point. */
export const flaws = {
  A: "early",
  B: "twice",
  C: "throws",
  D: "ghost",
  E: "crowded",
  F: "newest",
  G: "one-more",
  H: "patient",
  I: "stale",
} as const satisfies Record<string, Flaw>;
