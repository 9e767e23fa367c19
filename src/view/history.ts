/**
 * A history of operations as a picture and as text: who asked what, when the answer came, and where no order exists.
 *
 * @module
 */

import type { Linearizability } from "#src/check/linearizability.ts";
import type { History, Operation } from "#src/sim/history.ts";
import type { Plain } from "#src/sim/trace.ts";
import { count, moment } from "#src/view/format.ts";
import { plain } from "#src/view/plain.ts";
import {
  bytes,
  fit,
  fitName,
  frame,
  maxPictureBytes,
  pictureWidth,
  text,
  textWidth,
  titleLines,
  wrap,
} from "#src/view/svg.ts";
import { paint } from "#src/view/theme.ts";

/** Options for {@linkcode historySvg}. */
export interface HistoryOptions {
  title?: string;
  /** At most so many operations; the last ones, where a verdict is given the ones before it is stuck. @default {30} */
  most?: number;
}

/** A history with what is known of its order. */
interface Judged {
  operations: History;
  /** Place in the order, from 1, by id. */
  places: ReadonlyMap<number, number>;
  stuckAt: Operation | undefined;
  verdict: string | undefined;
}

/** Whether a value is a history with at least one operation. */
export function isHistory(value: unknown): value is History {
  return Array.isArray(value) && value.length > 0 &&
    value.every((each) =>
      typeof each === "object" && each !== null && "process" in each && "callMs" in each && "input" in each
    );
}

/** Whether a value is the verdict of `checkLinearizability`. */
export function isLinearizability(value: unknown): value is Linearizability {
  return typeof value === "object" && value !== null && "verdict" in value &&
    ("order" in value || "stuckAt" in value || ("steps" in value && value.verdict === "unknown"));
}

/** The verdict and the operations, a line each. */
export function historyText(value: History | Linearizability): string {
  const { operations, places, stuckAt, verdict } = judge(value);
  const end = Math.max(0, ...operations.map(({ callMs, returnMs = 0 }) => Math.max(callMs, returnMs)));
  const at = (ms: number | undefined) => ms === undefined ? "no answer" : moment(ms, end);
  const rows = operations.map((operation) => [
    operation === stuckAt ? "✗" : places.has(operation.id) ? `${places.get(operation.id)}.` : "",
    operation.process,
    `${at(operation.callMs)} – ${at(operation.returnMs)}`,
    says(operation),
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(0, ...rows.map((row) => [...row[i]!].length)));
  const lines = rows.map(([place = "", process = "", time = "", words = ""]) =>
    `${widths[0] === 0 ? "" : `${place.padStart(widths[0]!)}  `}${process.padEnd(widths[1]!)}  ${
      time.padEnd(widths[2]!)
    }  ${words}`.trimEnd()
  );
  return [...(verdict === undefined ? [] : [verdict, ""]), ...lines].join("\n");
}

/** The operations as boxes from call to return, a column for each client; time runs down. */
export function historySvg(value: History | Linearizability, options: HistoryOptions = {}): string {
  for (let most = options.most ?? 30;; most = Math.floor(most * 0.8)) {
    const picture = draw(judge(value), options.title, most);
    if (bytes(picture) <= maxPictureBytes || most < 3) return picture;
  }
}

function judge(value: History | Linearizability): Judged {
  if (!("verdict" in value)) {
    return { operations: value, places: new Map(), stuckAt: undefined, verdict: undefined };
  }
  const numbered = (order: History) => new Map(order.map(({ id }, i) => [id, i + 1]));
  const inTime = (operations: History) => [...operations].sort((a, b) => a.callMs - b.callMs || a.id - b.id);
  if (value.verdict === "linearizable") {
    const verdict =
      "Linearizable: one copy, asked in the order of the numbers, would have answered the same.";
    return { operations: inTime(value.order), places: numbered(value.order), stuckAt: undefined, verdict };
  }
  if (value.verdict === "unknown") {
    return {
      operations: [],
      places: new Map(),
      stuckAt: undefined,
      verdict: `Unknown after ${count(value.steps, "step")}.`,
    };
  }
  const { longest, stuckAt } = value;
  const verdict = `Not linearizable: no order explains “${says(stuckAt)}” of ${stuckAt.process}` +
    (longest.length === 0 ? "." : `; at most ${count(longest.length, "operation")} can be put in order.`);
  return { operations: inTime([...longest, stuckAt]), places: numbered(longest), stuckAt, verdict };
}

/** `write 1 → ok`. */
function says({ input, output, returnMs }: Operation): string {
  return returnMs === undefined ? `${words(input)} → ?` : `${words(input)} → ${words(output)}`;
}

/** `{ write: 1 }` reads as `write 1`, `{ read: true, key: "x" }` as `read, key x`. */
function words(value: Plain): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return plain(value);
  return Object.entries(value).map(([key, each]) =>
    each === true ? key : `${key} ${typeof each === "string" ? each : plain(each)}`
  )
    .join(", ");
}

interface Box {
  operation: Operation;
  from: number;
  to: number;
}

