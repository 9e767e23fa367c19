import Link from "@docusaurus/Link";
import type { CategoryEntry } from "@site/plugins/course.ts";
import useBaseUrl from "@docusaurus/useBaseUrl";
import {
  download,
  giveBack,
  keptAnswer,
  keptResult,
  loadWork,
  savedWork,
  type Taken,
} from "@site/src/exercise/kept.ts";
import { NOT_REACHED } from "@site/src/not-reached.ts";
import { Solved } from "@site/src/exercise/solved.tsx";
import Layout from "@theme/Layout";
import { type ReactNode, useEffect, useRef, useState } from "react";

/** What has exercises in a part: its chapters, and then its clinic. */
const groupsOf = ({ chapters, clinic }: CategoryEntry) => clinic ? [...chapters, clinic] : chapters;

/** How far the reader has come, and the way to carry the work elsewhere. */
export default function ProgressPage({ categories }: { categories: CategoryEntry[] }): ReactNode {
  const all = categories.flatMap(groupsOf).flatMap(({ title, exercises }) =>
    exercises.map((each) => ({ ...each, group: title }))
  );
  const names = all.map(({ slug }) => slug);
  const [version, setVersion] = useState(0);
  const [solved, setSolved] = useState<number>();
  const [says, setSays] = useState("");
  const [begun, setBegun] = useState(0);
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const [checking, setChecking] = useState<AbortController>();
  const file = useRef<HTMLInputElement>(null);
  const folder = useBaseUrl("/grade/");
  useEffect(() => {
    setSolved(names.filter((name) => keptResult(name)?.solved).length);
    setBegun(names.filter((name) => keptAnswer(name) !== undefined).length);
  }, [version]);
  useEffect(() => () => checking?.abort(), [checking]);
  const next = solved === undefined ? undefined : all.find(({ slug }) => !keptResult(slug)?.solved);
  const open = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    try {
      const found = loadWork(await chosen.text(), names);
      const count = found.length === 1 ? "1 answer is" : `${found.length} answers are`;
      setTaken(found);
      setSays(
        `${count} taken from ${chosen.name}.${found.length > 0 ? " Check them to see which pass." : ""}`,
      );
      setVersion(version + 1);
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  const undo = () => {
    giveBack(taken);
    setTaken([]);
    setSays("Your answers are back.");
    setVersion(version + 1);
  };
  const check = async () => {
    const stop = new AbortController();
    setChecking(stop);
    try {
      // The graders are no part of the page before they are needed.
      const { checkAll } = await import("@site/src/exercise/check-all.ts").catch(() => {
        throw new Error(NOT_REACHED);
      });
      const { judged, passed } = await checkAll(folder, names, {
        signal: stop.signal,
        onAnswer: (exercise, at, of) => setSays(`Checking ${at} of ${of}: ${exercise}…`),
      });
      const end = stop.signal.aborted ? "Stopped. " : "";
      setSays(`${end}${passed} of ${judged} ${judged === 1 ? "answer passes" : "answers pass"}.`);
    } catch (error) {
      setSays(`The answers cannot be checked: ${(error as Error).message}`);
    }
    setChecking(undefined);
    setVersion((before) => before + 1);
  };
  return (
    <Layout title="Progress" description="Which exercises of the course are solved in this browser.">
      <main className="container work-page">
        <header className="chapter-head">
          <h1>Progress</h1>
          <p className="chapter-lead" role="status">
            {solved === undefined
              ? `${all.length} exercises.`
              : `${solved} of ${all.length} exercises are solved in this browser.`}
          </p>
        </header>
        <div className="markdown">
          <progress max={all.length} value={solved ?? 0} aria-label="Solved exercises" />
          {next && (
            <p>
              Next: <Link to={`/${next.slug}`}>{`${next.group}: ${next.name}`}</Link>
            </p>
          )}
          {categories.map((part) => (
            <section key={part.id} aria-labelledby={`part-${part.id}`}>
              <h2 id={`part-${part.id}`}>{part.title}</h2>
              {groupsOf(part).map((group) => (
                <div key={group.slug} className="progress-chapter">
                  <h3>
                    <Link to={`/${group.slug}`}>{group.title}</Link>
                  </h3>
                  <ul>
                    {group.exercises.map(({ slug, name }) => (
                      <li key={slug}>
                        <Link to={`/${slug}`}>{name}</Link> <Solved key={version} exercise={slug} />
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </section>
          ))}
          <h2>Carry your work elsewhere</h2>
          <p>
            Answers stay in this browser. Save them in one file to go on in another one. For a clone, save
            each answer on its exercise's page: it is the file that <code>npm test</code> judges.
          </p>
          <div className="cell-bar">
            <button
              type="button"
              className="live-button"
              onClick={() => download("answers.json", savedWork(names))}
            >
              Save all answers
            </button>
            <button type="button" className="live-button" onClick={() => file.current?.click()}>
              Load answers
            </button>
            {taken.some(({ before }) => before !== undefined) && (
              <button type="button" className="live-button" onClick={undo}>Bring mine back</button>
            )}
            {checking
              ? <button type="button" className="live-button" onClick={() => checking.abort()}>Stop</button>
              : begun > 0 && (
                <button type="button" className="live-button" onClick={() => void check()}>
                  Check all answers
                </button>
              )}
            <input
              ref={file}
              type="file"
              accept=".json,application/json"
              hidden
              aria-label="A file with answers"
              onChange={(event) => {
                void open(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
            <span className="cell-says" role="status">{says}</span>
          </div>
        </div>
      </main>
    </Layout>
  );
}
