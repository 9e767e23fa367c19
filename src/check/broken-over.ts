/**
 * Which sentences a subject breaks over many seeds; for tests of stories.
 *
 * @module
 */

/** What is read of a scenario; its subjects are named. */
export interface Story {
  readonly id: string;
  run(
    seed: number,
    subject: never,
    options: { trace: boolean },
  ): Promise<{ broken: readonly { property: string }[] }>;
}

/** Sentences in alphabetical order. */
export interface BrokenOver {
  /** Broken on at least one seed. */
  readonly some: string[];
  /** Broken on every seed. */
  readonly all: string[];
}

/** The sentences that some, and those that all, of the seeds 0 to `seeds - 1` break. */
export async function brokenOver(story: Story, subject: string, seeds: number): Promise<BrokenOver> {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed++) {
    const run = await story.run(seed, subject as never, { trace: false });
    for (const { property } of run.broken) counts.set(property, (counts.get(property) ?? 0) + 1);
  }
  const some = [...counts.keys()].sort();
  return { some, all: some.filter((property) => counts.get(property) === seeds) };
}
