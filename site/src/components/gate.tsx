/**
 * A gate: the reader says what will happen; then the run says it.
 *
 * The outcome is in the page from the start, hidden, so that it can be read without JavaScript; the choice is kept
 * in the browser under the page's address and the cell's id.
 */
import { useLocation } from "@docusaurus/router";
import type { GateData } from "@site/../src/learn/gate.ts";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { Words } from "./words.tsx";

/** `"shown"`: the reader asked for the outcome without a prediction. */
type Choice = GateData["truth"] | "shown";

/** What a gate asks, as the plugin writes it. */
export interface Asked {
  /** The first cell's id, under which the choice is kept. */
  id: string;
  /** A prediction is answered by a run below it, a question to recall at once. */
  kind: "predict" | "recall";
  gate: GateData;
}

interface GateState {
  asked: Asked;
  choice: Choice | undefined;
  choose(choice: Choice | undefined): void;
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

/** Holds the state that the parts of one gate share. `asked` is an {@linkcode Asked} as JSON. */
export function Gate({ asked: json, children }: { asked: string; children: ReactNode }): ReactNode {
  const asked = useMemo(() => JSON.parse(json) as Asked, [json]);
  const { pathname } = useLocation();
  const key = `gate:${pathname}#${asked.id}`;
  const [choice, setChoice] = useState<Choice>();
  useEffect(() => setChoice(stored(key)), [key]);
  const state = useMemo<GateState>(() => ({
    asked,
    choice,
    choose: (next) => {
      setChoice(next);
      store(key, next);
    },
  }), [asked, choice, key]);
  return <GateContext.Provider value={state}>{children}</GateContext.Provider>;
}

/** Frames the cells of a gate. */
export function GateCells({ children }: { children: ReactNode }): ReactNode {
  const { asked, choice } = useGate();
  return (
    <section
      className="gate"
      data-open={choice !== undefined}
      aria-label={asked.kind === "recall" ? "Recall" : "Prediction"}
    >
      {children}
    </section>
  );
}

/** The rest of a gate's section tells and shows what came of the run: it waits for the reader's choice too. */
export function GateAfter({ children }: { children: ReactNode }): ReactNode {
  const { choice } = useGate();
  return <div className="gate-outcome" hidden={choice === undefined}>{children}</div>;
}

/** The question with its options, and the way past it. */
export function GateQuestion(): ReactNode {
  const { asked: { gate, id, kind }, choice, choose } = useGate();
  const open = choice !== undefined;
  return (
    <div className="gate-question">
      <p className="gate-label">{kind === "recall" ? "Recall" : "Predict"}</p>
      <p className="gate-ask" id={`ask-${id}`}>
        <Words text={gate.question} />
      </p>
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
            <span>
              <Words text={text} />
            </span>
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

function statusOf(choice: Choice | undefined, kind: Asked["kind"]): string {
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
export function GateFeedback(): ReactNode {
  const { asked: { gate: { options }, kind }, choice } = useGate();
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
          <strong>{kind === "recall" ? "You said:" : "You expected:"}</strong>{" "}
          <Words text={`${chosen.text}. ${chosen.feedback}`} />
        </p>
      )}
      <p>
        <strong>
          {chosen?.holds ? "As you said:" : kind === "recall" ? "The run says:" : "What happened:"}
        </strong>{" "}
        <Words text={`${truth.text}. ${truth.feedback}`} />
      </p>
    </div>
  );
}
