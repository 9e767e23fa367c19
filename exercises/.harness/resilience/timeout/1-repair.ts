/**
 * Checks of the repair: the contract point by point, and the two stories in which the code failed.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { abandoned, leftovers } from "#patterns/resilience/timeout.scenario.ts";
import { kept } from "./1-repair.kept.scenario.ts";
import type * as Answer from "./1-repair.stub.ts";

/** Three checks: one caller at exact moments, the slow disk, and a quiet day. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/timeout/1-repair",
  kind: "repair",
  checks: [
    check(kept, {
      subject: ({ raceTimeout }: typeof Answer) => raceTimeout,
      seeds: 6,
      hints: {
        "A call that is too slow is given up at its limit, and stopped": [
          "Two are waiting for news when the time is over: the caller and the call. What does each of them get?",
          "The call was given the caller's signal, which knows nothing of the limit.",
          "Give the call the signal of a controller of your own, and abort that with the very TimedOut that the caller gets. Do not wait for the call.",
        ],
        "A caller who leaves is let go at once, with its own reason": [
          "The call may not listen to its signal. Who ends the caller's wait then?",
          "An abort has a reason. Yours comes from one of two places, and they are not the same.",
          "Listen to the caller's signal: abort your controller with `signal.reason`, and let `execute` reject with what your controller was aborted with.",
        ],
        "A call that has ended leaves no timer": [
          "Count the timers that run after a call has been answered.",
          "`clock.sleep` takes a signal that ends the wait early; the promise then rejects.",
          "Abort the timer's own controller in a `finally`, and swallow the rejection that comes of it.",
        ],
        "A call that has ended leaves no listener": [
          "A caller's signal may live as long as the process. What does each call add to it?",
          "`{ once: true }` removes a listener when the signal aborts. It does not, usually.",
          "Keep the listener in a variable, and remove it in the same `finally`.",
        ],
        "Answers and errors come out as they are": [
          "Nothing of this was wrong before. What did your change take away?",
          "A call may throw before it returns a promise; it may answer in the last millisecond; and it is told what its caller has left.",
          "Keep `return await Promise.race([call(…), …])`, hand on `remainingMs`, and abort nothing when the call has settled.",
        ],
        "Nothing is called for a caller who has gone": [
          "What did the first line of `execute` do?",
          "A signal that has aborted fires no event any more.",
          "Keep `throwIfAborted` before everything else.",
        ],
        "The option still has its default, and nonsense is refused": [
          "What did the first lines of the function do?",
          "`NaN` is neither below nor above anything.",
          "Keep the default of 1,000 ms and the check `!(timeoutMs > 0)`.",
        ],
      },
    }),
    check(abandoned, {
      subject: ({ raceTimeout }: typeof Answer) => (host) => raceTimeout(host, { timeoutMs: 300 }),
      seeds: 2,
      hints: {
        "Work stops with its caller": [
          "Three hundred milliseconds after a request came, who still wants it, and who knows?",
          "`risk` stops what is cancelled; `web.request` cancels when its signal aborts. Does that signal ever abort?",
          "Abort the call's signal when its time is over.",
        ],
        "The outage ends with its cause": [
          "The disk is well again at 8 s. What does `risk` work on then?",
          "A queue of requests that nobody waits for takes its time, and the next ones wait behind it.",
          "Cancelled requests leave the queue without being worked on: abort the call's signal when its time is over.",
        ],
      },
    }),
    check(leftovers, {
      subject: ({ raceTimeout }: typeof Answer) => (ports) => raceTimeout(ports, { timeoutMs: 2_000 }),
      seeds: 1,
      hints: {
        "A call that has ended leaves no timer": [
          "300 calls a second, each with a timer of 2 s: how many timers run, if none is stopped?",
          "The call wins the race after 10 ms. What does the loser do in the other 1,990?",
          "End the sleep with a signal of its own as soon as the call has settled.",
        ],
        "A call that has ended leaves no listener": [
          "All these calls carry one signal: the process's own.",
          "Whoever adds a listener to it must take it away again.",
          "Remove it in a `finally`.",
        ],
      },
    }),
  ],
  explanation:
    "A race has a loser, and somebody must see to it. If the call loses, it goes on, holds what it holds and competes with the next; if the timer loses, it stays until its time has come. " +
    "You ended both, and kept the two ends apart: out of time is news about the callee, a caller who leaves is none. What you could not do from here is to make the callee stop; it has to listen to the signal. " +
    "And a call that did stop in time may still have been done: the outcome after a timeout is unknown.",
});
