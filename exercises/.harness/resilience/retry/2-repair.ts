/**
 * Checks of the repair: the story in which the code failed, and what must stay.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { pacing, waves } from "#patterns/resilience/retry.scenario.ts";
import { kept } from "./2-repair.kept.scenario.ts";
import type * as Answer from "./2-repair.stub.ts";

const board = { maxAttempts: 100, baseDelayMs: 100, maxDelayMs: 2_000 };

/** Two checks: a hundred boards, and one process call by call. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/retry/2-repair",
  kind: "repair",
  checks: [
    check(kept, {
      subject: ({ politeRetry }: typeof Answer) => politeRetry,
      seeds: 4,
      hints: {
        "The ceiling still doubles or so with each failure": [
          "Compare the waits in what was seen with base, twice the base, four times the base; and with the cap after many failures.",
          "Chance decides where below the ceiling a wait lies. What decides the ceiling, and what is it after forty failures?",
          "Begin with `baseDelayMs`, double after each failure, and stop at `maxDelayMs`; no wait is longer, the first included.",
        ],
        "Chance has more than a few values": [
          "How many different waits can your code draw, after one failure and after forty?",
          "A hundred callers on a handful of values are still a crowd, and the cap is a value, too.",
          "Multiply the ceiling by `random.next()` as it is, without rounding it to a few steps; cap the ceiling, not the product.",
        ],
        "The options still have their defaults, and nonsense is refused": [
          "What did the first lines of the function do?",
          "Somebody relies on the defaults, and somebody else on the error for a wrong option.",
          "Keep the line with the defaults and the check of `maxAttempts`.",
        ],
        "An attempt still knows its number and hears its caller": [
          "What is handed to the call, and what comes out when its caller leaves?",
          "The context carries the signal, the number of the attempt, and the time that is left where the caller said it. Whoever has left is told the signal's reason, whatever the attempt failed with.",
          "`call(contextOf(options, attempt))`, as before; and the signal to the wait, as before.",
        ],
        "The last failure is told at once": [
          "What does your code do after the last attempt has failed?",
          "There is nothing to wait for any more.",
          "Ask whether an attempt is left before you wait.",
        ],
      },
    }),
    check(waves, {
      subject: ({ politeRetry }: typeof Answer) => (host) => politeRetry(host, board),
      seeds: 6,
      hints: {
        "Every board is served in the end": [
          "Which board gave up, and why? A board may ask a hundred times.",
          "Look at what ends the loop: the limit of attempts, and the kinds of error. A refused connection and a 503 may both pass.",
          "Repeat every error that `isTransient` says may pass, until `maxAttempts`; only the wait before it needs to change.",
        ],
        "Returning callers are spread over time": [
          "All boards failed in the same instant. What, in the code, could make two of them come back at different moments?",
          "The wait follows from the number of failures alone, and that is the same on every board. Something in it must differ from board to board and from wait to wait; a port gives you that.",
          "Keep the doubling as a ceiling, and draw each wait from the whole range between 0 (or half of it) and the ceiling, with `random.next()`. A few per cent around it are too narrow for a hundred callers.",
        ],
        "A service that is down is asked ever less often": [
          "How many requests does one board make while the service is down? It should be a handful.",
          "Spreading the waits must not make them all short: what still grows from failure to failure?",
          "The range that you draw from must double after each failure; if you double the drawn wait instead, one short draw keeps the next ones short.",
        ],
        "The boards are back soon after the service": [
          "How long does the last board wait after the service is back, and what for?",
          "The service takes ten requests of each wave and refuses the others, which then wait for a whole ceiling. In a trickle it would serve them all.",
          "If the waits are spread over their whole range, the boards arrive slower than they are served and nobody is refused: then the last wait is at most one ceiling, 2 s.",
        ],
      },
    }),
    check(pacing, {
      subject: ({ politeRetry }: typeof Answer) => (host, settings) => politeRetry(host, settings),
      seeds: 12,
      hints: {
        "Calls that fail together do not return together": [
          "Here one process makes twenty calls with the same retry. They fail together; when do they come back?",
          "When is chance asked: once for each process, once for each call, or once for each wait?",
          "Draw inside the loop, anew for each wait.",
        ],
        "The waits grow with the failures": [
          "Compare the first waits with those after the seventh failure.",
          "The range from which a wait is drawn should be about `baseDelayMs` wide at first, and about `maxDelayMs` after many failures.",
          "Keep a ceiling in the loop: it starts at `baseDelayMs`, doubles after each failure, stops at `maxDelayMs`, and the wait is drawn below it.",
        ],
        "No wait is longer than maxDelayMs": [
          "Which is the longest wait that your formula can give?",
          "Adding chance on top of a ceiling that is already at the cap goes beyond the cap.",
          "Cap the ceiling first, and draw *below* it.",
        ],
        "A call is made at most maxAttempts times, and its last error comes out": [
          "Count the attempts of a call that always fails; `maxAttempts` includes the first one.",
          "What does the loop do after the last failure: wait, throw, or return?",
          "After attempt number `maxAttempts` throw the error of that attempt, without a wait.",
        ],
        "A failure that passes is hidden from the caller": [
          "Three errors that may pass, then an answer: how many attempts are needed?",
          "No answer, a refused connection and a 503 may all pass.",
          "Ask `isTransient` and nothing else whether to repeat.",
        ],
        "An error that cannot pass is not repeated, and comes out as it is": [
          "A 400 stays a 400. What does your code do with it?",
          "Only what `isTransient` says may pass is worth another attempt; a defect in the program is not.",
          "Throw the very same error at once: no other attempt, no wrapping.",
        ],
        "No success is made up": [
          "A call that is not made has no result. Did the caller get one, or was a call made that nobody wanted?",
          "What does your loop do with `maxAttempts` 0, and with a signal that is aborted before the first attempt?",
          "Keep the two checks of the given code: the `RangeError`, and `throwIfAborted` before each attempt.",
        ],
        "A caller that leaves is let go at once": [
          "The caller aborts in the middle of a wait. When does it hear of it?",
          "`clock.sleep` takes a signal, and rejects with its reason when it aborts.",
          "Hand the caller's `signal` to each sleep, and let its rejection through.",
        ],
      },
    }),
  ],
  explanation:
    "Backoff decides how long a caller stays away, chance decides when it returns, and the two are not the same thing. Callers that " +
    "failed together have the same number of failures behind them, so whatever follows from that number alone is the same for all of " +
    "them. The load on a callee that comes back is the number of callers divided by the width of the draw: that is why the draw is as " +
    "wide as the ceiling, and why it is made for each wait. Full, equal and decorrelated jitter all pass here; ten milliseconds of noise do not.",
});
