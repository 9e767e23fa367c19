import Link from "@docusaurus/Link";
import useBaseUrl from "@docusaurus/useBaseUrl";
import { useDoc } from "@docusaurus/plugin-content-docs/client";
import type { ChapterEntry, ChapterLink } from "@site/plugins/course.ts";
import { Solved } from "@site/src/exercise/solved.tsx";
import type { ReactNode } from "react";

function Links({ to }: { to: readonly ChapterLink[] }): ReactNode {
  return to.map(({ slug, title }, index) => (
    <span key={slug}>
      {index > 0 && ", "}
      <Link to={`/${slug}`}>{title}</Link>
    </span>
  ));
}

const TIERS: Record<string, string> = {
  core: "Core chapter",
  standard: "Standard chapter",
  brief: "Brief chapter",
};

/** The head of a chapter: what it is, how long it takes, what to know before, what one can do after. */
export function ChapterHead({ chapter }: { chapter: ChapterEntry }): ReactNode {
  return (
    <header className="chapter-head">
      <h1>{chapter.title}</h1>
      <p className="chapter-lead">{chapter.summary}</p>
      <dl className="facts">
        <div>
          <dt>Length</dt>
          <dd>
            {TIERS[chapter.tier] ?? chapter.tier}, about {chapter.minutes} minutes, {chapter.level}
          </dd>
        </div>
        <div>
          <dt>Read first</dt>
          <dd>
            {chapter.needs.length > 0 ? <Links to={chapter.needs} /> : "nothing"}
          </dd>
        </div>
        {chapter.otherNames.length > 0 && (
          <div>
            <dt>Also called</dt>
            <dd>{chapter.otherNames.join(", ")}</dd>
          </div>
        )}
      </dl>
      {/* Closed: an objective may tell what a gate is going to ask. */}
      {chapter.objectives.length > 0 && (
        <details className="objectives">
          <summary>Afterwards you can</summary>
          <ul>{chapter.objectives.map((can) => <li key={can}>{can}</li>)}</ul>
        </details>
      )}
    </header>
  );
}

function citation(title: string, url: string): string {
  return `"${title}". Distributed Systems Patterns in TypeScript. ${url}`;
}

/** The end of a chapter: its exercises, and what to take away. */
export function ChapterEnd({ chapter }: { chapter: ChapterEntry }): ReactNode {
  const { metadata } = useDoc();
  const name = chapter.slug.split("/")[1];
  const download = useBaseUrl(`/notebooks/${chapter.slug}.ipynb`);
  return (
    <footer className="chapter-end">
      {chapter.exercises.length > 0 && (
        <>
          <h2 id="solve">Solve</h2>
          <ol className="exercise-list">
            {chapter.exercises.map(({ slug, number, name: said }) => (
              <li key={slug}>
                <span>
                  <Link to={`/${slug}`}>{said}</Link> <Solved exercise={slug} />
                </span>
                <code>npm test {name}/{number}</code>
              </li>
            ))}
          </ol>
        </>
      )}
      {chapter.related.length > 0 && (
        <p>
          Related: <Links to={chapter.related} />
        </p>
      )}
      <p className="chapter-links">
        <a href={download} download>Download the notebook</a>
        {metadata.editUrl && <a href={metadata.editUrl}>Edit it on GitHub</a>}
      </p>
      <details>
        <summary>Cite this chapter</summary>
        <p>{citation(chapter.title, `${metadata.permalink}`)}</p>
      </details>
    </footer>
  );
}
