/**
 * What is known of a trial from the lines that it sent, and the verdict where it sent none.
 *
 * @module
 */
import type { Line } from "#src/grade/lines.ts";
import type { Mistake, Mistaken, Verdict } from "#src/grade/verdict.ts";

/** What came of a trial. */
export interface Outcome {
  readonly verdict: Verdict;
  /** What the answer wrote to the console in the schedule that the verdict is about. */
  readonly console: readonly string[];
  /** How many lines are left out. */
  readonly consoleCut: number;
}

/** How long a trial may be silent, in milliseconds. */
export const STALL_MS = 5_000;
/** After a failure was found, making it smaller may take this long; then it is shown as it was found. */
export const SHRINK_MS = 6_000;

/** Collects the lines of one trial. */
export class Transcript {
  #console: string[] = [];
  #consoleCut = 0;
  #loading = false;
  #schedule: Extract<Line, { type: "schedule" }> | undefined;
  #found: Verdict | undefined;
  #verdict: Verdict | undefined;

  /** Whether the answer has begun to load. */
  get loading(): boolean {
    return this.#loading;
  }

  /** The schedule that is played, or was played last. */
  get schedule(): { readonly seed: number; readonly played: number } | undefined {
    return this.#schedule;
  }

  /** The judgement, or else the failure that was being made smaller. */
  get verdict(): Verdict | undefined {
    return this.#verdict ?? this.#found;
  }

  /** How long the trial may be silent now, in milliseconds. */
  limitMs(stallMs = STALL_MS): number {
    return this.#found === undefined ? stallMs : SHRINK_MS;
  }

  /** Takes the next line. What comes after the verdict is nobody's. */
  take(line: Line): void {
    if (this.#verdict !== undefined) return;
    switch (line.type) {
      case "loading":
        this.#loading = true;
        break;
      case "schedule":
        this.#schedule = line;
        this.#console = [];
        this.#consoleCut = 0;
        break;
      case "console":
        this.#console.push(line.text);
        break;
      case "console-cut":
        this.#consoleCut = line.lines;
        break;
      case "found":
        this.#found = line.verdict;
        break;
      case "verdict":
        this.#verdict = line.verdict;
    }
  }

  /** What came of it; `otherwise` where there is no verdict. */
  outcome(otherwise: Mistaken): Outcome {
    return { verdict: this.verdict ?? otherwise, console: this.#console, consoleCut: this.#consoleCut };
  }

  /** Nothing came for too long. */
  stalled(stallMs = STALL_MS): Mistaken {
    const seconds = stallMs / 1_000;
    if (this.#schedule === undefined) {
      return mistake(
        "never-loads",
        `Your file is still loading after ${seconds} s: a loop at its top level does not end.`,
      );
    }
    return mistake(
      "hang",
      `Your code has not come back after ${seconds} s${this.#during()}: a loop does not end, and never waits.`,
      {
        ...this.#seed(),
        advice:
          "Look for a loop that awaits nothing, or only what is settled already. A wait is `await clock.sleep(ms)`.",
      },
    );
  }

  /** Nothing more can come, and there is no verdict: the file awaits what never comes. */
  neverLoads(): Mistaken {
    return mistake(
      "never-loads",
      "Your file never finishes loading: it awaits something at its top level that never comes.",
      { advice: "Wait inside a function, where the simulated clock runs." },
    );
  }

  /** It holds more memory than it may; `limit` in words. */
  tooBig(limit: string): Mistaken {
    return mistake(
      "memory",
      `Your code takes more memory than an answer may have (${limit})${this.#during()}.`,
      {
        ...this.#seed(),
        advice: "Something grows without a limit: a list, a map, a string or a buffer.",
      },
    );
  }

  /** It ended without a verdict. */
  ended(): Mistaken {
    return mistake("ended", `The process that runs your code ended without a verdict${this.#during()}.`, {
      ...this.#seed(),
      advice: "An answer must not end its process.",
    });
  }

  #during(): string {
    if (this.#schedule === undefined) return " while it loads";
    const { seed, script } = this.#schedule;
    return script === undefined
      ? ` in the schedule of seed ${seed}`
      : ` in the directed schedule '${script}' (seed ${seed})`;
  }

  #seed(): { seed?: number } {
    return this.#schedule === undefined ? {} : { seed: this.#schedule.seed };
  }
}

/** A mistake, as a verdict. */
export function mistake(
  kind: Mistake,
  message: string,
  more: { advice?: string; seed?: number } = {},
): Mistaken {
  return { kind: "mistaken", mistake: kind, message, ...more };
}
