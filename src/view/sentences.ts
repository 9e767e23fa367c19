/**
 * A run in plain sentences.
 *
 * @module
 */

import type { Trace, TraceEvent } from "#src/sim/trace.ts";
import { count, list, moment, sentence } from "#src/view/format.ts";
import { flights, isLost } from "#src/view/flights.ts";
import { stateText } from "#src/view/scene.ts";

/** What is read of a run; a scenario's `Run` is one. */
export interface RunLike {
  readonly scenario: string;
  readonly subject: string;
  readonly seed: number;
  readonly outcome: string;
  readonly broken: readonly { readonly property: string; readonly seen: string }[];
  readonly trace: Trace;
  readonly token?: string;
  readonly waits?: readonly string[];
}

/** Three to six sentences: what went wrong around the pattern, what the hosts did, and what broke by it. */
export function sentences(run: RunLike): string[] {
  return [opening(run), ...stories(run.trace), ...endings(run)].slice(0, 6);
}

/** What happened, without judging it: faults, messages, changes of state. */
export function stories(trace: Trace): string[] {
  return [...faultSentences(trace), ...messageSentences(trace), ...stateSentences(trace)].slice(0, 4);
}

function opening({ scenario, subject, seed, outcome, trace }: RunLike): string {
  const length = moment(trace.endMs, trace.endMs);
  const end = outcome === "finished"
    ? `finished after ${length}`
    : outcome === "hung"
    ? `hung at ${length}: nothing was left to happen`
    : outcome === "endless"
    ? `had no end: it was stopped at ${length}`
    : `failed at ${length}`;
  return `${scenario} with ${subject} and seed ${seed} ${end} of virtual time.`;
}

function endings({ broken, waits = [] }: RunLike): string[] {
  const waiting = waits.length === 0 ? [] : [`${sentence(list(waits.slice(0, 3)))}.`];
  return [
    ...waiting,
    ...broken.slice(0, 2).map(({ property, seen }) => `So this does not hold: “${property}”; ${seen}.`),
  ];
}

function faultSentences(trace: Trace): string[] {
  const faults = trace.events.filter((event) => event.kind === "fault");
  const begun = faults.filter(({ phase }) => phase === "begin");
  if (begun.length === 0) return [];
  const at = (ms: number) => moment(ms, trace.endMs);
  const parts = begun.slice(0, 3).map((event) => {
    const over = faults.find(({ phase, fault, seq, text }) =>
      phase === "end" && seq > event.seq && fault === event.fault && (text === event.text || true)
    );
    return `${event.text} ${
      over === undefined ? `from ${at(event.atMs)} on` : `from ${at(event.atMs)} to ${at(over.atMs)}`
    }`;
  });
  const more = begun.length > 3 ? `, and ${count(begun.length - 3, "more fault")}` : "";
  return [`${sentence(parts.join("; "))}${more}.`];
}

function messageSentences(trace: Trace): string[] {
  const all = flights(trace);
  if (all.length === 0) return ["No message is sent."];
  const lost = all.filter(isLost);
  const pairs = new Map<string, number>();
  for (const { from, to, answers } of all) {
    if (answers === undefined) pairs.set(`${from} to ${to}`, (pairs.get(`${from} to ${to}`) ?? 0) + 1);
  }
  const top = [...pairs].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([pair, n]) =>
    `${n.toString()} from ${pair}`
  );
  const first = lost[0];
  const losses = first === undefined
    ? "all arrive"
    : `${
      count(lost.length, "never arrives", "never arrive")
    }, the first being ${first.label} from ${first.from} to ${first.to} at ${
      moment(first.sentMs, trace.endMs)
    }`;
  return [`${sentence(count(all.length, "message"))} are sent (${list(top)}, and their answers); ${losses}.`];
}

function stateSentences(trace: Trace): string[] {
  const paths = new Map<string, Extract<TraceEvent, { kind: "state" }>[]>();
  for (const event of trace.events) {
    if (event.kind !== "state" || typeof event.value === "number") continue;
    const key = `${event.host}: ${event.name}`;
    const path = paths.get(key);
    if (path === undefined) paths.set(key, [event]);
    else path.push(event);
  }
  return [...paths.values()].slice(0, 2).map((path) => {
    const { host, name } = path[0]!;
    const steps = path.slice(0, 5).map(({ value, atMs }) =>
      `${stateText(value)} at ${moment(atMs, trace.endMs)}`
    );
    const more = path.length > 5
      ? `, and ${count(path.length - 5, "more change")} until ${stateText(path[path.length - 1]!.value)}`
      : "";
    return `${sentence(name)} of ${host} is ${steps.join(", then ")}${more}.`;
  });
}
