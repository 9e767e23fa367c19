/**
 * What the completeness test reads from a notebook.
 *
 * @module
 */

/** A cell, as far as it matters here. */
export interface Cell {
  kind: "code" | "markdown";
  source: string;
  executed: boolean;
  outputs: readonly { readonly [mediaType: string]: unknown }[];
}

/** A gate of a chapter. */
export interface Gate {
  /** The name under which the prediction stands in the chapter. */
  name: string;
  /** The key of the option that the run made true; absent until the chapter has been run. */
  truth: string | undefined;
  /** Misconceptions behind its options. */
  misconceptions: readonly string[];
}

const gateType = "application/vnd.distributed-patterns.gate+json";

/** The cells of a notebook in format 4. */
export function cellsOf(notebook: string): Cell[] {
  const text = (value: unknown): string => (Array.isArray(value) ? value.join("") : String(value ?? ""));
  const { cells } = JSON.parse(notebook) as { cells: Record<string, unknown>[] };
  return cells.map((cell) => ({
    kind: cell["cell_type"] === "code" ? "code" : "markdown",
    source: text(cell["source"]),
    executed: typeof cell["execution_count"] === "number",
    outputs: ((cell["outputs"] ?? []) as { data?: Record<string, unknown> }[]).map(({ data }) => data ?? {}),
  }));
}

/** The gates of a chapter: each `const name = predict(…)` with the `compare(name, …)` that answers it. */
export function gatesOf(cells: readonly Cell[]): Gate[] {
  const code = cells.filter(({ kind }) => kind === "code");
  return code.flatMap(({ source }) => {
    const name = /\bconst\s+(\w+)\s*=\s*predict\(/.exec(source)?.[1];
    if (name === undefined) return [];
    const answer = code.find((each) => new RegExp(`\\bcompare\\(\\s*${name}\\b`).test(each.source));
    const data = answer?.outputs.map((output) => output[gateType]).find((each) => each !== undefined);
    const gate = data as { truth: string; options: { misconception?: string }[] } | undefined;
    return [{
      name,
      truth: gate?.truth,
      misconceptions: (gate?.options ?? []).flatMap((each) => each.misconception ?? []),
    }];
  });
}

/** The sources of the diagrams drawn in prose. */
export function diagramsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
}
