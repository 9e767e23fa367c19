import { StaticCode } from "@site/src/components/static-code.tsx";
import { Words } from "@site/src/components/words.tsx";
import { figuresOf } from "@site/../src/grade/figures.ts";
import {
  consoleLines,
  factsOf,
  replayArguments,
  scheduleTitle,
  stateOf,
  verdictLine,
} from "@site/../src/grade/report.ts";
import type { Failed } from "@site/../src/grade/verdict.ts";
import { type ReactNode, useState } from "react";
import type { PageJudgement } from "./judge.ts";

const HEADS = { "passed": "Passed", "failed": "Failed", "to do": "To do", "not started": "Not started" };

function Field({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The hints, one after another as the reader asks for them. */
function HintList({ hints }: { hints: Failed["hints"] }): ReactNode {
  const [shown, setShown] = useState(0);
  return (
    <div className="hints">
      <ol>
        {hints.slice(0, shown).map((hint) => (
          <li key={hint}>
            <Words text={hint} />
          </li>
        ))}
      </ol>
      {shown < hints.length && (
        <button
          type="button"
          className="live-button"
          onClick={() => setShown(shown + 1)}
        >
          {shown === 0 ? "Give me a hint" : `Hint ${shown + 1} of ${hints.length}`}
        </button>
      )}
    </div>
  );
}

function Schedule({ judgement, verdict }: { judgement: PageJudgement; verdict: Failed }): ReactNode {
  return (
    <section aria-label="The failing schedule">
      <h3>{scheduleTitle(verdict.token)}</h3>
      {verdict.sentences.length > 0 && <p>{verdict.sentences.join(" ")}</p>}
      {judgement.picture && (
        <div
          className="output-picture"
          tabIndex={0}
          role="group"
          aria-label="The failing schedule as a space-time diagram"
          dangerouslySetInnerHTML={{ __html: judgement.picture }}
        />
      )}
      <details className="output-text">
        <summary>As a sequence in text, and how to play it again</summary>
        <pre tabIndex={0} role="group" aria-label="The failing schedule as a sequence">{verdict.diagram}</pre>
        <StaticCode
          html={`npm run replay ${replayArguments(judgement.exercise, verdict.token)}`}
          language="bash"
          label="Command"
        />
      </details>
    </section>
  );
}

/** In the page, the stub is a button away. */
const here = (text: string): string => text.replaceAll("`npm run reset`", "Begin again");

function Facts({ judgement }: { judgement: PageJudgement }): ReactNode {
  if (judgement.verdict.kind === "not-started") {
    return <p>The file is as shipped. The task stands in its first comment.</p>;
  }
  return (
    <dl className="facts">
      {factsOf(judgement).map(({ label, text, place }) => (
        <Field key={label} name={label}>
          {place === undefined ? <Words text={here(text)} /> : (
            <>
              line {place.line}
              {text !== "" && <code className="own-line">{text}</code>}
            </>
          )}
        </Field>
      ))}
    </dl>
  );
}

/** What was measured, and what the reference answer comes to, where that may be known. */
function Figures({ judgement }: { judgement: PageJudgement }): ReactNode {
  const figures = figuresOf(judgement);
  if (figures === undefined) return null;
  const compared = figures.rows.some(({ reference }) => reference !== undefined);
  return (
    <>
      <h3 id="figures">{figures.caption}</h3>
      <table className="figures" aria-labelledby="figures">
        <thead>
          <tr>
            <th scope="col">What must hold</th>
            <th scope="col">Your answer</th>
            {compared && <th scope="col">The reference answer</th>}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map(({ sentence, yours, reference }) => (
            <tr key={sentence}>
              <th scope="row">{sentence}</th>
              <td>{yours}</td>
              {compared && <td>{reference}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A judgement, drawn. `solution` is the reference answer as HTML. */
export function VerdictView(
  { judgement, solution }: { judgement: PageJudgement; solution: string },
): ReactNode {
  const { verdict } = judgement;
  const { shown: said, more } = consoleLines(judgement);
  const state = stateOf(judgement);
  return (
    <section className="verdict" data-state={state} aria-label="Verdict">
      <h2 title={verdictLine(judgement)}>{HEADS[state]}</h2>
      <Facts judgement={judgement} />
      <Figures judgement={judgement} />
      {verdict.kind === "failed" && <HintList key={verdict.property} hints={verdict.hints} />}
      {said.length > 0 && (
        <>
          <h3>Your console</h3>
          <pre tabIndex={0} role="group" aria-label="What your code printed">
            {said.join("\n")}
            {more > 0 && `\n… and ${more} more`}
          </pre>
        </>
      )}
      {verdict.kind === "failed" && <Schedule judgement={judgement} verdict={verdict} />}
      {verdict.kind === "passed" && (
        <>
          {verdict.explanation.split("\n").filter(Boolean).map((text) => (
            <p key={text}>
              <Words text={text} />
            </p>
          ))}
          <details>
            <summary>The reference answer</summary>
            <StaticCode html={solution} language="typescript" label="The reference answer" />
          </details>
        </>
      )}
    </section>
  );
}
