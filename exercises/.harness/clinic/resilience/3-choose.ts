import { check, defineHarness } from "#src/grade/harness.ts";
import { archive } from "./3-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./3-choose.stub.ts";

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/3-choose",
  kind: "choose",
  checks: [check(archive, {
    subject: (answer) => decided(answer).plan,
    seeds: 2,
    shrinks: false,
    hints: {
      "At least 99 of 100 uploads of the studios are done within a second": [
        "Whose pictures stand in line before a studio's?",
        "A series is thirty pictures at once and quite in order. A limit that asks nobody's name refuses whoever comes next, and most often that is a studio's neighbour in line.",
        "Give each caller a share of its own, which holds a series, and which together `resize` can bear.",
      ],
      "The archivist gets the 20 pictures a second that it pays for": [
        "What does the archive get under your plan, per second?",
        "It pays for twenty, and asks for five hundred. What it is refused must be what is above its share, not everything.",
        "Let its share be at least twenty a second; there is room for a little more.",
      ],
    },
  })],
  explanation:
    "Fairness is a question of whom a limit is for, before it is one of how much. With one line for all, the longest queue belongs to whoever sends most. A rate for each caller passes, and so do places for each caller with a line of their own; both let a series through, as a burst is what a share is for. The sums of the shares may exceed what the service bears, as long as not all use theirs at once: here nine times fifty would be too much, and one times five hundred is what came.",
});
