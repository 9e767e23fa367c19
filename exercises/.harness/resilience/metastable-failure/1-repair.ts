/**
 * Checks of the repair: the contract point by point, and the morning on which the cache was emptied.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { bare } from "#src/check/policies.ts";
import { cold } from "#patterns/resilience/metastable-failure.scenario.ts";
import type { MakeCache } from "#patterns/resilience/metastable-failure/timetable.scenario.ts";
import { kept } from "./1-repair.kept.scenario.ts";
import type * as Answer from "./1-repair.stub.ts";

const ttlMs = 30_000;

/** Two checks: loads ended by hand, and a morning at Kerbside. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/metastable-failure/1-repair",
  kind: "repair",
  checks: [
    check(kept, {
      subject: ({ thriftyCache }: typeof Answer) => thriftyCache,
      seeds: 1,
      hints: {
        "A load is stored, whoever has left": [
          "A rider asks and leaves; then the store answers. What does the next rider find?",
          "Whose is the load: the rider's who happened to ask first, or the cache's?",
          "Begin the load without a signal, and store its value in its own continuation, not in the caller's.",
        ],
        "A key is loaded once for all who ask": [
          "Three riders at one stop ask within the time of one load. How many questions does the store get?",
          "Remember not only values, but also loads that are under way.",
          "Keep a map from key to the promise of its load, and take the promise out when it has settled.",
        ],
        "A caller who leaves is let go, and the others are not": [
          "Several callers wait for one load, and one of them leaves. What happens to it, and what to the others?",
          "Each caller needs a wait of its own around the shared promise.",
          "`untilAborted(promise, signal)` in `#src/pure/race.ts` rejects for this caller alone. Look at the signal before you load, too.",
        ],
        "A value is served for its time": [
          "From which moment does the time of a value count, and what may move that moment? Is every value served for it?",
          "It counts from when the value was stored; reading changes nothing, nor does what the value is.",
          "Read the clock after the load, compare with `<`, and tell a value that is empty from one that is missing.",
        ],
        "A failure is not kept": [
          "The store fails once. What does the next rider get?",
          "A map of promises also holds the ones that failed, until somebody takes them out. And what if `load` throws before it returns a promise?",
          "Take the key out of the map on both outcomes, in a handler that is attached after the promise was entered.",
        ],
        "What was cleared is gone, and loads go on": [
          "After a restart the cache is empty. Is yours? And who asks for a stop that is being loaded just then?",
          "`clear` must reach the values, wherever you keep them now, and nothing else.",
          "Empty the map of values in `clear`. Where one map holds both, take out only what has been stored.",
        ],
      },
    }),
    check(cold, {
      subject: ({ thriftyCache }) => ({
        cache: (({ clock }, load) => thriftyCache({ clock, ttlMs, load })) satisfies MakeCache,
        retry: bare,
      }),
      seeds: 2,
      hints: {
        "An empty cache fills again": [
          "The store answers 20 questions a second all the time. Where do the answers go?",
          "Behind a full queue every answer is more than a second old, and its rider has left.",
          "Store what comes, whoever has left.",
        ],
        "An empty cache fills again within 18 s": [
          "It fills, but too slowly. What does the store answer more than once?",
          "45 riders a second ask for 300 stops: many ask for a stop that is being loaded already.",
          "One load per key at a time.",
        ],
      },
    }),
  ],
  explanation:
    "The load had belonged to the rider who happened to ask. Under load every rider leaves before the answer, so every answer was thrown away, and the cache stayed as empty as the restart had left it: " +
    "the loop's memory is what is *not* in the cache. Giving work up with its caller is right where the work serves this caller alone, as in the chapter on timeouts; " +
    "here it serves everybody who asks next. One load per key halves the refill, and is the smaller half of the repair.",
});
