import type { CellOutput } from "@site/src/live/outputs.ts";
import type { ReactNode } from "react";

function Output(
  { output, label }: { output: CellOutput; label: string },
): ReactNode {
  if (output.kind === "picture") {
    return (
      <>
        <div
          className="output-picture"
          tabIndex={0}
          role="group"
          aria-label={label}
          dangerouslySetInnerHTML={{ __html: output.svg }}
        />
        {output.text && (
          <details className="output-text">
            <summary>The same in words</summary>
            <pre
              tabIndex={0}
              role="group"
              aria-label={`${label} in words`}
            >{output.text}</pre>
          </details>
        )}
      </>
    );
  }
  if (output.kind === "html") {
    return (
      <div
        className="output-table"
        tabIndex={0}
        role="group"
        aria-label={label}
        dangerouslySetInnerHTML={{ __html: output.html }}
      />
    );
  }
  return (
    <pre
      className={output.error ? "output-error" : undefined}
      tabIndex={0}
      role="group"
      aria-label={label}
    >{output.text}</pre>
  );
}

/** What a cell showed when the chapter was last run. */
export function CellOutputs(
  { outputs, index }: { outputs: readonly CellOutput[]; index: number },
): ReactNode {
  if (outputs.length === 0) return null;
  const label = (position: number) =>
    `Output of cell ${index + 1}${outputs.length > 1 ? `, part ${position + 1}` : ""}`;
  return (
    <div className="cell-outputs">
      {outputs.map((output, position) => <Output key={position} output={output} label={label(position)} />)}
    </div>
  );
}
