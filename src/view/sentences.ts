/**
 * A run in plain sentences.
 *
 * @module
 */

import type { Trace, TraceEvent } from "#src/sim/trace.ts";
import { count, grouped, list, moment, sentence, tidy } from "#src/view/format.ts";
import { type Flight, flights, isLost } from "#src/view/flights.ts";
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
    ? `finished after ${length} of virtual time`
    : outcome === "hung"
    ? `hung at ${length}: nothing was left to happen`
    : outcome === "endless"
    ? `had no end and was stopped at ${length} of virtual time`
    : `failed at ${length} of virtual time`;
  return `${scenario}, ${subject}, seed ${seed}: the run ${end}.`;
}

function endings({ broken, waits = [] }: RunLike): string[] {
  const told = (wait: string) => broken.some(({ seen }) => seen.includes(wait));
  const untold = waits.filter((wait) => !told(wait)).slice(0, 3);
  const waiting = untold.length === 0 ? [] : [`${sentence(list(untold))}.`];
  return [
    ...waiting,
    ...broken.slice(0, 2).map(({ property, seen }) => `So this does not hold: “${property}”; ${tidy(seen)}.`),
  ];
}

function faultSentences(trace: Trace): string[] {
  const at = (ms: number) => moment(ms, trace.endMs);
  const stretches = new Map<string, { fromMs: number; toMs: number | undefined }[]>();
  for (const event of trace.events) {
    if (event.kind !== "fault") continue;
    const same = stretches.get(event.text) ?? [];
    stretches.set(event.text, same);
    const open = same.find(({ toMs }) => toMs === undefined);
    if (event.phase === "begin") same.push({ fromMs: event.atMs, toMs: undefined });
    else if (open !== undefined) open.toMs = event.atMs;
  }
  const sentences = [...stretches].map(([text, times]) => {
    const words = times.slice(0, 3).map(({ fromMs, toMs }) =>
      toMs === undefined ? `from ${at(fromMs)} on` : `from ${at(fromMs)} to ${at(toMs)}`
    );
    const more = times.length > 3 ? [`${times.length - 3} times more`] : [];
    return `${sentence(text)} ${list([...words, ...more])}.`;
  });
  const most = 2;
  if (sentences.length <= most) return sentences;
  return [
    ...sentences.slice(0, most - 1),
    `${sentences[most - 1]!.slice(0, -1)}; and ${count(sentences.length - most, "more fault")}.`,
  ];
}

/** A story within one host is told by its notes; its states have sentences of their own. */
function withoutMessages(trace: Trace): string[] {
  const notes = trace.events.filter((event) => event.kind === "note");
  if (notes.length === 0) {
    return trace.events.some(({ kind }) => kind === "state") ? [] : ["No message is sent."];
  }
  const told = notes.slice(-5).map(({ text, atMs }) => `${text} at ${moment(atMs, trace.endMs)}`);
  const before = notes.length > 5 ? `after ${count(notes.length - 5, "other note")}: ` : "";
  return [`${sentence(before + told.join("; "))}.`];
}

function messageSentences(trace: Trace): string[] {
  const all = flights(trace);
  if (all.length === 0) return withoutMessages(trace);
  const links = new Map<
    string,
    { from: string; to: string; asked: Map<string, number>; answered: Map<string, number>; lost: Flight[] }
  >();
  const family = families(trace.hosts);
  const counted = (counts: Map<string, number>, label: string) =>
    counts.set(label, (counts.get(label) ?? 0) + 1);
  for (const flight of all) {
    const [asker, callee] = flight.answers === undefined
      ? [flight.from, flight.to]
      : [flight.to, flight.from];
    const from = family(asker);
    const to = family(callee);
    const key = JSON.stringify([from, to]);
    const link = links.get(key) ?? { from, to, asked: new Map(), answered: new Map(), lost: [] as Flight[] };
    links.set(key, link);
    counted(flight.answers === undefined ? link.asked : link.answered, flight.label);
    if (isLost(flight)) link.lost.push(flight);
  }
  const ranked = [...links.values()].map((link) => ({ link, n: sum(link.asked) })).filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n).slice(0, 2);
  return ranked.map(({ link: { from, to, asked, answered, lost } }) => {
    const back = answered.size === 0
      ? "nothing comes back"
      : `${amounts(answered)} ${sum(answered) === 1 ? "comes" : "come"} back`;
    const [first] = lost;
    const losses = first === undefined
      ? ""
      : lost.length === 1
      ? `; the ${first.label} from ${first.from} at ${moment(first.sentMs, trace.endMs)} never arrives`
      : `; ${lost.length} of these messages never arrive, the first at ${moment(first.sentMs, trace.endMs)}`;
    return `${sentence(from)} ${from.startsWith("the ") ? "send" : "sends"} ${to} ${
      amounts(asked)
    }; ${back}${losses}.`;
  });
}

/** What each host is called. Those that differ in a number at the end are spoken of together, where they are many. */
function families(hosts: readonly string[]): (host: string) => string {
  const stem = (name: string) => name.replace(/-?\d+$/, "");
  const alike = new Map<string, number>();
  for (const host of hosts) alike.set(stem(host), (alike.get(stem(host)) ?? 0) + 1);
  const names = new Map(hosts.map((host) => {
    const many = alike.get(stem(host))!;
    return [host, many > 3 && stem(host) !== host ? `the ${many} hosts ${stem(host)}-…` : host];
  }));
  return (host) => names.get(host) ?? host;
}

/** `129 × charge and 4 × ping`. */
function amounts(counts: ReadonlyMap<string, number>): string {
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  const words = ranked.slice(0, 3).map(([label, n]) => n === 1 ? `1 ${label}` : `${grouped(n)} × ${label}`);
  const rest = ranked.slice(3).reduce((total, [, n]) => total + n, 0);
  return list(rest === 0 ? words : [...words, `${grouped(rest)} others`]);
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, n) => total + n, 0);

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
      `${stateText(value)} from ${moment(atMs, trace.endMs)}`
    );
    const last = path[path.length - 1]!;
    const more = path.length > 5
      ? `, and changes ${path.length - 5} times more until it is ${stateText(last.value)}`
      : "";
    return `At ${host}, ${name} is ${steps.join(", ")}${more}.`;
  });
}
