/**
 * What every {@linkcode Clock} must pass.
 *
 * @module
 */
import { type Clock, timer } from "#src/ports/clock.ts";
import { type Contract, holds } from "#src/ports/contract.ts";

/** Waits of a few milliseconds, so that a real clock passes in little time. */
export const clockContract: Contract<Clock> = {
  "time never goes back": async (clock) => {
    let last = clock.nowMs();
    for (let i = 0; i < 20; i++) {
      await clock.sleep(i % 3);
      const now = clock.nowMs();
      holds(now >= last, `${last} was followed by ${now}`);
      last = now;
    }
  },
  "a sleep lasts at least as long as asked": async (clock) => {
    for (const ms of [0, 0.3, 1, 2.5, 7]) {
      const start = clock.nowMs();
      await clock.sleep(ms);
      const took = clock.nowMs() - start;
      holds(took >= ms, `a sleep of ${ms} ms took ${took} ms`);
    }
  },
  "sleeps that end at one moment end in the order in which they began": async (clock) => {
    const order: string[] = [];
    await Promise.all(["a", "b", "c"].map((name) => clock.sleep(3).then(() => order.push(name))));
    holds(order.join("") === "abc", order.join(""));
  },
  "an abort ends the sleep with the signal's reason": async (clock) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const sleeping = clock.sleep(60_000, { signal: controller.signal });
    controller.abort(reason);
    const seen = await sleeping.then(() => "it ended by itself", (error: unknown) => error);
    holds(seen === reason, String(seen));
  },
  "a sleep with an aborted signal does not begin": async (clock) => {
    const seen = await clock.sleep(60_000, { signal: AbortSignal.abort("gone") }).catch((error: unknown) =>
      error
    );
    holds(seen === "gone", String(seen));
  },
  "a timer rings once, and not before its time": async (clock) => {
    const start = clock.nowMs();
    let rings = 0;
    let tookMs = 0;
    timer(clock, 2.5, () => {
      rings++;
      tookMs = clock.nowMs() - start;
    }, () => {});
    await clock.sleep(9);
    holds(rings === 1, `it rang ${rings} times`);
    holds(tookMs >= 2.5, `a timer of 2.5 ms rang after ${tookMs} ms`);
  },
  "a timer that was stopped does not ring": async (clock) => {
    let rings = 0;
    const stop = timer(clock, 2, () => rings++, () => {});
    stop();
    stop();
    await clock.sleep(6);
    holds(rings === 0, "it rang");
  },
  "a negative, endless or unreal duration is a RangeError": async (clock) => {
    for (const ms of [-1, NaN, Infinity]) {
      const seen = await Promise.resolve().then(() => clock.sleep(ms)).then(
        () => undefined,
        (error: unknown) => error,
      );
      holds(seen instanceof RangeError, `sleep(${ms}) gave ${String(seen)}`);
    }
  },
};
