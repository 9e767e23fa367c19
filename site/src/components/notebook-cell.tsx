import type { CellProps } from "@site/plugins/notebook.ts";
import { type ReactNode, useMemo } from "react";
import { CellOutputs } from "./cell-output.tsx";
import { GateFeedback, GateOutcome, GateQuestion } from "./gate.tsx";
import { StaticCode } from "./static-code.tsx";

/** The source of a cell, folded: the code of a question and of its answer matter less than what they say. */
function FoldedSource(
  { cell, summary }: { cell: CellProps; summary: string },
): ReactNode {
  return (
    <details className="cell-folded">
      <summary>{summary}</summary>
      <StaticCode
        html={cell.html}
        language="typescript"
        label={`Cell ${cell.index + 1}`}
      />
    </details>
  );
}

/**
 * A code cell of a chapter. `cell` is a `CellProps` as JSON.
 *
 * The source of a cell is the text of its code element; the element carries the cell's id and index, so that a
 * cell can be run where it stands.
 */
export function NotebookCell({ cell: json }: { cell: string }): ReactNode {
  const cell = useMemo(() => JSON.parse(json) as CellProps, [json]);
  const frame = (children: ReactNode) => (
    <div
      className={`cell cell-${cell.role ?? "plain"}`}
      id={`cell-${cell.id}`}
      data-cell={cell.index}
    >
      {children}
    </div>
  );
  if (cell.role === "predict" && cell.gate) {
    return frame(
      <>
        <GateQuestion gate={cell.gate} id={cell.id} />
        <FoldedSource cell={cell} summary="The question as code" />
      </>,
    );
  }
  if (cell.role === "compare") {
    return frame(
      <>
        <GateFeedback />
        <FoldedSource cell={cell} summary="How the run decides" />
      </>,
    );
  }
  const outputs = <CellOutputs outputs={cell.outputs} index={cell.index} />;
  return frame(
    <>
      <StaticCode
        html={cell.html}
        language="typescript"
        label={`Cell ${cell.index + 1}`}
      />
      {cell.role === "run" ? <GateOutcome>{outputs}</GateOutcome> : outputs}
    </>,
  );
}
