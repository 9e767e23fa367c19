/**
 * A {@linkcode Scheduler} by FSRS, the Free Spaced Repetition Scheduler.
 *
 * Source: Ye, Su and Cao, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling", KDD 2022;
 * the parameters are the default ones of ts-fsrs, fitted to the reviews of many other people.
 *
 * @module
 */
import { createEmptyCard, fsrs, Rating, State } from "ts-fsrs";
import type { Memory, Scheduler } from "#src/ports/scheduler.ts";

const DAY_MS = 86_400_000;

/**
 * Whole days only, as nobody reviews a course by the minute; no chance in the intervals, so that the same answers give the
 * same times; at most a year, as the code under a question changes.
 */
const algorithm = fsrs({
  request_retention: 0.9,
  maximum_interval: 364, // an interval after a good answer may be a day longer than this, to differ from a hard one's
  enable_short_term: false,
  enable_fuzz: false,
});

/** FSRS with its default parameters, aiming at 90 % right answers. */
export const fsrsScheduler: Scheduler = {
  after(before, known, nowMs) {
    const atMs = Math.max(nowMs, before?.lastAtMs ?? nowMs);
    const { card } = algorithm.next(cardOf(before, atMs), atMs, known ? Rating.Good : Rating.Again);
    return {
      dueAtMs: card.due.getTime(),
      lastAtMs: atMs,
      stabilityDays: card.stability,
      difficulty: card.difficulty,
      asked: (before?.asked ?? 0) + 1,
      lapses: card.lapses,
    };
  },
};

function cardOf(before: Memory | undefined, atMs: number) {
  if (before === undefined) return createEmptyCard(atMs);
  const { dueAtMs, lastAtMs, stabilityDays, difficulty, asked, lapses } = before;
  return {
    due: dueAtMs,
    last_review: lastAtMs,
    stability: stabilityDays,
    difficulty,
    reps: asked,
    lapses,
    state: State.Review,
    scheduled_days: Math.round((dueAtMs - lastAtMs) / DAY_MS),
    elapsed_days: 0, // deprecated there, and not read
    learning_steps: 0,
  };
}
