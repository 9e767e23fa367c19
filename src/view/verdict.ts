/**
 * What a run or an exploration showed, in words.
 *
 * @module
 */

import { count, grouped, moment, tidy } from "#src/view/format.ts";
import { type RunLike, sentences } from "#src/view/sentences.ts";

/** What is read of an exploration; `explore` answers one. */
export interface ExplorationLike {
  readonly schedules: number;
  readonly hits: Readonly<Partial<Record<string, number>>>;
  readonly notHit: readonly string[];
  readonly failure?: {
    readonly property: string;
    readonly seen: string;
    readonly seed: number;
    readonly token: string;
    readonly run: RunLike;
  } | undefined;
}

/** Whether a value is a run. */
export function isRun(value: unknown): value is RunLike {
  return typeof value === "object" && value !== null && "trace" in value && "broken" in value &&
    "outcome" in value &&
    Array.isArray(value.broken);
}

/** Whether a value is an exploration. */
export function isExploration(value: unknown): value is ExplorationLike {
  return typeof value === "object" && value !== null && "schedules" in value && "hits" in value &&
    "notHit" in value;
}

/** The verdict of a run, a line or more. */
export function runText(run: RunLike): string {
  return [`${run.scenario}, ${run.subject}, seed ${run.seed}`, ...verdictLines(run).map(({ text }) => text)]
    .join("\n");
}

/** The lines under a run's title. */
export function verdictLines(
  { outcome, broken, trace, waits = [] }: RunLike,
): { text: string; bad: boolean }[] {
  const length = moment(trace.endMs, trace.endMs);
  const how = outcome === "finished"
    ? `Finished after ${length}`
    : outcome === "hung"
    ? `Hung at ${length}`
    : outcome === "endless"
    ? `Stopped at ${length}: it would have gone on for ever`
    : `Failed at ${length}`;
  const waiting = waits.filter((wait) => !broken.some(({ seen }) => seen.includes(wait))).slice(0, 4).map((
    wait,
  ) => ({ text: wait, bad: true }));
  if (broken.length === 0) {
    return [{
      text: outcome === "finished" ? `${how}; every property holds.` : `${how}.`,
      bad: outcome !== "finished",
    }, ...waiting];
  }
  return [
    {
      text: `${how}; ${broken.length === 1 ? "one property is" : `${broken.length} properties are`} broken.`,
      bad: false,
    },
    ...broken.slice(0, 3).map(({ property, seen }) => ({ text: `✗ ${property}: ${tidy(seen)}`, bad: true })),
    ...waiting,
  ];
}

/** What an exploration found, or how far "found nothing" reaches. */
export function explorationText({ schedules, hits, notHit, failure }: ExplorationLike): string {
  const hit = Object.entries(hits).filter(([, n]) => n !== undefined && n > 0).map(([kind, n]) =>
    `${kind} ${grouped(n!)}`
  );
  const kinds = [
    hit.length === 0 ? "No fault was hit" : `Fault kinds hit: ${hit.join(", ")}`,
    ...(notHit.length === 0 ? [] : [`not hit: ${notHit.join(", ")}`]),
  ].join("; ");
  if (failure === undefined) {
    return `Not refuted in ${count(schedules, "schedule")}.\n${kinds}.`;
  }
  return [
    `Refuted in schedule ${grouped(schedules)}, seed ${failure.seed}.`,
    `✗ ${failure.property}: ${tidy(failure.seen)}`,
    ...sentences(failure.run).slice(1, -1),
    `Replay: npm run replay ${quoted(failure.token)}`,
  ].join("\n");
}

/** A token as one word of a shell. */
const quoted = (token: string): string => /[#,;&|<>()$`"'\\\s*?]/.test(token) ? `"${token}"` : token;
