/**
 * One sitting: questions are asked, answers are judged and kept.
 *
 * @module
 */
import type { GateData } from "#src/learn/gate.ts";
import { wrapped } from "#src/learn/gate-text.ts";
import type { Question } from "#src/learn/items.ts";
import { daysUntil, type Memories, planReview } from "#src/learn/review.ts";
import type { Random } from "#src/ports/random.ts";
import type { Memory, Scheduler } from "#src/ports/scheduler.ts";
import type { WallClock } from "#src/ports/wall-clock.ts";

/** What a sitting works with. */
export interface SessionOptions {
  /** All questions, in course order. */
  names: readonly string[];
  /** Makes a question. */
  question: (name: string, seed: number) => Promise<Question>;
  clock: WallClock;
  /** Draws the numbers of the questions. */
  random: Random;
  scheduler: Scheduler;
  /** The reader's next line; `undefined` at the end of the input. */
  ask: (prompt: string) => Promise<string | undefined>;
  tell: (text: string) => void;
  /** The title of a chapter. */
  title: (slug: string) => string;
  read: () => Memories;
  write: (changed: readonly [name: string, memory: Memory]) => unknown;
  /** How many new questions may be begun. */
  fresh: number;
  /** How many are asked at most. */
  most: number;
}

/** What came of a sitting. */
export interface Sitting {
  readonly asked: number;
  readonly known: number;
}

/** Asks what is due and some that are new. Each answer is kept before the next question. */
export async function sitting(options: SessionOptions): Promise<Sitting> {
  const { names, clock, random, ask, tell, title, fresh, most } = options;
  const plan = planReview(options.read(), names, { nowMs: clock.epochMs(), fresh, most });
  if (plan.ask.length === 0) {
    tell(nothingDue(options));
    return { asked: 0, known: 0 };
  }
  let [asked, known] = [0, 0];
  for (const [index, name] of plan.ask.entries()) {
    const question = await options.question(name, Math.floor(random.next() * 4_294_967_296));
    tell(`\n${index + 1} of ${plan.ask.length}  ${title(name.split("#")[0]!)}\n\n${asText(question)}`);
    const answer = await answerTo(question, ask, tell);
    if (answer === "quit") break;
    const right = answer.choice === question.truth;
    const memory = options.scheduler.after(
      options.read().get(name),
      right && !answer.guessed,
      clock.epochMs(),
    );
    options.write([name, memory]);
    asked++;
    if (right && !answer.guessed) known++;
    tell(judged(question, answer));
    tell(`Asked again ${inDays(daysUntil(memory, clock.epochMs()))}.`);
  }
  tell(`\n${asked === 0 ? "Nothing was asked." : `${asked} asked, ${known} known.`} ${whatIsLeft(options)}`);
  return { asked, known };
}

interface Answer {
  choice: string | undefined;
  guessed: boolean;
}

async function answerTo(
  { options }: Question,
  ask: SessionOptions["ask"],
  tell: SessionOptions["tell"],
): Promise<Answer | "quit"> {
  const keys = options.map(({ key }) => key as string);
  for (;;) {
    const line =
      (await ask(`\n${keys.join(", ")}; with ? behind it if you guess (b?); Enter to see it; q to stop: `))
        ?.trim()
        .toLowerCase();
    if (line === undefined || line === "q") return "quit";
    if (line === "") return { choice: undefined, guessed: false };
    const [choice, mark] = [line.slice(0, 1), line.slice(1).trim()];
    if (keys.includes(choice) && (mark === "" || mark === "?")) return { choice, guessed: mark === "?" };
    tell(`Type one of ${keys.join(", ")}, Enter or q.`);
  }
}

function asText({ question, options }: GateData): string {
  const lines = ["", ...options.map(({ key, text }) => `  ${key}  ${text}`)];
  return [question, ...lines].flatMap(wrapped).join("\n");
}

function judged({ options, truth, because }: Question, { choice, guessed }: Answer): string {
  const right = options.find(({ key }) => key === truth)!;
  const chosen = options.find(({ key }) => key === choice);
  const verdict = choice === undefined
    ? `It is ${truth}: ${right.text}.`
    : choice !== truth
    ? `No: ${truth}, ${right.text}. ${chosen!.feedback}`
    : guessed
    ? `Yes, ${truth}; as a guess it counts as not known.`
    : `Yes, ${truth}.`;
  return ["", verdict, because].flatMap(wrapped).join("\n");
}

const inDays = (days: number) => days === 1 ? "tomorrow" : `in ${days} days`;

function nothingDue(options: SessionOptions): string {
  return options.names.length === 0
    ? "There are no questions here."
    : `Nothing is due. ${whatIsLeft(options)}`;
}

/** What the reader may come back for. */
export function whatIsLeft(options: Pick<SessionOptions, "names" | "read" | "clock">): string {
  const memories = options.read();
  const nowMs = options.clock.epochMs();
  const { due, unasked } = planReview(memories, options.names, { nowMs, fresh: 0, most: Infinity });
  const waiting = options.names.flatMap((name) => memories.get(name) ?? []).map((memory) =>
    daysUntil(memory, nowMs)
  );
  const next = due > 0 || waiting.length === 0 ? "" : ` The next is due ${inDays(Math.min(...waiting))}.`;
  return `${due} ${due === 1 ? "is" : "are"} due now, ${unasked} ${
    unasked === 1 ? "was" : "were"
  } never asked.${next}`;
}
