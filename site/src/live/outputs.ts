/**
 * What a cell showed, reduced to what a page draws: the same for committed outputs and for those of a run in the page.
 *
 * @module
 */
import { GATE_TYPE, type GateData } from "../../../src/learn/gate.ts";

/** One output as the page draws it. */
export type CellOutput =
  | { kind: "text"; text: string; error?: true }
  | { kind: "picture"; svg: string; text: string }
  | { kind: "html"; html: string };

type Multiline = string | string[];

/** An output as a notebook keeps it. */
export interface RawOutput {
  output_type: string;
  text?: Multiline;
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
}

/** Text that a notebook may keep as lines. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : "";
}

function drawn(raw: RawOutput): CellOutput[] {
  if (raw.output_type === "stream") return [{ kind: "text", text: joined(raw.text) }];
  if (raw.output_type === "error") {
    return [{ kind: "text", text: `${raw.ename}: ${raw.evalue}`, error: true }];
  }
  const data = raw.data ?? {};
  const text = joined(data["text/plain"]);
  if (data["image/svg+xml"]) return [{ kind: "picture", svg: joined(data["image/svg+xml"]), text }];
  if (data["text/html"]) return [{ kind: "html", html: joined(data["text/html"]) }];
  return text ? [{ kind: "text", text }] : [];
}

/** The outputs as a page draws them. Neighbouring pieces of printed text are one block. */
export function outputsOf(raw: readonly RawOutput[]): CellOutput[] {
  const result: CellOutput[] = [];
  for (const output of raw.flatMap(drawn)) {
    const last = result.at(-1);
    if (last?.kind === "text" && output.kind === "text" && !last.error && !output.error) {
      last.text += output.text;
    } else result.push({ ...output });
  }
  return result;
}

/** The gate that a comparison carries, if these outputs are of one. */
export function gateOf(raw: readonly RawOutput[]): GateData | undefined {
  for (const { data } of raw) {
    const gate = data?.[GATE_TYPE];
    if (gate) return (typeof gate === "string" ? JSON.parse(gate) : gate) as GateData;
  }
  return undefined;
}
