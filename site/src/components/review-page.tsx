import Link from "@docusaurus/Link";
import type { ReviewPageData } from "@site/plugins/review.ts";
import {
  answered,
  daysUntil,
  formatReview,
  merged,
  NotAReview,
  parseReview,
  planReview,
} from "@site/../src/learn/review.ts";
import type { Question } from "@site/../src/learn/items.ts";
import { clearStored, download, readStored, type Stored, writeStored } from "@site/src/review/storage.ts";
import { NOT_REACHED } from "@site/src/not-reached.ts";
import type { Questions } from "@site/src/review/sitting.ts";
import Layout from "@theme/Layout";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { StaticCode } from "./static-code.tsx";
import { Words } from "./words.tsx";

const FRESH = 6;
const MOST = 20;
const FILE = "review.json";
/** The state until the browser has been asked: the page must not move then. */
const NOTHING: Stored = { memories: new Map() };

type Scheduler = typeof import("@site/src/review/sitting.ts").scheduler;

/** A sitting: what is asked, and how far it is. */
interface Sitting {
  ask: readonly string[];
  at: number;
  known: number;
  question: Question;
  choice?: { key: string | undefined; guessed: boolean };
  /** When the question comes again, in days. */
  days?: number;
  kept: boolean;
}

const seed = () => Math.floor(Math.random() * 4_294_967_296);
const inDays = (days: number) => days === 1 ? "tomorrow" : `in ${days} days`;

function useSitting(slugs: readonly string[], stored: Stored | undefined, keep: (stored: Stored) => boolean) {
  const [sitting, setSitting] = useState<Sitting>();
  const [state, setState] = useState<"idle" | "loading" | "failed" | "nothing" | "over">("idle");
  const tools = useRef<{ questions: Questions; scheduler: Scheduler }>(undefined);
  const failed = () => setState("failed");
  const begin = async () => {
    setState("loading");
    const { questionsOf, scheduler } = await import("@site/src/review/sitting.ts");
    tools.current ??= { questions: await questionsOf(slugs), scheduler };
    const { questions } = tools.current;
    const nowMs = Date.now();
    const { ask } = planReview(stored!.memories, questions.names, { nowMs, fresh: FRESH, most: MOST });
    if (ask.length === 0) return setState("nothing");
    setSitting({ ask, at: 0, known: 0, question: await questions.question(ask[0]!, seed()), kept: true });
    setState("idle");
  };
  const choose = (key: string | undefined, guessed: boolean) => {
    if (sitting === undefined || sitting.choice !== undefined) return;
    const known = key === sitting.question.truth && !guessed;
    const nowMs = Date.now();
    const name = sitting.ask[sitting.at]!;
    const memories = answered(readStored().memories, name, {
      known,
      nowMs,
      scheduler: tools.current!.scheduler,
    });
    const kept = keep({ memories });
    const days = daysUntil(memories.get(name)!, nowMs);
    setSitting({ ...sitting, choice: { key, guessed }, known: sitting.known + (known ? 1 : 0), days, kept });
  };
  const next = async () => {
    if (sitting === undefined) return;
    const at = sitting.at + 1;
    if (at === sitting.ask.length) return setState("over");
    const question = await tools.current!.questions.question(sitting.ask[at]!, seed());
    setSitting({ ask: sitting.ask, at, known: sitting.known, question, kept: sitting.kept });
  };
  return {
    sitting,
    state,
    begin: () => void begin().catch(failed),
    choose,
    next: () => void next().catch(failed),
    stop: () => {
      setSitting(undefined);
      setState("idle");
    },
  };
}

