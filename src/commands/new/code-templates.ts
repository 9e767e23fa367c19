/**
 * The first form of a pattern's code. It compiles, so that one may begin anywhere; "to write:" marks each place to fill.
 *
 * @module
 */
import type { Names } from "./names.ts";

/** `src/patterns/<slug>.ts` */
export function patternTemplate({ title, type }: Names): string {
  return `/**
 * ${title}. to write: what it is, in one or two sentences.
 *
 * Sources. to write: author, title, year, section.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";

/** Options for {@linkcode ${type}}. */
export interface ${type}Options {
  /** to write: what it measures. A port is a required option: a default would break replay silently. */
  clock: Clock;
}

/**
 * to write: what it does, for whom. (A pattern that wraps no call implements its own port instead of \`Policy\`.)
 *
 * **Guarantees.** to write: what holds under which assumptions.
 *
 * **Does not guarantee.** to write: what a reader might hope for.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class ${type} implements Policy {
  protected readonly clock: Clock;

  constructor({ clock }: ${type}Options) {
    this.clock = clock;
  }

  /** to write: what happens to the call. */
  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    options.signal?.throwIfAborted();
    return await call(contextOf(options));
  }
}
`;
}

/** `src/patterns/<slug>/without.ts` */
export function withoutTemplate(names: Names): string {
  return `/**
 * ${names.title} as it is often merged. to write: the one misconception that it holds, and where that comes from.
 *
 * @module
 */
${withoutBody(names)}`;
}

/** The naive code without its module comment: a repair exercise begins with it too. */
export function withoutBody({ type }: Names): string {
  return `import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";

/** to write: what its author thought it does. (A function, not a class: private fields would refuse right answers.) */
export const hopeful${type} = (_options: { clock: Clock }): Policy => ({
  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    return await call(contextOf(options));
  },
});
`;
}

/** `src/patterns/<slug>.scenario.ts` */
export function scenarioTemplate({ slug, type, name }: Names): string {
  return `/**
 * Stories of ${name.replaceAll("-", " ")}. to write: who calls whom.
 *
 * @module
 */
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { ${type} } from "#patterns/${slug}.ts";
import { hopeful${type} } from "#patterns/${slug}/without.ts";
import type { Policy } from "#src/ports/policy.ts";
import { crash } from "#src/sim/fault.ts";
import { callers } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";

/** to write: the bad afternoon, in one sentence. */
export const story = defineScenario({
  id: "${slug}#story",
  version: 1,
  faults: [crash("payment", { atMs: 1_000, forMs: 10_000 })],
  // Searched by chance alone: priorities make whole links lag, and that refutes every sentence about load and time.
  priorities: false,
  async play(world: World, make: Make<Policy>) {
    const payment = server(world, "payment", { serviceMs: 50 });
    const load = await world.host("shop", (shop) => {
      const policy = make(shop);
      return callers(
        shop,
        { count: 10, everyMs: 100, forMs: 20_000 },
        () => policy.execute(({ signal }) => shop.request("payment", "charge", { signal, timeoutMs: 2_000 })),
      );
    });
    return { payment: payment.seen, shop: load! };
  },
  // After \`play\`, or TypeScript does not know the subject.
  variants: {
    without: ({ clock }) => hopeful${type}({ clock }),
    with: ({ clock }) => new ${type}({ clock }),
  },
  properties: {
    // to write: what must hold, as a sentence; true, or what was seen instead.
    "Customers are served before the fault and after it": ({ shop }) => shop.ok > 0 || "nobody was served",
  },
});
`;
}

/** `src/patterns/<slug>.test.ts` */
export function testTemplate({ slug, type }: Names): string {
  return `import { describe, expect, test } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { explore } from "#src/check/explore.ts";
import { ${type} } from "#patterns/${slug}.ts";
import { story } from "#patterns/${slug}.scenario.ts";

const clock = { nowMs: () => 0, sleep: () => Promise.resolve() };

describe("${type}", () => {
  // to write: a table of sentences with their criterion; limits, cancellation, late answers, errors.
  test("hands on what the call answers", async () => {
    expect(await new ${type}({ clock }).execute(() => "fine")).toBe("fine");
  });
});

describe("over many seeds", () => {
  test("with it, every property holds", async () => {
    expect((await explore(story, "with", { seeds: budgets.seeds.perStory })).failure).toBeUndefined();
  });

  // to write: the seed and the property with which the version without it fails.
});
`;
}

/** `src/patterns/<slug>.items.ts` */
export function itemsTemplate({ slug, title }: Names): string {
  return `/**
 * Recall items of ${title[0]!.toLowerCase() + title.slice(1)}.
 *
 * @module
 */
import { defineItems, item } from "#src/learn/items.ts";

/** to write: what one must remember in order to answer it. */
const first = item({
  id: "first",
  draw: ({ whole }) => ({ callers: whole(2, 9), calls: whole(2, 9) }),
  // to write: a question that cannot be answered by reading it.
  ask: ({ callers, calls }) => \`\${callers} callers make \${calls} calls each. How many calls is that?\`,
  // to write: read from a run, or from the pattern's code.
  truth: ({ callers, calls }) => callers * calls,
  wrong: [
    // to write: the answers of those who hold a belief of the catalog, by its id, or who make a slip.
    { value: ({ callers, calls }) => callers + calls, from: { slip: "it adds where each caller calls." } },
    { value: ({ callers, calls }) => callers ** calls, from: { slip: "it takes a power." } },
  ],
  because: ({ callers, calls }, all) => \`\${callers} · \${calls} = \${all}.\`,
});

/** The questions that the chapter's readers are asked later. */
export const items = defineItems("${slug}", [first]);
`;
}
