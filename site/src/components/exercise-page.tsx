import Link from "@docusaurus/Link";
import useBaseUrl from "@docusaurus/useBaseUrl";
import type { ExercisePageData } from "@site/plugins/course-pages.ts";
import Layout from "@theme/Layout";
import { useResult } from "@site/src/exercise/solved.tsx";
import { useLater } from "@site/src/later.ts";
import { NOT_REACHED } from "@site/src/not-reached.ts";
import { type ReactNode, useState } from "react";
import { StaticCode } from "./static-code.tsx";

const KINDS: Record<string, string> = {
  build: "Build it from its contract",
  repair: "Find and mend what is subtly wrong",
  extend: "Add to what works",
  attack: "Break what can be broken, and only that",
  review: "Accept a patch, or refute it",
  choose: "Compose patterns for a case",
};

/** How to solve the exercise in a terminal. */
function InTerminal({ data }: { data: ExercisePageData }): ReactNode {
  const command = `npm test ${data.testName}`;
  return (
    <section aria-labelledby="terminal">
      <h2 id="terminal">Solve it in your editor</h2>
      <ol>
        <li>
          Open <code>{data.file}</code>. It is the only file that you change.
        </li>
        <li>
          Check your answer:
          <StaticCode html={command} language="bash" label="Command" />
          It says which behaviour is violated, what was seen instead, and draws a schedule that shows it.
        </li>
        <li>
          Ask for the second hint, then for the third:
          <StaticCode
            html={`${command} -- --hint 2`}
            language="bash"
            label="Command"
          />
        </li>
        <li>
          Begin again; your file is kept beside it as <code>.bak</code>:
          <StaticCode
            html={`npm run reset ${data.testName}`}
            language="bash"
            label="Command"
          />
        </li>
      </ol>
    </section>
  );
}

/** The page of one exercise. */
export default function ExercisePage(
  { data }: { data: ExercisePageData },
): ReactNode {
  const { exercise, chapter } = data;
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const workbench = useLater(open, () => import("@site/src/exercise/workbench.tsx"), () => {
    setOpen(false);
    setProblem(`The editor cannot open: ${NOT_REACHED}`);
  });
  const folder = useBaseUrl("/grade/");
  const result = useResult(exercise.slug);
  const isCase = chapter.slug.startsWith("clinic/");
  const title = isCase ? exercise.name : `${chapter.title}, exercise ${exercise.number}`;
  return (
    <Layout title={title} description={data.title}>
      <main className="container work-page">
        <nav className="crumbs" aria-label="Breadcrumbs">
          <Link to="/catalogue">Catalogue</Link>
          <Link to={`/${chapter.slug}`}>{chapter.title}</Link>
        </nav>
        <header className="chapter-head">
          <p className="chapter-kind">
            {isCase ? chapter.title : exercise.name}
          </p>
          <h1>{title}</h1>
          <p className="chapter-lead">
            {isCase
              ? "Decide what stands around the calls, and whether anything should"
              : KINDS[exercise.kind] ?? exercise.kind}
          </p>
        </header>
        <div className="work-columns">
          <div className="markdown">
            <section aria-labelledby="task">
              <h2 id="task">The task</h2>
              <div dangerouslySetInnerHTML={{ __html: data.taskHtml }} />
            </section>
            <InTerminal data={data} />
          </div>
          <section className="markdown" aria-labelledby="stub">
            <h2 id="stub">{open ? "Your answer" : "The file"}</h2>
            {open
              ? (
                workbench
                  ? <workbench.default exercise={exercise.slug} folder={folder} />
                  : <p role="status">Opening…</p>
              )
              : (
                <>
                  {/* Above the file, so that the editor opens where the reader looks. */}
                  <p>
                    <button type="button" className="button button--primary" onClick={() => setOpen(true)}>
                      {result === undefined ? "Solve it here" : "Go on here"}
                    </button>
                    <span className="cell-says" role="status">{problem}</span>
                  </p>
                  <StaticCode html={data.stubHtml} language="typescript" label="The file as it is given" />
                </>
              )}
          </section>
        </div>
        <nav className="pair" aria-label="Other exercises">
          {data.previous
            ? <Link to={`/${data.previous.slug}`}>{data.previous.name}</Link>
            : <Link to={`/${chapter.slug}`}>Back to {isCase ? "the clinic" : "the chapter"}</Link>}
          {data.next && <Link to={`/${data.next.slug}`}>{data.next.name}</Link>}
        </nav>
      </main>
    </Layout>
  );
}
