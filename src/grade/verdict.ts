/**
 * What grading says, as plain data: a program prints it, a page draws it, a cache keeps it.
 *
 * @module
 */
import type { Figure } from "#src/check/scenario.ts";
import type { FaultKind } from "#src/sim/fault.ts";
import type { Trace } from "#src/sim/trace.ts";
import type { Hints } from "#src/grade/harness.ts";

/** A place in the learner's file; lines and columns from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The line's text, where it is known. */
  readonly text?: string;
}

/** How far a judgement reaches. */
export interface Coverage {
  /** How many schedules were played. */
  readonly schedules: number;
  /** How often each kind of fault was really hit. */
  readonly hits: Partial<Record<FaultKind, number>>;
  /** Kinds that were allowed and never hit. */
  readonly notHit: readonly FaultKind[];
}

/** What was seen for a sentence that is judged on a number, in one schedule. */
export interface Measurement extends Figure {
  readonly scenario: string;
  readonly seed: number;
}

/** All properties held in every schedule that was tried. */
export interface Passed extends Coverage {
  readonly kind: "passed";
  /** The figures of each check's first seed; empty where no sentence is judged on a number. */
  readonly measured: readonly Measurement[];
  readonly explanation: string;
}

/** A property was violated. */
export interface Failed extends Coverage {
  readonly kind: "failed";
  readonly scenario: string;
  /** The sentence that did not hold. */
  readonly property: string;
  /** What was seen instead. */
  readonly seen: string;
  /** Other sentences that the same schedule broke. */
  readonly alsoBroken: readonly string[];
  /** The figures of the schedule as it was found; the property's is among them where that schedule was made smaller. */
  readonly measured: readonly Measurement[];
  /** The seed under which it was found. */
  readonly seed: number;
  /** The script that found it, where it was a directed one. */
  readonly script?: string;
  /** Replays the shrunk schedule. */
  readonly token: string;
  /** What the learner's code threw, where that ended the story. */
  readonly thrown?: string;
  /** Where in the learner's file it was seen, where that is known. */
  readonly where?: Place;
  /** The shrunk schedule as a sequence diagram for a terminal. */
  readonly diagram: string;
  /** The shrunk schedule in three to six sentences. */
  readonly sentences: readonly string[];
  /** The shrunk schedule as data. Left out where only text can pass. */
  readonly trace?: Trace;
  readonly hints: Hints;
}

/** The answer reached a hole that its author still has to fill. */
export interface ToDo {
  readonly kind: "to-do";
  readonly what: readonly string[];
}

/** The file is as shipped. */
export interface NotStarted {
  readonly kind: "not-started";
}

/** Ways of not being an answer at all. */
export type Mistake =
  | "missing-file"
  | "unreadable-file"
  | "syntax"
  | "import"
  | "export"
  | "load"
  | "never-loads"
  | "real-world"
  | "tampered"
  | "threw"
  | "unhandled"
  | "hang"
  | "time"
  | "memory"
  | "ended"
  | "types"
  | "internal";

/** The answer could not be judged, or did what no answer may do. */
export interface Mistaken {
  readonly kind: "mistaken";
  readonly mistake: Mistake;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What to do about it, where it can be said. */
  readonly advice?: string;
  /** Where in the learner's file, where that is known. */
  readonly where?: Place;
  /** The schedule that was playing. */
  readonly seed?: number;
}

/** The judgement of one answer. */
export type Verdict = Passed | Failed | ToDo | NotStarted | Mistaken;
