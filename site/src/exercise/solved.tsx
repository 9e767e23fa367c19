import { type ReactNode, useEffect, useState } from "react";
import { keptResult, type Result } from "./kept.ts";

/** What came of an exercise in this browser; `undefined` until the page is alive, and where nothing was tried. */
export function useResult(exercise: string): Result | undefined {
  const [result, setResult] = useState<Result>();
  useEffect(() => setResult(keptResult(exercise)), [exercise]);
  return result;
}

/** A mark beside the name of an exercise. */
export function Solved({ exercise }: { exercise: string }): ReactNode {
  const result = useResult(exercise);
  if (result === undefined || result.last === "not started" && !result.solved) return null;
  return <span className="solved" data-solved={result.solved}>{result.solved ? "solved" : "begun"}</span>;
}
