import { Editor, type Fault } from "@site/src/live/editor.tsx";
import { stateOf } from "@site/../src/grade/report.ts";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type * as Judge from "./judge.ts";
import { load, type Loaded } from "./load.ts";
import { download, keepAnswer, keepResult, keptAnswer, MAX_ANSWER_BYTES } from "./kept.ts";
import { VerdictView } from "./verdict-view.tsx";

/** Editor and verdict of one exercise. `folder` is the address of the graders. */
export default function Workbench({ exercise, folder }: { exercise: string; folder: string }): ReactNode {
  const [loaded, setLoaded] = useState<Loaded>();
  const [text, setText] = useState<string>();
  const [before, setBefore] = useState<string>();
  const [says, setSays] = useState("");
  const [judgement, setJudgement] = useState<Judge.PageJudgement>();
  const [running, setRunning] = useState<AbortController>();
  const file = useRef<HTMLInputElement>(null);

  useEffect(() => {
    let left = false;
    load(folder, exercise).then((all) => {
      if (left) return;
      setLoaded(all);
      setText(keptAnswer(exercise) ?? all.task.stub);
    }, (error: Error) => setSays(`The exercise cannot be opened: ${error.message}`));
    return () => {
      left = true;
    };
  }, [exercise, folder]);
  useEffect(() => () => running?.abort(), [running]);

  const change = useCallback((next: string) => {
    setText(next);
    if (!keepAnswer(exercise, next)) setSays("This browser keeps nothing: save your answer as a file.");
  }, [exercise]);

  if (loaded === undefined || text === undefined) return <p role="status">{says || "Opening…"}</p>;
  const { task, judge } = loaded;
  const name = task.file.slice(task.file.lastIndexOf("/") + 1);

  const check = async () => {
    if (running) return;
    const stop = new AbortController();
    setRunning(stop);
    setSays("Checking…");
    const made = await judge.judge(folder, task, text, {
      signal: stop.signal,
      onProgress: (played) => setSays(`Checking: schedule ${played + 1}…`),
    }).catch((error: Error) => error);
    setRunning(undefined);
    if (stop.signal.aborted) return setSays("Stopped.");
    if (made instanceof Error) return setSays(`It cannot be checked: ${made.message}`);
    setSays("");
    setJudgement(made);
    keepResult(exercise, stateOf(made));
  };
  const replace = (next: string, why: string) => {
    setBefore(text);
    change(next);
    setJudgement(undefined);
    setSays(why);
  };
  const open = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    if (chosen.size > MAX_ANSWER_BYTES) {
      return setSays("This file is too long for an answer: it may have 256 kB.");
    }
    const read = (await chosen.text()).replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
    replace(read, `${chosen.name} is opened.`);
  };
  const faultsIn = (source: string): Fault[] => judge.faultsOf(source);

  return (
    <div className="workbench">
      <Editor
        text={text}
        label={`Your answer, ${name}`}
        numbers
        focus
        onChange={change}
        onRun={() => void check()}
        faultsIn={faultsIn}
      />
      <div className="cell-bar">
        {running
          ? (
            <button type="button" className="button button--primary" onClick={() => running.abort()}>
              Stop
            </button>
          )
          : (
            <button type="button" className="button button--primary" onClick={() => void check()}>
              Check it
            </button>
          )}
        <button type="button" className="live-button" onClick={() => download(name, text)}>
          Save as file
        </button>
        <button type="button" className="live-button" onClick={() => file.current?.click()}>
          Open a file
        </button>
        <input
          ref={file}
          type="file"
          accept=".ts,text/plain"
          hidden
          aria-label="A file with your answer"
          onChange={(event) => {
            void open(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        {text !== task.stub && (
          <button
            type="button"
            className="live-button"
            onClick={() => replace(task.stub, "The file is as shipped again.")}
          >
            Begin again
          </button>
        )}
        {before !== undefined && before !== text && (
          <button
            type="button"
            className="live-button"
            onClick={() => replace(before, "Your text is back.")}
          >
            Bring my text back
          </button>
        )}
        <span className="cell-says" role="status">{says}</span>
      </div>
      {judgement && <VerdictView judgement={judgement} solution={task.solution} />}
      <p className="workbench-note">
        Your text stays in this browser. Saved as <code>{task.file}</code> in a clone, it is what{" "}
        <code>npm test</code> judges; there the compiler checks its types too.
      </p>
    </div>
  );
}