function Asked(
  { sitting, title, choose, next }: {
    sitting: Sitting;
    title: string;
    choose: (key: string | undefined, guessed: boolean) => void;
    next: () => void;
  },
): ReactNode {
  const { question, choice, at, ask } = sitting;
  const [guessed, setGuessed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setGuessed(false);
    heading.current?.focus();
  }, [question]);
  const open = choice !== undefined;
  return (
    <section className="gate" data-open={open} aria-labelledby="asked">
      <div className="gate-question">
        <p className="gate-label">{at + 1} of {ask.length} · {title}</p>
        <h2 className="gate-ask review-ask" id="asked" tabIndex={-1} ref={heading}>
          <Words text={question.question} />
        </h2>
        <div className="gate-options" role="group" aria-labelledby="asked">
          {question.options.map(({ key, text, holds }) => (
            <button
              key={key}
              type="button"
              className="gate-option"
              aria-pressed={choice?.key === key}
              aria-disabled={open}
              data-holds={open ? holds : undefined}
              onClick={() => choose(key, guessed)}
            >
              <span className="gate-key" aria-hidden="true">{key}</span>
              <span>
                <Words text={text} />
              </span>
              {open && holds && <span className="gate-mark">true</span>}
              {open && !holds && choice.key === key && <span className="gate-mark">your choice</span>}
            </button>
          ))}
        </div>
        {!open && (
          <p className="gate-actions review-actions">
            <label>
              <input
                type="checkbox"
                checked={guessed}
                onChange={(event) => setGuessed(event.target.checked)}
              />{" "}
              I am guessing: it will not count as known
            </label>
            <button type="button" className="link-button" onClick={() => choose(undefined, false)}>
              Show me without an answer
            </button>
          </p>
        )}
      </div>
      <div role="status">{open && <Judged sitting={sitting} />}</div>
      {open && (
        <p className="review-actions">
          <button type="button" className="button button--primary" onClick={next}>
            {at + 1 === ask.length ? "Finish" : "Next question"}
          </button>
        </p>
      )}
    </section>
  );
}

function Judged({ sitting: { question, choice, days, kept } }: { sitting: Sitting }): ReactNode {
  const truth = question.options.find(({ holds }) => holds)!;
  const chosen = question.options.find(({ key }) => key === choice?.key);
  return (
    <div className="gate-feedback" data-right={chosen ? chosen.holds : undefined}>
      {chosen && !chosen.holds && (
        <p>
          <strong>You said:</strong> <Words text={`${chosen.text}. ${chosen.feedback}`} />
        </p>
      )}
      <p>
        <strong>{chosen?.holds ? "As you said:" : "The run says:"}</strong>{" "}
        <Words text={`${truth.text}. ${question.because}`} />
      </p>
      <p>
        {choice?.guessed && chosen?.holds ? "As a guess it counts as not known. " : ""}Asked again{" "}
        {inDays(days ?? 1)}.
        {!kept && " This browser does not keep it: its storage is full or forbidden. Export your state."}
      </p>
    </div>
  );
}

/** Taking the state to the terminal, and back. */
function Carry({ stored, keep }: { stored: Stored; keep: (stored: Stored) => boolean }): ReactNode {
  const [said, setSaid] = useState("");
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      const memories = merged(stored.memories, parseReview(await file.text()));
      setSaid(
        keep({ memories })
          ? `Imported: ${memories.size} questions are known here now.`
          : "Not imported: this browser's storage is full or forbidden.",
      );
    } catch (error) {
      if (!(error instanceof NotAReview)) throw error;
      setSaid(`${file.name} is no state of a review: ${error.message}. Nothing was imported.`);
    }
  };
  return (
    <section aria-labelledby="carry">
      <h2 id="carry">Here and in the terminal</h2>
      <p>
        This browser keeps your state, and nothing leaves it. In the terminal the same questions are asked by
      </p>
      <StaticCode html="npm run review" language="bash" label="Command" />
      <p>
        The file is the same: <code>npm run review -- --import {FILE}</code>{" "}
        takes what you export here, and what <code>--export {FILE}</code>{" "}
        writes there can be imported here. Of each question the later answer wins.
      </p>
      <p className="review-actions">
        <button
          type="button"
          className="button button--secondary"
          onClick={() => download(formatReview(stored.memories), FILE)}
        >
          Export
        </button>
        <label className="button button--secondary review-file">
          Import
          <input
            type="file"
            accept="application/json,.json"
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </label>
        <span role="status">{said}</span>
      </p>
    </section>
  );
}

