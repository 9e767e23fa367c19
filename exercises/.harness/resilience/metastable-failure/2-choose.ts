/**
 * Checks of the runbook: five days, each with its own reason to be down, and the whole.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { calendar, friday, monday, thursday, tuesday, wednesday } from "./2-choose.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

const paid = [
  "Add up what the additional workers cost: their number, without the one who is always there, times the seconds.",
  "More workers for less time may do as well. Or do they work on something that is of no use to anybody?",
  "At most thirty: one more for thirty seconds, two more for fifteen, three more for ten.",
] as const;
const seeds = 2;

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/metastable-failure/2-choose",
  kind: "choose",
  checks: [
    check(calendar, {
      subject: ({ runbook }) => runbook,
      seeds: 1,
      hints: {
        "Each kind of action is used once at most": [
          "Which of your two days could do with something else?",
          "Begin with the days that leave least to choose: which actions help on Tuesday, which on Thursday?",
          "Tuesday needs an action that empties a queue; Thursday one that lasts; Friday may need none.",
        ],
      },
    }),
    check(monday, {
      subject: ({ runbook }) => runbook.monday,
      seeds,
      shrinks: false,
      hints: {
        "On Monday riders are served again, at a bearable cost": [
          "105 requests a second reach a service that can answer 50. Whose are they?",
          "35 riders, three times each. Which actions bring 105 below 50, and for how long are they needed?",
          "Turned away must be so many that three times the rest is below 50. Or let them all in, and each once.",
        ],
        "Monday's workers are paid for": paid,
      },
    }),
    check(tuesday, {
      subject: ({ runbook }) => runbook.tuesday,
      seeds,
      shrinks: false,
      hints: {
        "On Tuesday riders are served again, at a bearable cost": [
          "What differs from Monday is one number. What does it mean for an action that lowers what comes in?",
          "Twelve hundred wait, and more come while they are served. How old is the next one that is served, and how long does it take until that is below a second?",
          "Take an action that acts on what waits, not on what comes.",
        ],
        "Tuesday's workers are paid for": paid,
      },
    }),
    check(wednesday, {
      subject: ({ runbook }) => runbook.wednesday,
      seeds,
      shrinks: false,
      hints: {
        "On Wednesday riders are served again, at a bearable cost": [
          "Apps try once, and only a hundred wait. What is it that keeps this outage going?",
          "The cache is empty and stays so, since what is loaded comes too late for its rider. A restart or a pause leaves it as empty as before.",
          "Let so few riders in that `timetable` answers them in time, and let more in as the cache fills. Or see to it that `timetable` answers in time by other means.",
        ],
        "Wednesday's workers are paid for": paid,
      },
    }),
    check(thursday, {
      subject: ({ runbook }) => runbook.thursday,
      seeds,
      shrinks: false,
      hints: {
        "On Thursday most of what can be served is served": [
          "70 riders a second, 50 can be served, and not one is. Is that a loop? Which action stays effective for thirty seconds?",
          "Nothing comes back by itself here: when the action ends, it is as before.",
          "Either more can be served, or what is served must be what somebody still waits for; in both cases for the whole thirty seconds.",
        ],
        "Thursday's workers are paid for": paid,
      },
    }),
    check(friday, {
      subject: ({ runbook }) => runbook.friday,
      seeds,
      shrinks: false,
      hints: {
        "On Friday riders are served again, at a bearable cost": [
          "35 come, 50 can be served, and about a hundred wait. What happens if you do nothing?",
          "It drains by 15 a second. Which action costs more riders than that?",
          "Do little.",
        ],
        "Friday's workers are paid for": paid,
      },
    }),
  ],
  explanation:
    "On all five days the dashboard says the same: the worker is busy, and nobody is served. Two questions tell the days apart. Do riders want more than can be served? On Thursday they do, and then only more capacity or less waste helps, for as long as it lasts. " +
    "If not, what remembers the trigger? Monday's loop remembers it in what apps will try again, Tuesday's in twelve hundred requests that nobody waits for, Wednesday's in what the cache does not hold, and Friday has a memory that fades by itself. " +
    "A remedy works if it empties that memory; how strong it must be is a matter of the memory's size, not of the trigger's.",
});
