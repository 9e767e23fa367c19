/**
 * Recall items: questions about earlier chapters, made anew from a seed each time they are asked.
 *
 * An answer that was read once can be recognised; one that has to be worked out again must be remembered. So an item holds
 * no answer: it draws numbers, and a run, or the pattern's own code, says what is true of them. Roediger and Karpicke,
 * "Test-Enhanced Learning", *Psychological Science* 17(3), 2006: recalling teaches more than reading again.
 *
 * @module
 */
import type { MisconceptionId } from "#src/catalog/misconceptions.ts";
import { SeededRandom } from "#src/pure/seeded-random.ts";
import { misconception } from "./compare.ts";
import { type GateData, type GateOption, NOT_CHOSEN, type OptionKey } from "./gate.ts";

/** What an item draws its numbers from. */
export interface Chance {
  /** A whole number of at least `min` and at most `max`. */
  whole(min: number, max: number): number;
  /** One of the list. */
  pick<T>(list: readonly T[]): T;
}

/** An answer that somebody gives who holds a belief, or makes a slip. */
export interface Wrong<N, V> {
  /** The answer; `undefined` where these numbers do not suggest it. */
  value: (numbers: N, truth: V) => V | undefined;
  /** The belief behind it, or a sentence that names the slip. */
  from: MisconceptionId | { slip: string };
}

/** A question as a generator. */
export interface ItemDefinition<N, V extends number | string> {
  /** Its name within the chapter. */
  id: string;
  /** The numbers of one question. */
  draw: (chance: Chance) => N;
  /** The question. It must not contain the answer. */
  ask: (numbers: N) => string;
  /** What is true: read from a run, or from the pattern's code. */
  truth: (numbers: N) => V | Promise<V>;
  /** An answer as text. @default String */
  say?: (value: V) => string;
  /** At least two of them must differ from the truth; the first three that do are offered. */
  wrong: readonly Wrong<N, V>[];
  /** Why it is so, in one or two sentences: shown after the answer. */
  because: (numbers: N, truth: V) => string;
}

/** One question: numbers drawn, truth computed, options in an order of their own. `choice` is {@linkcode NOT_CHOSEN}. */
export interface Question extends GateData {
  /** `<slug>#<item>`. */
  item: string;
  seed: number;
  /** Why the truth is what it is. */
  because: string;
}

/** An item, whatever its numbers are. */
export interface Item {
  readonly id: string;
  /** The question of a seed: a whole number from 0 to 4294967295. */
  question(seed: number): Promise<Question>;
}

/** The items of a chapter. */
export interface Items<Id extends string = string> {
  readonly slug: string;
  readonly ids: readonly Id[];
  /** The question that `id` asks for `seed`; the same for the same seed, on every runtime. */
  question(id: Id, seed: number): Promise<Question>;
}

/** So many draws are tried: some numbers give two beliefs the same answer, or show the truth in the question. */
const DRAWS = 200;

/**
 * The items of one chapter.
 *
 * **Guarantees.** Of the options of a question exactly one holds, no two are the same, and the true one is no word of
 * the question. The same id and seed give the same question.
 *
 * @throws {RangeError} If an id stands twice, or a question is asked for that there is not.
 * @throws {Error} From `question`, if no draw in 200 gives three options that differ.
 */
export function defineItems<const Id extends string>(
  slug: string,
  items: readonly (Item & { readonly id: Id })[],
): Items<Id> {
  const ids = items.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new RangeError(`Cannot define the items of ${slug} as "${twice}" stands twice`);
  }
  return {
    slug,
    ids,
    async question(id, seed) {
      const item = items.find((each) => each.id === id);
      if (item === undefined) {
        throw new RangeError(`Cannot ask "${id}" as the items of ${slug} are ${ids.join(", ")}`);
      }
      if (!(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)) {
        throw new RangeError(
          `Cannot ask as 'seed' must be a whole number from 0 to 4294967295: current value is ${seed}`,
        );
      }
      return { ...await item.question(seed), item: `${slug}#${id}` };
    },
  };
}

/** One item. */
export function item<const Id extends string, N, V extends number | string>(
  definition: ItemDefinition<N, V> & { id: Id },
): Item & { readonly id: Id } {
  const { id } = definition;
  return {
    id,
    async question(seed) {
      const chance = chanceFrom(new SeededRandom(seed, id));
      for (let draw = 0; draw < DRAWS; draw++) {
        const question = await attempt(definition, chance);
        if (question !== undefined) return { ...question, item: id, seed };
      }
      throw new Error(`Cannot ask "${id}" with seed ${seed} as no draw in ${DRAWS} gives a fair question`);
    },
  };
}

function chanceFrom(random: SeededRandom): Chance {
  const whole = (min: number, max: number) => min + Math.floor(random.next() * (max - min + 1));
  return { whole, pick: (list) => list[whole(0, list.length - 1)]! };
}

/** A question of the next draw, or `undefined` where it would not be a fair one. */
async function attempt<N, V extends number | string>(
  definition: ItemDefinition<N, V>,
  chance: Chance,
): Promise<Omit<Question, "item" | "seed"> | undefined> {
  const { draw, ask, truth, wrong, because, say = String } = definition;
  const numbers = draw(chance);
  const question = ask(numbers);
  const true_ = await truth(numbers);
  const right = say(true_);
  if (tells(question, right)) return undefined;
  const offered = new Map<string, Wrong<N, V>["from"] | undefined>([[right, undefined]]);
  for (const { value, from } of wrong) {
    const answer = value(numbers, true_);
    if (answer === undefined || offered.size === 4 || offered.has(say(answer))) continue;
    offered.set(say(answer), from);
  }
  if (offered.size < 3) return undefined;
  const texts = shuffled([...offered.keys()], chance);
  const options = texts.map((text, at): GateOption =>
    option("abcd"[at] as OptionKey, text, offered.get(text))
  );
  const key = options.find(({ holds }) => holds)!.key;
  return { question, options, truth: key, choice: NOT_CHOSEN, because: because(numbers, true_) };
}

function option(key: OptionKey, text: string, from: Wrong<unknown, unknown>["from"] | undefined): GateOption {
  if (from === undefined) return { key, text, holds: true, feedback: "The run agrees." };
  if (typeof from === "object") {
    return { key, text, holds: false, feedback: `The slip behind ${key}: ${from.slip}` };
  }
  const { id, belief, correction } = misconception(from);
  const feedback = `The belief behind ${key}: "${belief}" ${correction}`;
  return { key, text, holds: false, feedback, misconception: id };
}

/** Whether the answer stands in the question, as a number or word of its own. */
export function tells(question: string, answer: string): boolean {
  const plain = answer.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w.,])${plain}(?![\\w]|[.,]\\d)`).test(question);
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at--) {
    const other = chance.whole(0, at);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
