import { StaticCode } from "@site/src/components/static-code.tsx";
import type { CellProps } from "@site/plugins/notebook.ts";
import { useLater } from "@site/src/later.ts";
import { NOT_REACHED } from "@site/src/not-reached.ts";
import { type ReactNode, useEffect, useState } from "react";
import type { CellState } from "./chapter.ts";
import { useCellState, useLive } from "./page.tsx";

const SAYS: Record<CellState["status"], string> = {
  idle: "",
  waiting: "Waiting",
  running: "Running",
  ok: "Ran here",
  error: "Failed",
  stopped: "Stopped",
};

const same = (text: string): string => text;

/** The text that highlighted HTML shows. */
function textOf(html: string): string {
  const element = document.createElement("div");
  element.innerHTML = html;
  return element.textContent ?? "";
}

/**
 * The source of a cell, which can be edited and run where it stands.
 *
 * `adapt` makes of the chapter's text what is run, such as the question with the reader's choice.
 */
export function LiveSource(
  { cell, adapt = same }: { cell: CellProps; adapt?: (text: string) => string },
): ReactNode {
  const live = useLive();
  const { edited, status, raw } = useCellState(cell.index);
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState("");
  const editor = useLater(editing, () => import("./cell-editor.tsx"), () => {
    setEditing(false);
    setProblem(`The editor cannot open: ${NOT_REACHED}`);
  });
  useEffect(() => live.register(cell.index, () => adapt(textOf(cell.html))), [live, cell, adapt]);
  const label = `Cell ${cell.index + 1}`;
  const code = <StaticCode html={cell.html} language="typescript" label={label} />;
  const busy = status === "running" || status === "waiting";
  return (
    <>
      {editing && editor
        ? (
          <editor.default
            text={edited ?? textOf(cell.html)}
            label={label}
            focus
            onChange={(text) => live.edit(cell.index, text)}
            onRun={() => void live.run(cell.index)}
          />
        )
        : code}
      <div className="cell-bar" data-status={status}>
        <button
          type="button"
          className="live-button"
          aria-label={`${busy ? "Stop" : "Run"} cell ${cell.index + 1}`}
          onClick={() => busy ? live.stop() : void live.run(cell.index)}
        >
          {busy ? "Stop" : "Run"}
        </button>
        {!editing && (
          <button
            type="button"
            className="live-button"
            aria-label={`Edit cell ${cell.index + 1}`}
            onClick={() => {
              setEditing(true);
              setProblem("");
            }}
          >
            Edit
          </button>
        )}
        {(editing || edited !== undefined || raw !== undefined) && (
          <button
            type="button"
            className="live-button"
            aria-label={`Reset cell ${cell.index + 1}`}
            onClick={() => {
              live.reset(cell.index);
              setEditing(false);
            }}
          >
            Reset
          </button>
        )}
        <span className="cell-says">
          {SAYS[status]}
          {edited === undefined ? "" : SAYS[status] ? ", edited" : "Edited"}
          {problem}
        </span>
      </div>
    </>
  );
}