function draw(judged: Judged, title: string | undefined, most: number): string {
  const operations = judged.operations.slice(-most);
  const processes = [...new Set(operations.map(({ process }) => process))];
  const width = pictureWidth;
  const left = 70;
  const column = Math.floor((width - left - 6) / Math.max(1, processes.length));
  const head = [
    ...titleLines(title ?? "", width).map((line) => ({ line, bold: true })),
    ...wrap(judged.verdict ?? "", width - 24, 14, 3).map((line) => ({ line, bold: false })),
  ];
  const top = 14 + head.length * 19;
  const { boxes, times, bottom } = place(operations, top + 40);
  const left_out = operations.length < judged.operations.length
    ? `Showing the last ${operations.length} of ${count(judged.operations.length, "operation")}.`
    : "";
  return frame({
    width,
    height: bottom + (left_out === "" ? 12 : 34),
    title: title ?? "History of operations",
    description: [
      judged.verdict ?? "",
      ...operations.slice(0, 12).map((each) => `${each.process}: ${says(each)}.`),
    ].join(" ").trim(),
    body: () =>
      head.map(({ line, bold }, i) =>
        text(
          12,
          24 + i * 19,
          line,
          bold ? { size: 15, bold } : { fill: judged.stuckAt ? paint.fault : paint.soft },
        )
      ).join("") +
      processes.map((process, i) =>
        text(left + column * (i + 0.5), top + 22, fitName(process, column - 14, 15), {
          anchor: "middle",
          bold: true,
        }) +
        `<path d="M${Math.round(left + column * (i + 0.5))} ${top + 30}V${bottom}" stroke="${paint.line}"/>`
      ).join("") +
      `<g font-size="13" fill="${paint.soft}" text-anchor="end">${
        times.map(({ y, label }) => `<text x="60" y="${y + 4}">${label}</text>`).join("")
      }</g>` +
      boxes.map((box) =>
        boxSvg(box, left + column * processes.indexOf(box.operation.process), column, judged, bottom)
      ).join("") +
      (left_out === "" ? "" : text(12, bottom + 22, left_out, { size: 13, fill: paint.soft })),
  });
}

function boxSvg(
  { operation, from, to }: Box,
  x: number,
  column: number,
  { places, stuckAt }: Judged,
  bottom: number,
): string {
  const bad = operation === stuckAt;
  const open = operation.returnMs === undefined;
  const place = places.get(operation.id);
  const room = column - 22;
  const said = says(operation);
  const lines = textWidth(said, 13) <= room
    ? [said]
    : [fit(words(operation.input), room, 13), fit(`→ ${open ? "?" : words(operation.output)}`, room, 13)];
  const end = open ? bottom : to;
  const middle = from + (Math.min(end, from + 60) - from) / 2 + 5 - (lines.length - 1) * 8;
  return `<rect x="${x + 5}" y="${from}" width="${column - 10}" height="${
    end - from
  }" rx="4" fill="${paint.paper}"` +
    ` stroke="${bad ? paint.fault : paint.series1}" stroke-width="${bad ? 3 : 2}"${
      open ? ` stroke-dasharray="5 4"` : ""
    }/>` +
    lines.map((line, i) =>
      text(x + column / 2, middle + i * 16, line, {
        anchor: "middle",
        size: 13,
        ...(bad && { fill: paint.fault }),
      })
    ).join("") +
    (place === undefined
      ? ""
      : text(x + 10, from + 14, String(place), { size: 12, fill: paint.soft, bold: true }));
}

/** Calls and returns keep their order; equal times stand at equal heights. A box has room for two lines. */
function place(
  operations: History,
  top: number,
): { boxes: Box[]; times: { y: number; label: string }[]; bottom: number } {
  const points = operations.flatMap((operation) => [
    { ms: operation.callMs, operation, call: true },
    ...(operation.returnMs === undefined ? [] : [{ ms: operation.returnMs, operation, call: false }]),
  ]).sort((a, b) => a.ms - b.ms || Number(a.call) - Number(b.call) || a.operation.id - b.operation.id);
  const boxes = new Map<number, Box>();
  const busy = new Map<string, number>();
  const times: { y: number; label: string }[] = [];
  const end = points[points.length - 1]?.ms ?? 0;
  let y = top;
  let ms = points[0]?.ms ?? 0;
  for (const point of points) {
    if (point.ms > ms) y += 14;
    ms = point.ms;
    const { operation } = point;
    if (point.call) {
      y = Math.max(y, (busy.get(operation.process) ?? 0) + 6);
      boxes.set(operation.id, { operation, from: y, to: y });
      busy.set(operation.process, y);
    } else {
      const box = boxes.get(operation.id)!;
      y = Math.max(y, box.from + 40);
      box.to = y;
      busy.set(operation.process, y);
    }
    if (times.every((other) => Math.abs(other.y - y) >= 15)) times.push({ y, label: moment(ms, end) });
  }
  return { boxes: [...boxes.values()], times, bottom: y + 24 };
}
