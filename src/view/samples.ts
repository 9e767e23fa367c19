/**
 * Everything that `view` makes of the samples: what the tests read, and what must be the same on every runtime.
 *
 * @module
 */

import { bars } from "#src/view/bars.ts";
import { plot, type Point } from "#src/view/plot.ts";
import { outage, paidTwice, staleRead, twoLeaders } from "#src/view/sample-traces.ts";
import { renderings } from "#src/view/shown.ts";
import { show } from "#src/view/show.ts";
import { hash } from "#src/view/svg.ts";
import { sequence } from "#src/view/sequence.ts";
import { table } from "#src/view/table.ts";
import { shiviz, timeline } from "#src/view/timeline.ts";

const wave = (n: number): number => (n * 7919 + 13 * n * n) % 101;

function plots() {
  const answered: Point[] = Array.from(
    { length: 600 },
    (_, i) => [i / 10, i > 10 && i < 310 ? 0 : 90 + wave(i) / 10],
  );
  const without: Point[] = Array.from({ length: 600 }, (_, i) => [i / 10, i > 10 ? wave(i) / 20 : 92]);
  const goodput = plot({
    title: "Without a breaker the outage outlives the fault",
    x: { label: "time", unit: "s" },
    y: { label: "answers per second" },
    series: [{ name: "with", points: answered }, { name: "without", steps: without }],
    bands: [{ fromX: 1, toX: 31, label: "payment is down" }],
    marks: [{ x: 36, label: "closed" }, { y: 50, label: "half of normal" }],
  });
  const latency = plot({
    title: "Latency of answers",
    x: { label: "latency", unit: "ms", scale: "log" },
    y: { label: "answers", scale: "log" },
    series: [{
      name: "answers",
      bars: Array.from({ length: 30 }, (_, i) => [1 + i * 40, 1 + (i + 1) * 40, 3 + wave(i) * i]),
    }],
    marks: [{ x: 900, label: "p99" }],
  });
  const queue = plot({
    title: "Queue of payment",
    x: { label: "time", unit: "ms" },
    y: { label: "requests waiting" },
    series: [
      { name: "queue", area: Array.from({ length: 50 }, (_, i) => [i * 20, wave(i)]) },
      { name: "refused", dots: Array.from({ length: 20 }, (_, i) => [i * 50, wave(i + 3)]) },
      { name: "a gap", points: [[0, 10], [200, 60], [300, NaN], [500, 30], [980, 80]] },
    ],
  });
  const jitter = bars({
    title: "Calls at the busiest millisecond after an outage",
    value: { label: "calls per millisecond" },
    rows: [
      { name: "no jitter", value: 1000, bad: true },
      { name: "equal jitter", value: 31 },
      { name: "full jitter", value: 17.25 },
      { name: "decorrelated jitter", value: 12 },
    ],
  });
  return { goodput, latency, queue, jitter };
}

/** Everything that can be shown of the samples, by name and mime type. */
export function pictures(): Record<string, string> {
  const traces = { paidTwice: paidTwice(), outage: outage(), twoLeaders: twoLeaders() };
  const broken = [{ property: "A customer pays once", seen: "two debits of one order" }];
  const run = {
    scenario: "sample/payment#lost-answer",
    subject: "without",
    seed: 7,
    outcome: "finished",
    broken,
    trace: traces.paidTwice,
    token: "sample/payment#lost-answer@1:without:7:shop>payment.loss=0.5",
  };
  const hits = { crash: 200, loss: 143 };
  const notHit = ["partition", "clock-jump"];
  const values: Record<string, unknown> = {
    ...traces,
    ...plots(),
    run,
    held: { ...run, broken: [], subject: "with" },
    hung: { ...run, outcome: "hung", broken: [], waits: ["shop waits for an answer from payment"] },
    explored: { schedules: 200, hits, notHit },
    refuted: { schedules: 12, hits, notHit, failure: { ...broken[0]!, seed: 7, token: run.token, run } },
    table: table([{ variant: "without", calls: 3112, ratio: 0.14286, ok: false }, {
      variant: "with",
      calls: 16,
      ratio: 1,
      ok: true,
    }], {
      caption: "Calls that reached payment while it was down",
      columns: { variant: "variant", calls: "calls", ratio: "answered" },
    }),
    history: staleRead(),
    stale: {
      verdict: "not linearizable",
      part: "",
      longest: staleRead().slice(0, 3),
      stuckAt: staleRead()[3],
    },
    value: {
      name: "shop",
      list: [1, 2.5, -0],
      nested: { a: null, b: undefined, "c d": "e\nf" },
      map: new Map([["x", 1]]),
    },
  };
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    for (const [mime, text] of Object.entries(renderings(show(value)) ?? {})) {
      all[`${name} ${mime}`] = String(text);
    }
  }
  for (const [name, trace] of Object.entries(traces)) {
    all[`${name} mermaid`] = sequence(trace);
    all[`${name} events`] = timeline(trace);
    all[`${name} shiviz`] = shiviz(trace);
  }
  return all;
}

/** One hash per rendering: equal on Node, Deno and in browsers. */
export function fingerprint(): string {
  return Object.entries(pictures()).map(([name, text]) => `${hash(text)} ${name}`).join("\n");
}
