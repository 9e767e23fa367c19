/**
 * Metastable failure: tell a service that keeps itself down from one that has too much to do, and bring it back.
 *
 * {@linkcode judge} reads what callers wanted, what reached the service and what was of use, and says which of the two it
 * was. The guards take the loop its memory away: {@linkcode FreshQueue} (stale work), {@linkcode LookAside} (a cache that
 * fills while callers give up), {@linkcode Ramp} (the load, turned off and let in again). Those against retries are in
 * `retry.ts` (the budget) and `circuit-breaker.ts`.
 *
 * Sources: Nathan Bronson, Abutalib Aghayev, Aleksey Charapko and Timothy Zhu, "Metastable Failures in Distributed
 * Systems", HotOS 2021 (stable, vulnerable and metastable states; trigger and sustaining effect; the look-aside cache);
 * Lexiang Huang et al., "Metastable Failures in the Wild", OSDI 2022 (two kinds of trigger, two kinds of amplification,
 * degrees of vulnerability). The numbers of `judge` are ours.
 *
 * @module
 */
import { numberOption } from "#src/pure/option.ts";
import { FreshQueue, type FreshQueueEvent } from "./metastable-failure/fresh-queue.ts";
import { LoadMeter } from "./metastable-failure/load-meter.ts";
import { LookAside } from "./metastable-failure/look-aside.ts";
import { Ramp } from "./metastable-failure/ramp.ts";

export { FreshQueue, type FreshQueueEvent, LoadMeter, LookAside, Ramp };

/** One stretch of time, counted where the users are and at the service's door. */
export interface Interval {
  /** Its beginning, in milliseconds since any fixed origin. */
  fromMs: number;
  /** Its end. */
  toMs: number;
  /** Calls that users began: each counts once, however often it is repeated. */
  wanted: number;
  /** Requests that reached the service, repetitions and all. */
  offered: number;
  /** Calls that ended with an answer of use: right, and while somebody still wanted it. */
  good: number;
}

/** What a run was. */
export type Verdict =
  /** Users noticed nothing that lasted as long as the window. */
  | "unharmed"
  /** It was bad, and became good again without more help. */
  | "recovered"
  /** Users want more than the service can do. No loop is needed for that, and ending a loop does not help. */
  | "overloaded"
  /** The trigger is over, users want no more than the service can do, and it does not come back. */
  | "metastable"
  /** Too little was seen after the trigger, or nobody called. */
  | "undecided";

/** What {@linkcode judge} says. */
export interface Judgement {
  verdict: Verdict;
  /** From the trigger's end to the beginning of lasting health, in milliseconds; 0 if it was never ill after it. */
  recoveredAfterMs: number | undefined;
  /** Requests for each call, after the trigger: 1 without any repetition. `undefined` if nobody called. */
  amplification: number | undefined;
  /**
   * Requests for each answer of use in the last `settleMs`: what the service is asked for, by what it gives. Near 1 in
   * health; `Infinity` if nothing was of use; `undefined` if nothing reached it.
   */
  sustaining: number | undefined;
  /** Calls without an answer of use, from the trigger's beginning to the end. */
  lost: number;
}

/** What {@linkcode judge} must know, and may assume. */
export interface JudgeOptions {
  /** When the trigger began, on the intervals' clock. */
  triggerFromMs: number;
  /** When it had ended. */
  triggerToMs: number;
  /** Calls that the service has been seen to answer per second, each asked for once, in the state in which it was left. */
  capacityPerSecond: number;
  /** Healthy is: at least this share of the wanted calls is of use; above 0, at most 1. @default {0.9} */
  healthyRatio?: number;
  /** Over how much time that share is taken, in milliseconds. @default {5_000} */
  windowMs?: number;
  /** How long a state must last to be one, in milliseconds. @default {10_000} */
  settleMs?: number;
}

/** An interval with the share of use in the window that ends with it. */
interface Look {
  readonly interval: Interval;
  /** `undefined` where nobody called. */
  readonly healthy: boolean | undefined;
}

/**
 * Says what a run was, from what was counted.
 *
 * **Guarantees.** A pure function of its arguments. `"metastable"` is said only where the trigger has ended, `settleMs` and
 * more were seen since, all looks of the last `settleMs` are ill, and users wanted no more in that time than
 * `capacityPerSecond`. `"recovered"` and `"unharmed"` only where all looks of the last `settleMs` are healthy.
 *
 * **Does not guarantee.** That there is a loop: whatever else holds a service down after `triggerToMs`, a second fault that
 * nobody saw above all, looks the same. That it stays so: it says what was seen. `capacityPerSecond` is believed; the
 * capacity that was measured with a warm cache is not there while it is cold.
 *
 * @throws {RangeError} If an option is outside its range, or the intervals are not in order.
 *
 * @example
 * ```ts
 * import { judge } from "#patterns/resilience/metastable-failure.ts";
 *
 * const second = (fromMs: number, offered: number, good: number) => ({ fromMs, toMs: fromMs + 1_000, wanted: 30, offered, good });
 * const run = Array.from({ length: 40 }, (_, s) => s < 10 ? second(s * 1_000, 30, 30) : second(s * 1_000, 90, 1));
 *
 * const { verdict, amplification } = judge(run, { triggerFromMs: 10_000, triggerToMs: 12_000, capacityPerSecond: 50 });
 * if (verdict !== "metastable" || amplification !== 3) throw new Error(`${verdict} ${amplification}`);
 * ```
 */
