import { defineMutants } from "#src/grade/mutants.ts";

/** Each does what helped on another day. */
export const mutants = defineMutants({
  exercise: "resilience/metastable-failure/2-choose",
  mutants: [
    {
      id: "waits-on-monday",
      says: "the neighbour is gone, so it must get better",
      misconception: "repaired-means-over",
      kills: "On Monday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#monday@1:2-choose:0",
      edits: [
        { find: 'monday: { kind: "stop-retries", forMs: 10_000 }', replace: 'monday: { kind: "wait" }' },
      ],
    },
    {
      id: "sheds-to-capacity",
      says: "lets in 21 riders a second, where 50 can be served",
      misconception: "below-capacity-is-enough",
      kills: "On Monday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#monday@1:2-choose:0",
      edits: [
        {
          find: 'monday: { kind: "stop-retries", forMs: 10_000 }',
          replace: 'monday: { kind: "turn-away", admit: 0.6, forMs: 30_000, rampMs: 0 }',
        },
      ],
    },
    {
      id: "opens-slowly",
      says: "turns riders away for longer than the loop lives",
      kills: "On Monday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#monday@1:2-choose:0",
      edits: [
        {
          find: 'monday: { kind: "stop-retries", forMs: 10_000 }',
          replace: 'monday: { kind: "turn-away", admit: 0, forMs: 10_000, rampMs: 30_000 }',
        },
      ],
    },
    {
      id: "stops-retries-on-tuesday",
      says: "ends what began it, and leaves what it left behind",
      misconception: "retries-are-the-loop",
      kills: "On Tuesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#tuesday@1:2-choose:0",
      edits: [
        { find: 'tuesday: { kind: "restart" }', replace: 'tuesday: { kind: "stop-retries", forMs: 30_000 }' },
      ],
    },
    {
      id: "pauses-on-tuesday",
      says: "turns everybody away for ten seconds before a queue of twelve hundred",
      kills: "On Tuesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#tuesday@1:2-choose:0",
      edits: [
        {
          find: 'tuesday: { kind: "restart" }',
          replace: 'tuesday: { kind: "turn-away", admit: 0, forMs: 10_000, rampMs: 0 }',
        },
      ],
    },
    {
      id: "doubles-on-tuesday",
      says: "twice the workers, for as long as can be paid",
      misconception: "capacity-ends-it",
      kills: "On Tuesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#tuesday@1:2-choose:0",
      edits: [
        {
          find: 'tuesday: { kind: "restart" }',
          replace: 'tuesday: { kind: "add-workers", workers: 2, forMs: 30_000 }',
        },
      ],
    },
    {
      id: "restarts-the-cache",
      says: "turns it off and on again, and the cache with it",
      misconception: "restart-cures",
      kills: "On Wednesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#wednesday@1:2-choose:0",
      edits: [
        {
          find: 'wednesday: { kind: "turn-away", admit: 0.2, forMs: 5_000, rampMs: 30_000 }',
          replace: 'wednesday: { kind: "restart" }',
        },
      ],
    },
    {
      id: "pauses-on-wednesday",
      says: "all at once after a pause, and the cache is as empty as before",
      misconception: "restart-cures",
      kills: "On Wednesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#wednesday@1:2-choose:0",
      edits: [
        {
          find: 'wednesday: { kind: "turn-away", admit: 0.2, forMs: 5_000, rampMs: 30_000 }',
          replace: 'wednesday: { kind: "turn-away", admit: 0, forMs: 10_000, rampMs: 0 }',
        },
      ],
    },
    {
      id: "stops-retries-on-wednesday",
      says: "looks for retries where there are none",
      misconception: "retries-are-the-loop",
      kills: "On Wednesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#wednesday@1:2-choose:0",
      edits: [
        {
          find: 'wednesday: { kind: "turn-away", admit: 0.2, forMs: 5_000, rampMs: 30_000 }',
          replace: 'wednesday: { kind: "stop-retries", forMs: 30_000 }',
        },
      ],
    },
    {
      id: "doubles-the-store",
      says: "40 questions a second for 45 riders with an empty cache",
      misconception: "capacity-ends-it",
      kills: "On Wednesday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#wednesday@1:2-choose:0",
      edits: [
        {
          find: 'wednesday: { kind: "turn-away", admit: 0.2, forMs: 5_000, rampMs: 30_000 }',
          replace: 'wednesday: { kind: "add-workers", workers: 2, forMs: 20_000 }',
        },
      ],
    },
    {
      id: "treats-overload-as-a-loop",
      says: "drops old work for ten seconds, as if there were a loop to end",
      misconception: "collapse-is-a-loop",
      kills: "On Thursday most of what can be served is served",
      token: "resilience/metastable-failure#thursday@1:2-choose:0",
      edits: [
        {
          find: 'thursday: { kind: "drop-old", forMs: 30_000 }',
          replace: 'thursday: { kind: "drop-old", forMs: 10_000 }',
        },
      ],
    },
    {
      id: "restarts-under-overload",
      says: "forgets what waits, and it is there again after two seconds",
      misconception: "collapse-is-a-loop",
      kills: "On Thursday most of what can be served is served",
      token: "resilience/metastable-failure#thursday@1:2-choose:0",
      edits: [
        { find: 'thursday: { kind: "drop-old", forMs: 30_000 }', replace: 'thursday: { kind: "restart" }' },
      ],
    },
    {
      id: "sheds-too-much",
      says: "turns away more than it must",
      kills: "On Thursday most of what can be served is served",
      token: "resilience/metastable-failure#thursday@1:2-choose:0",
      edits: [
        {
          find: 'thursday: { kind: "drop-old", forMs: 30_000 }',
          replace: 'thursday: { kind: "turn-away", admit: 0.3, forMs: 30_000, rampMs: 0 }',
        },
      ],
    },
    {
      id: "panics-on-friday",
      says: "turns everybody away where waiting is enough",
      misconception: "collapse-is-a-loop",
      kills: "On Friday riders are served again, at a bearable cost",
      token: "resilience/metastable-failure#friday@1:2-choose:0",
      edits: [
        {
          find: 'friday: { kind: "wait" }',
          replace: 'friday: { kind: "turn-away", admit: 0.2, forMs: 30_000, rampMs: 0 }',
        },
      ],
    },
    {
      id: "buys-its-way-out",
      says: "five workers for half a minute",
      misconception: "capacity-ends-it",
      kills: "Thursday's workers are paid for",
      token: "resilience/metastable-failure#thursday@1:2-choose:0",
      edits: [
        {
          find: 'thursday: { kind: "drop-old", forMs: 30_000 }',
          replace: 'thursday: { kind: "add-workers", workers: 5, forMs: 30_000 }',
        },
      ],
    },
    {
      id: "one-trick",
      says: "drops old work on every day",
      kills: "Each kind of action is used once at most",
      token: "resilience/metastable-failure#calendar@1:2-choose:0",
      edits: [
        {
          find: 'monday: { kind: "stop-retries", forMs: 10_000 }',
          replace: 'monday: { kind: "drop-old", forMs: 10_000 }',
        },
        { find: 'tuesday: { kind: "restart" }', replace: 'tuesday: { kind: "drop-old", forMs: 10_000 }' },
      ],
    },
  ],
});
