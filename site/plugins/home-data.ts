/**
 * The picture on the home page, drawn from a run while the site is built.
 *
 * @module
 */
import { outage } from "../../src/patterns/resilience/circuit-breaker.scenario.ts";
import { spaceTime } from "../../src/view/space-time.ts";

/** What the home page knows of the story before it is played. */
export interface OutagePlan {
  seed: number;
  endMs: number;
  /** When payment crashes, and when it is repaired. */
  fault: { fromMs: number; toMs: number };
}

/** What the home page is given. */
export interface HomeData {
  plan: OutagePlan;
  /** The first moments after the repair, as a space-time diagram. */
  schedule: string;
}

const SEED = 7;

/** Plays the outage and draws its decisive second. */
export async function homeData(): Promise<HomeData> {
  const run = await outage.run(SEED, "bare");
  const [first, second] = run.result.payment.outages;
  if (first?.toMs === undefined || !second) {
    throw new Error(
      "The home page tells of an outage that outlives its cause, and this run has none",
    );
  }
  const { fromMs, toMs } = first;
  return {
    plan: {
      seed: SEED,
      endMs: Math.round(run.trace.endMs / 5_000) * 5_000,
      fault: { fromMs, toMs },
    },
    schedule: spaceTime(run.trace, {
      title: "Payment is back, and dies again",
      fromMs: first.toMs - 1,
      toMs: second.fromMs + 30,
      most: 12,
    }),
  };
}
