/**
 * Checks of the extension: what is owed call by call, and the storm that a budget must let end.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { limits, storm } from "#patterns/resilience/retry.scenario.ts";
import { kept } from "./1-extend.kept.scenario.ts";
import type * as Answer from "./1-extend.stub.ts";

/** Two checks: one caller call by call, and a shop under overload. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/retry/1-extend",
  kind: "extend",
  checks: [
    check(kept, {
      subject: ({ budgetOf, thriftyRetry }: typeof Answer) => ({ budgetOf, thriftyRetry }),
      seeds: 4,
      hints: {
        "The waits are drawn below 100, 200 and 400 ms": [
          "What did the given retry do between its attempts? That was right.",
          "Full jitter draws from 0 to a ceiling, anew for each wait; the ceiling is `baseDelayMs` at first, doubles, and stops at `maxDelayMs`.",
          "The wait after attempt n is `random.next() * Math.min(maxDelayMs, baseDelayMs * 2 ** (n - 1))`, plus the callee's wish.",
        ],
        "Only a retry that is made is paid for, with a whole token": [
          "How often is the budget asked in this story, and for which retries?",
          "Three retries of four attempts cost three tokens. An error that cannot pass, and the last attempt, cost none.",
          "Ask `take` last, and let it answer `false` where less than one token is left.",
        ],
        "A call earns once, where it succeeds": [
          "Which calls were deposited for: those that failed, those that were answered with a 400, those that needed three retries?",
          "A 400 is an answer, but no success. A success counts once, at whichever attempt it came.",
          "One `deposit`, right after the `await` of the call, and none in the `catch`.",
        ],
        "A purse keeps what is in it": [
          "What is in the purse before and after each `take` and `deposit` of this story?",
          "A refusal takes nothing, not even the rest. A deposit that does not fit as a whole fills the purse. Each purse has tokens of its own.",
          "Keep the tokens in a variable inside `budgetOf`; `take` changes it only where it answers `true`; `deposit` sets it to the smaller of sum and limit.",
        ],
        "A wait that does not fit is not begun, and not cut to fit": [
          "There were 2 ms left, and the wait was longer. What did the call do with them?",
          "A wait that is cut so that it ends in time is another wait: everybody with the same deadline would end it together.",
          "Draw the wait, compare its end with the deadline, and throw the last error where it is not before it.",
        ],
        "Each failure's wish is waited for": [
          "The callee asked after each failure. After which one did you listen?",
          "The wish belongs to the error that has just been caught, whatever its status and whichever attempt it ended.",
          "Read `retryAfterMs` in the `catch`, anew for each error.",
        ],
        "An attempt knows its number, and of time what the caller said": [
          "What did the given retry hand to `contextOf`, and what has become of it?",
          "Whoever said nothing of time is told nothing; whoever has none left, or less than none, is not called for.",
          "`contextOf(own, attempt)`, where `own` has `remainingMs` only if `options.remainingMs` is there.",
        ],
        "Without a token the call fails at once": [
          "What happens between the failure of the last attempt and the moment at which the caller hears of it?",
          "Whether the retry can be paid for is known before the wait.",
          "Ask `take` last of all questions, and before you sleep.",
        ],
        "A wish that goes past the deadline is not waited for": [
          "The callee asks for as much time as the caller has, or for more. What is there to wait for?",
          "The whole wait counts: the wish and the drawn part.",
          "Compare `clock.nowMs()` plus the whole wait with the deadline before you sleep, and fail at once.",
        ],
        "A caller that has gone gets its reason, and nothing more is done": [
          "When, in the story, does the caller leave: before, during or between attempts?",
          "A signal has to be asked at the start and after each failure, and handed to the call and to the wait.",
          "`options.signal?.throwIfAborted()` at the start and first in the `catch`; the signal in the context and in `clock.sleep`.",
        ],
      },
    }),
    check(limits, {
      subject: ({ budgetOf, thriftyRetry }: typeof Answer) => ({
        purse: (options) => budgetOf(options),
        retry: (host, purse) => thriftyRetry(host, purse),
      }),
      seeds: 24,
      hints: {
        "What the retry kept to before, it still keeps to": [
          "The retry that you were given was right in four things: number of attempts, which errors, which error comes out, the signal.",
          "Your three limits come on top of the old ones; none of them replaces one. Compare your file with the given one.",
          "Keep `maxAttempts`, `isTransient` and the signal in `clock.sleep`, and where you give up throw the last error, or one that has it as its `cause`.",
        ],
        "Retries end when the budget is empty": [
          "Two tokens, and every call fails. The first call may be made three times; how often the next ones?",
          "Who asks the budget, and when? Two retries share one budget here: the tokens must live in it, and not in the retry.",
          "Before each repetition call `budget.take()`; where it answers `false`, throw the last error at once. Never ask it before a first attempt.",
        ],
        "Successes earn retries, up to the budget's limit": [
          "Two successes at half a token each pay for one retry. Many successes pay for no more than the budget holds.",
          "How often does a call deposit: for each attempt, for each call, or for each call that succeeds, at whichever attempt? Fractions count.",
          "Deposit once where a call succeeds, and cut the sum off at `maxTokens`.",
        ],
        "A retry that is not made costs nothing": [
          "A call had no time for a retry. What did it leave in the purse?",
          "In which order are attempts, time and purse asked?",
          "Ask the purse last, when everything else allows the retry: `take` is the only question that changes something.",
        ],
        "No attempt begins at or after the deadline": [
          "An attempt began when its caller had left. Which moment did the code look at to allow it?",
          "`remainingMs` counts from the beginning of `execute`. What is left after two attempts and a wait?",
          "Compute the deadline once, `clock.nowMs() + remainingMs`, compare before each attempt, the first included, and count the wait that is still to come.",
        ],
        "What cannot be in time is given up at once": [
          "How long does the caller wait for bad news after the last attempt?",
          "When the wait is known, it is known whether it ends in time. So when can the decision be made?",
          "Before the wait: if now plus the wait (with the callee's wish in it) is at or after the deadline, throw the last error.",
        ],
        "Each attempt is told what is left of the caller's time": [
          "What stands in `remainingMs` of the second attempt's context?",
          "The options that `execute` was given say what was left at its beginning.",
          "Give `contextOf` options of your own for each attempt, with `remainingMs` = deadline − now.",
        ],
        "The callee's wish is waited for": [
          "The callee said when it may be asked again. When was it asked?",
          "A wish may be longer than your longest wait; the cap is for your own waits only.",
          "The wait is the wish and something on top of it, not capped by `maxDelayMs`.",
        ],
        "Callers that were told the same do not return together": [
          "Twelve callers are told the same number. When do they return?",
          "The larger one of wish and own wait is the wish for all of them.",
          "Add the jittered wait to the wish.",
        ],
        "A call with time and tokens is repeated until it succeeds": [
          "There was time, there were tokens, and an attempt was left. Why did the call end?",
          "Is an attempt refused that could be paid for, or a wait that would end in time?",
          "Only four things end a call that may pass: no attempt left, no time for the wait, no token, the caller's signal.",
        ],
      },
    }),
    check(storm, {
      subject: ({ budgetOf, thriftyRetry }: typeof Answer) => (host) =>
        thriftyRetry(host, budgetOf({ maxTokens: 10, depositPerSuccess: 0.1 })),
      seeds: 3,
      hints: {
        "The outage ends with its cause": [
          "The cause is over, and still nobody is served. Which requests fill the queue?",
          "Each buyer asks several times, and the service works on requests whose callers have gone. What should happen to retries when nothing succeeds?",
          "When nothing succeeds nothing is deposited; when each retry takes a token, the purse is empty after ten.",
        ],
        "Retries stay a small part of the load": [
          "Count the requests for each purchase.",
          "Ten tokens at first and a tenth for each success: how many retries are that, at most, in this run?",
          "Each retry must take a token before it is made, whichever call it belongs to.",
        ],
      },
    }),
  ],
  explanation:
    "Attempts per call bound what one call may cost; a budget bounds what all calls may cost together, and that is what the callee feels. " +
    "It needs no clock and no knowledge of the callee: successes pay for retries, so retries vanish when successes do, and return with " +
    "them. The deadline bounds the other cost, the caller's time, and is asked before the wait, since afterwards it is spent. And a " +
    "wish that everybody was told is one more thing that brings callers together, so chance goes on top of it.",
});