function Broken({ text, why, forget }: { text: string; why: string; forget: () => void }): ReactNode {
  return (
    <section className="gate" aria-labelledby="broken">
      <h2 id="broken">What this browser keeps cannot be read</h2>
      <p>It is no state of a review: {why}. It was left as it is.</p>
      <p className="review-actions">
        <button
          type="button"
          className="button button--secondary"
          onClick={() => download(text, "review-broken.json")}
        >
          Save it as a file
        </button>
        <button type="button" className="button button--secondary" onClick={forget}>
          Forget it and begin anew
        </button>
      </p>
    </section>
  );
}

/** The page that asks what the reader is about to forget. */
export default function ReviewPage({ data }: { data: ReviewPageData }): ReactNode {
  const [stored, setStored] = useState<Stored>();
  useEffect(() => setStored(readStored()), []);
  const keep = (next: Stored): boolean => {
    setStored(next);
    return writeStored(next.memories);
  };
  const { sitting, state, begin, choose, next, stop } = useSitting(
    data.chapters.map(({ slug }) => slug),
    stored,
    keep,
  );
  const memories = [...stored?.memories.values() ?? []];
  const due = memories.filter(({ dueAtMs }) => dueAtMs <= Date.now()).length;
  const title = (name: string) => data.chapters.find(({ slug }) => slug === name.split("#")[0])?.title ?? "";
  return (
    <Layout
      title="Review"
      description="Questions of earlier chapters, with fresh numbers each time, when you are about to forget their answers."
    >
      <main className="container work-page">
        <header className="chapter-head">
          <h1>Review</h1>
          <p className="chapter-lead">
            Questions of earlier chapters, with fresh numbers each time, when you are about to forget their
            answers. What you know is asked later and later, what you do not know tomorrow.
          </p>
        </header>
        <div className="markdown review">
          {stored?.broken
            ? (
              <Broken
                {...stored.broken}
                forget={() => {
                  clearStored();
                  setStored(readStored());
                }}
              />
            )
            : sitting !== undefined && state !== "over"
            ? <Asked sitting={sitting} title={title(sitting.ask[sitting.at]!)} choose={choose} next={next} />
            : (
              <section aria-label="Begin">
                <p role="status">
                  {state === "over"
                    ? `${sitting!.ask.length} asked, ${sitting!.known} known. `
                    : state === "nothing"
                    ? "Nothing is due. Come back tomorrow. "
                    : state === "failed"
                    ? `The questions cannot be asked: ${NOT_REACHED} `
                    : ""}
                  {stored === undefined
                    ? ""
                    : memories.length === 0
                    ? "You were never asked here."
                    : `${due} due, ${memories.length} asked so far.`}
                </p>
                <p className="review-actions">
                  <button
                    type="button"
                    className="button button--primary"
                    disabled={stored === undefined || state === "loading"}
                    onClick={begin}
                  >
                    {state === "loading" ? "Loading …" : state === "over" ? "Go on" : "Begin"}
                  </button>
                </p>
                <p>
                  Questions come from {data.chapters.map(({ slug, title }, index) => (
                    <span key={slug}>
                      {index > 0 && ", "}
                      <Link to={`/${slug}`}>{title}</Link>
                    </span>
                  ))}. A sitting begins at most {FRESH} that you were never asked.
                </p>
              </section>
            )}
          {sitting !== undefined && state !== "over" && (
            <p>
              <button type="button" className="link-button" onClick={stop}>
                Stop here; what you answered is kept
              </button>
            </p>
          )}
          {stored?.broken === undefined && <Carry stored={stored ?? NOTHING} keep={keep} />}
        </div>
      </main>
    </Layout>
  );
}
