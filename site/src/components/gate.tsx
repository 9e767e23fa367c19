/**
 * A gate: the reader says what will happen; then the run says it.
 *
 * The outcome is in the page from the start, hidden, so that it can be read without JavaScript; the choice is kept
 * in the browser under the page's address and the cell's id.
 */
import { useLocation } from "@docusaurus/router";
import type { GateData } from "@site/../src/learn/gate.ts";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** `"shown"`: the reader asked for the outcome without a prediction. */
type Choice = GateData["truth"] | "shown";

/** A prediction is answered by a run below it, a question to recall at once. */
export type GateKind = "predict" | "recall";

interface GateState {
  choice: Choice | undefined;
  choose(choice: Choice | undefined): void;
  /** The question and where its choice is kept, told by the gate's first cell. */
  asked: { gate: GateData; key: string } | undefined;
  ask(gate: GateData, key: string): void;
}

const GateContext = createContext<GateState | undefined>(undefined);

function useGate(): GateState {
  const state = useContext(GateContext);
  if (!state) throw new Error("A gate's cell stands outside its gate");
  return state;
}

/** The option that the reader has chosen, if it is one. */
export function useGateChoice(): GateData["truth"] | undefined {
  const { choice } = useGate();
  return choice === "shown" ? undefined : choice;
}

function stored(key: string): Choice | undefined {
  try {
    return (localStorage.getItem(key) ?? undefined) as Choice | undefined;
  } catch {
    return undefined; // storage may be forbidden; the gate then forgets
  }
}

function store(key: string, choice: Choice | undefined): void {
  try {
    if (choice) localStorage.setItem(key, choice);
    else localStorage.removeItem(key);
  } catch {
    // see stored()
  }
}

/** Holds the state that the parts of one gate share. */
export function Gate({ children }: { children: ReactNode }): ReactNode {
  const [asked, setAsked] = useState<GateState["asked"]>();
  const [choice, setChoice] = useState<Choice>();
  const state = useMemo<GateState>(() => ({
    choice,
    asked,
    ask: (gate, key) => {
      setAsked({ gate, key });
      setChoice(stored(key));
    },
    choose: (next) => {
      setChoice(next);
      if (asked) store(asked.key, next);
    },
  }), [choice, asked]);
  return (
    <GateContext.Provider value={state}>
      {children}
    </GateContext.Provider>
  );
}

/** Frames the cells of a gate. */
export function GateCells(
  { children, kind = "predict" }: { children: ReactNode; kind?: GateKind },
): ReactNode {
  const { choice } = useGate();
  return (
    <section
      className="gate"
      data-open={choice !== undefined}
      aria-label={kind === "recall" ? "Recall" : "Prediction"}
    >
      {children}
    </section>
  );
}

/** The prose after a gate tells what the run showed: it waits for the reader's choice too. */
export function GateAfter({ children }: { children: ReactNode }): ReactNode {
  const { choice } = useGate();
  return <div className="gate-outcome" hidden={choice === undefined}>{children}</div>;
}

/** The question with its options, and the way past it. */
export function GateQuestion(
  { gate, id, kind = "predict" }: { gate: GateData; id: string; kind?: GateKind },
): ReactNode {
  const { choice, choose, ask } = useGate();
  const { pathname } = useLocation();
  useEffect(() => ask(gate, `gate:${pathname}#${id}`), [gate, pathname, id]);
  const open = choice !== undefined;
  return (
    <div className="gate-question">
      <p className="gate-label">{kind === "recall" ? "Recall" : "Predict"}</p>
      <p className="gate-ask" id={`ask-${id}`}>{gate.question}</p>
      <div className="gate-options" role="group" aria-labelledby={`ask-${id}`}>
        {gate.options.map(({ key, text, holds }) => (
          <button
            key={key}
            type="button"
            className="gate-option"
            aria-pressed={choice === key}
            aria-disabled={open}
            data-holds={open ? holds : undefined}
            onClick={() => open || choose(key)}
          >
            <span className="gate-key" aria-hidden="true">{key}</span>
            <span>{text}</span>
            {open && holds && <span className="gate-mark">{kind === "recall" ? "true" : "it held"}</span>}
            {open && !holds && choice === key && <span className="gate-mark">your choice</span>}
          </button>
        ))}
      </div>
      <p className="gate-actions">
        {open
          ? (
            <button
              type="button"
              className="link-button"
              onClick={() => choose(undefined)}
            >
              Close it and choose again
            </button>
          )
          : (
            <button
              type="button"
              className="link-button"
              onClick={() => choose("shown")}
            >
              {kind === "recall" ? "Show me without an answer" : "Show me without a prediction"}
            </button>
          )}
        <span role="status" className="gate-status">
          {statusOf(choice, kind)}
        </span>
      </p>
    </div>
  );
}

function statusOf(choice: Choice | undefined, kind: GateKind): string {
  if (choice === undefined) return "";
  const open = kind === "recall" ? "The answer is below." : "The outcome is open below.";
  return choice === "shown" ? open : `You chose ${choice}. ${open}`;
}

/** What the run showed: hidden until the reader has chosen. */
export function GateOutcome(
  { children, quiet = false }: {
    children: ReactNode;
    /** Without the sentence that says what is hidden. @default {false} */
    quiet?: boolean;
  },
): ReactNode {
  const { choice } = useGate();
  return (
    <>
      {choice === undefined && !quiet && (
        <p className="gate-closed">
          The outcome of this run opens when you have chosen.
        </p>
      )}
      <div className="gate-outcome" hidden={choice === undefined}>
        {children}
      </div>
    </>
  );
}

/** What the run made true, and what a reader should hear who had expected otherwise. */
export function GateFeedback({ kind = "predict" }: { kind?: GateKind }): ReactNode {
  const { choice, asked } = useGate();
  const options = asked?.gate.options ?? [];
  const truth = options.find(({ holds }) => holds);
  const chosen = options.find(({ key }) => key === choice);
  if (!truth || choice === undefined) return null;
  return (
    <div
      className="gate-feedback"
      data-right={chosen ? chosen.holds : undefined}
    >
      {chosen && !chosen.holds && (
        <p>
          <strong>{kind === "recall" ? "You said:" : "You expected:"}</strong> {chosen.text}.{" "}
          {chosen.feedback}
        </p>
      )}
      <p>
        <strong>
          {chosen?.holds ? "As you said:" : kind === "recall" ? "The run says:" : "What happened:"}
        </strong>{" "}
        {truth.text}. {truth.feedback}
      </p>
    </div>
  );
}