export function judge(intervals: readonly Interval[], options: JudgeOptions): Judgement {
  const { triggerFromMs, triggerToMs, capacityPerSecond, settleMs } = checked(options);
  const looks = look(intervals, options);
  const after = looks.filter(({ interval }) => interval.fromMs >= triggerToMs);
  const endMs = intervals.at(-1)?.toMs ?? triggerToMs;
  const tail = after.filter(({ interval }) => interval.fromMs >= endMs - settleMs);
  const said = tail.filter(({ healthy }) => healthy !== undefined);
  const tailOf = total(tail);
  const afterOf = total(after);
  const harmed = looks.some(({ interval, healthy }) => healthy === false && interval.toMs > triggerFromMs);

  const recoveredAfterMs = healthFromMs(after);
  const verdict = (): Verdict => {
    if (endMs - triggerToMs < settleMs || said.length === 0) return "undecided";
    if (said.every(({ healthy }) => healthy)) return harmed ? "recovered" : "unharmed";
    if (said.some(({ healthy }) => healthy)) return "undecided";
    return tailOf.wanted > capacityPerSecond * tailOf.seconds ? "overloaded" : "metastable";
  };
  const all = total(looks.filter(({ interval }) => interval.toMs > triggerFromMs));
  return {
    verdict: verdict(),
    recoveredAfterMs: recoveredAfterMs === undefined ? undefined : recoveredAfterMs - triggerToMs,
    amplification: afterOf.wanted === 0 ? undefined : afterOf.offered / afterOf.wanted,
    sustaining: tailOf.offered === 0 ? undefined : tailOf.offered / tailOf.good,
    lost: Math.max(0, all.wanted - all.good),
  };
}

function checked(options: JudgeOptions): Required<JudgeOptions> {
  const { triggerFromMs, triggerToMs, capacityPerSecond } = options;
  const { healthyRatio = 0.9, windowMs = 5_000, settleMs = 10_000 } = options;
  const misuse = "Cannot judge a run";
  numberOption(misuse, "triggerFromMs", triggerFromMs, { min: -Number.MAX_VALUE });
  numberOption(misuse, "triggerToMs", triggerToMs, { min: triggerFromMs });
  numberOption(misuse, "capacityPerSecond", capacityPerSecond, { min: Number.MIN_VALUE });
  numberOption(misuse, "healthyRatio", healthyRatio, { min: Number.MIN_VALUE, max: 1 });
  numberOption(misuse, "windowMs", windowMs, { min: 1 });
  numberOption(misuse, "settleMs", settleMs, { min: 1 });
  return { triggerFromMs, triggerToMs, capacityPerSecond, healthyRatio, windowMs, settleMs };
}

/** The health of each interval's window, which begins anew at the trigger's end: what was ill before is past. */
function look(intervals: readonly Interval[], options: JudgeOptions): Look[] {
  const { healthyRatio, windowMs, triggerToMs } = checked(options);
  let first = 0;
  return intervals.map((interval, index) => {
    const { fromMs, toMs } = interval;
    if (!(toMs > fromMs && fromMs >= (intervals[index - 1]?.toMs ?? -Infinity))) {
      throw new RangeError(
        `Cannot judge a run as 'intervals' must be in order and not overlap: number ${index} is ${fromMs} to ${toMs}`,
      );
    }
    const sinceMs = fromMs >= triggerToMs ? Math.max(triggerToMs, toMs - windowMs) : toMs - windowMs;
    while (intervals[first]!.fromMs < sinceMs && first < index) first++;
    const { wanted, good } = sum(intervals.slice(first, index + 1));
    return { interval, healthy: wanted === 0 ? undefined : good / wanted >= healthyRatio };
  });
}

/** When the health that lasts to the end began; `undefined` if it is not healthy at the end. */
function healthFromMs(after: readonly Look[]): number | undefined {
  const said = after.filter(({ healthy }) => healthy !== undefined);
  const lastIll = said.findLastIndex(({ healthy }) => healthy === false);
  return said[lastIll + 1]?.interval.fromMs;
}

const total = (looks: readonly Look[]) => sum(looks.map(({ interval }) => interval));

function sum(intervals: readonly Interval[]) {
  const all = { wanted: 0, offered: 0, good: 0, seconds: 0 };
  for (const { fromMs, toMs, wanted, offered, good } of intervals) {
    all.wanted += wanted;
    all.offered += offered;
    all.good += good;
    all.seconds += (toMs - fromMs) / 1_000;
  }
  return all;
}
