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

/** How many of a chapter's exercises are solved in this browser; nothing where none is. */
export function SolvedCount({ exercises }: { exercises: readonly { slug: string }[] }): ReactNode {
  const [solved, setSolved] = useState(0);
  useEffect(() => setSolved(exercises.filter(({ slug }) => keptResult(slug)?.solved).length), [exercises]);
  if (solved === 0) return null;
  const all = solved === exercises.length;
  return <span className="solved" data-solved={all}>, {all ? "all" : solved} solved</span>;
}
