/**
 * What a worker does with one answer. It is bundled with the harness of each exercise by `plugins/exercises.ts`.
 *
 * @module
 */
import { trial, type TrialParts, withoutTrace } from "../../../src/grade/trial.ts";
import type { Line } from "../../../src/grade/lines.ts";
import { endingOf } from "../../../src/grade/ending.ts";
import { spaceTime } from "../../../src/view/space-time.ts";
import { BEAT_MS, type FromWorker, type Start } from "./messages.ts";

// Taken before the realm is locked, and out of the answer's sight.
const { setTimeout, setInterval, clearInterval } = globalThis;
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Runs the answer and sends what happens through the port. */
export async function run(parts: TrialParts, { port, answer, token, seeds }: Start): Promise<void> {
  const post = port.postMessage.bind(port);
  const send = (line: Line): void => {
    if (!("verdict" in line)) return post({ line } satisfies FromWorker);
    const { verdict } = line;
    const trace = verdict.kind === "failed" ? verdict.trace : undefined;
    const picture = trace && spaceTime(endingOf(trace));
    post(
      { line: { ...line, verdict: withoutTrace(verdict) }, ...(picture && { picture }) } satisfies FromWorker,
    );
  };
  const address = URL.createObjectURL(new Blob([answer], { type: "text/javascript" }));
  const load = () => import(address) as Promise<object>;
  const beat = setInterval(() => post({ alive: true } satisfies FromWorker), BEAT_MS);
  noCodeFromText();
  const task = { ...(token !== undefined && { token }), ...(seeds !== undefined && { seeds }) };
  const verdict = await trial(parts, task, { load, send, turn });
  clearInterval(beat);
  send({ type: "verdict", verdict });
}

/** The terminal's process makes no code from text; neither does this worker, once the library is loaded. */
function noCodeFromText(): void {
  const refuse = (): never => {
    throw new EvalError("Code generation from strings disallowed for this context");
  };
  const functions = [
    function () {},
    function* () {},
    async function () {},
    async function* () {},
  ];
  for (const each of functions) {
    const { prototype } = each.constructor;
    const locked = new Proxy(each.constructor, { apply: refuse, construct: refuse });
    Object.defineProperty(prototype, "constructor", { value: locked, configurable: true });
    if (each === functions[0]) {
      Object.defineProperty(globalThis, "Function", { value: locked, writable: true, configurable: true });
    }
  }
  Object.defineProperty(globalThis, "eval", { value: refuse, writable: true, configurable: true });
}
