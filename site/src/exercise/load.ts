/**
 * Fetches what an exercise needs once the reader begins; none of it is part of a page before.
 *
 * @module
 */
import { NOT_REACHED } from "@site/src/not-reached.ts";
import type { PageTask } from "@site/plugins/exercises.ts";
import type * as Judge from "./judge.ts";

/** A task, and what judges answers to it. */
export interface Loaded {
  task: PageTask;
  judge: typeof Judge;
}

/**
 * Fetches task and judge. `folder` is the address of the graders.
 *
 * @throws {Error} If one of them cannot be fetched.
 */
export async function load(folder: string, exercise: string): Promise<Loaded> {
  const answer = await fetch(`${folder}${exercise}.json`).catch(() => {
    throw new Error(NOT_REACHED);
  });
  if (!answer.ok) throw new Error(`the exercise could not be fetched (${answer.status})`);
  const task = await answer.json() as PageTask;
  // The judge is no part of the site's bundle: the grader's own build made it, as it made the programs.
  const judge: typeof Judge = await import(/* webpackIgnore: true */ `${folder}judge.js`).catch(() => {
    throw new Error(NOT_REACHED);
  });
  return { task, judge };
}
