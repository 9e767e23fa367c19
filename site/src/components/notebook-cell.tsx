import { LiveSource } from "@site/src/live/cell.tsx";
import { gateOf } from "@site/src/live/outputs.ts";
import { useCellState } from "@site/src/live/page.tsx";
import type { CellProps } from "@site/plugins/notebook.ts";
import { type ReactNode, useCallback, useMemo } from "react";
import { CellOutputs } from "./cell-output.tsx";
import { GateFeedback, GateOutcome, GateQuestion, useGateChoice } from "./gate.tsx";

/** The source of a cell, folded: the code of a question and of its answer matter less than what they say. */
function Folded({ summary, children }: { summary: string; children: ReactNode }): ReactNode {
  return (
    <details className="cell-folded">
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

/** The question's cell runs with the reader's choice in it. */
function Question({ cell }: { cell: CellProps }): ReactNode {
  const choice = useGateChoice();
  const adapt = useCallback(
    (text: string) => choice ? text.replace(/"\?"(?=,?\s*\);?\s*$)/, JSON.stringify(choice)) : text,
    [choice],
  );
  return <LiveSource cell={cell} adapt={adapt} />;
}

/** What the cell showed: as committed, until it is run here. */
function Outputs({ cell }: { cell: CellProps }): ReactNode {
  const { outputs } = useCellState(cell.index);
  return <CellOutputs outputs={outputs ?? cell.outputs} index={cell.index} />;
}

/** Of a question's or an answer's cell the page itself shows what matters; the rest only where it is news. */
function News({ cell }: { cell: CellProps }): ReactNode {
  const { outputs = [], raw = [], edited, status } = useCellState(cell.index);
  const same = status !== "error" && edited === undefined && gateOf(raw)?.truth === cell.truth;
  return same ? null : <CellOutputs outputs={outputs} index={cell.index} />;
}

/**
 * A code cell of a chapter. `cell` is a `CellProps` as JSON.
 *
 * The source of a cell is the text of its code element; the element carries the cell's id and index, and the status of
 * its last run in the page.
 */
export function NotebookCell({ cell: json }: { cell: string }): ReactNode {
  const cell = useMemo(() => JSON.parse(json) as CellProps, [json]);
  const { status } = useCellState(cell.index);
  const frame = (children: ReactNode) => (
    <div
      className={`cell cell-${cell.role ?? "plain"}`}
      id={`cell-${cell.id}`}
      data-cell={cell.index}
      data-status={status}
    >
      {children}
    </div>
  );
  if (cell.role === "predict") {
    return frame(
      <>
        <GateQuestion />
        <Folded summary="The question as code">
          <Question cell={cell} />
          <News cell={cell} />
        </Folded>
      </>,
    );
  }
  if (cell.role === "recall") {
    return frame(
      <>
        <GateQuestion />
        <GateFeedback />
        <Folded summary="The question as code">
          <Question cell={cell} />
          <News cell={cell} />
        </Folded>
      </>,
    );
  }
  if (cell.role === "compare") {
    return frame(
      <>
        <GateFeedback />
        <Folded summary="How the run decides">
          <LiveSource cell={cell} />
          <GateOutcome quiet>
            <News cell={cell} />
          </GateOutcome>
        </Folded>
      </>,
    );
  }
  return frame(
    <>
      <LiveSource cell={cell} />
      {cell.role === "run"
        ? (
          <GateOutcome>
            <Outputs cell={cell} />
          </GateOutcome>
        )
        : <Outputs cell={cell} />}
    </>,
  );
}
