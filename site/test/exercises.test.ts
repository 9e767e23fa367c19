import { execFileSync } from "node:child_process";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { denoPath } from "../../src/commands/grade/deno-path.ts";
import type { KnownAnswer } from "../../src/commands/grade/verdicts.ts";
import type { Verdict } from "../../src/grade/verdict.ts";
import { course } from "../plugins/course.ts";
import { ROOT } from "./built.ts";
import { noBrowser, type Page, useBrowser } from "./chromium.ts";

const chapters = course().flatMap((category) => category.chapters);
const exercises = chapters.flatMap((chapter) => chapter.exercises.map(({ slug }) => slug));
const reason = noBrowser();

/** What the judge in the page says of a text. */
async function judged(page: Page, exercise: string, text: string, token?: string): Promise<Verdict> {
  return await page.evaluate<Verdict>(`(async () => {
    const { judge } = await import("/grade/judge.js");
    const task = await (await fetch("/grade/${exercise}.json")).json();
    return (await judge("/grade/", task, ${JSON.stringify(text)}, ${JSON.stringify({ token })})).verdict;
  })()`);
}

describe.skipIf(reason !== undefined)(
  `exercises in the page${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    const { open } = useBrowser();

    describe("judge as the terminal does", () => {
      let known: KnownAnswer[] = [];
      beforeAll(() => {
        const script = path.join(ROOT, "src", "commands", "grade", "verdicts.ts");
        // All schedules of all wrong answers take minutes in a browser: nightly.
        const full = process.env.EVERY_SCHEDULE ? ["--full"] : [];
        known = JSON.parse(
          execFileSync(denoPath(), ["run", "-A", script, ...full], {
            cwd: ROOT,
            encoding: "utf8",
            maxBuffer: 1e8,
          }),
        ) as KnownAnswer[];
      });

      test.each(exercises)("%s: solution, other right answers, and all wrong ones", async (exercise) => {
        const { page, faults, close } = await open("/catalogue");
        const own = known.filter((each) => each.exercise === exercise);
        expect(own.length).toBeGreaterThan(8);
        const said: [string, KnownAnswer["says"]][] = [];
        for (const { name, text, token } of own) {
          const verdict = await judged(page, exercise, text, token);
          const { kind } = verdict;
          said.push([name, kind === "failed" ? { kind, property: verdict.property } : { kind }]);
        }
        expect(said).toEqual(own.map(({ name, says }) => [name, says]));
        expect(faults).toEqual([]);
        await close();
      });

      test("and the file as shipped is not started", async () => {
        const { page, close } = await open("/catalogue");
        for (const exercise of exercises) {
          const kind = await page.evaluate<string>(`(async () => {
            const { judge } = await import("/grade/judge.js");
            const task = await (await fetch("/grade/${exercise}.json")).json();
            return (await judge("/grade/", task, task.stub)).verdict.kind;
          })()`);
          expect(kind, exercise).toBe("not-started");
        }
        await close();
      });
    });

    describe("what is no answer gets its own verdict", () => {
      const exercise = "resilience/circuit-breaker/1-build";
      test.each([
        ["const a = ;", "syntax", "not TypeScript"],
        ["export const Gate = 1;", "export", "must be a function"],
        ["export {};", "export", "does not export 'Gate'"],
        ['import { Refusedd } from "#src/ports/policy.ts";\nnew Refusedd();', "import", "Refusedd"],
        ['export * from "#patterns/resilience/circuit-breaker.ts";', "import", "the chapter's own code"],
        [
          'export * from "../../../solutions/resilience/circuit-breaker/1-build.ts";',
          "import",
          "reference answer",
        ],
        ['import "node:fs";', "import", "outside the course"],
        ["setTimeout(() => {}, 1);", "real-world", "setTimeout"],
        ["Date.now();", "real-world", "Date.now"],
        ["Math.random();", "real-world", "Math.random"],
        ["postMessage(1);", "real-world", "postMessage"],
        ['fetch("/");', "real-world", "fetch"],
        ["new Worker('/grade/worker.js');", "real-world", "Worker"],
        ["localStorage;\nlocalStorage.clear();", "load", "localStorage is not defined"],
        ["Array.prototype.push = () => 1;", "tampered", "'push' of Array"],
        ["globalThis.Promise = class {} as never;", "tampered", "Promise"],
        ['eval("1");', "load", "EvalError"],
        ["new (async () => {}).constructor('return 1')();", "load", "EvalError"],
        ['await import("/grade/judge.js");', "load", "Dynamic require"],
        ["throw new RangeError('at once');", "load", "RangeError: at once"],
        ["export class Gate {}\nvoid Promise.reject(new Error('lost'));", "unhandled", "lost"],
        ["await new Promise(() => {});", "never-loads", "awaits something"],
        ["while (true) {}", "never-loads", "a loop at its top level"],
      ])("%s", async (text, mistake, message) => {
        const { page, faults, close } = await open("/catalogue");
        const verdict = await judged(page, exercise, text);
        expect(verdict).toMatchObject({ kind: "mistaken", mistake });
        expect((verdict as { message: string }).message).toContain(message);
        expect(faults).toEqual([]);
        await close();
      });

      test("an endless loop in a schedule", async () => {
        const { page, close } = await open("/catalogue");
        expect(await judged(page, exercise, "export class Gate { enter() { for (;;); } }")).toMatchObject({
          kind: "mistaken",
          mistake: "hang",
        });
        await close();
      });

      test.each([
        ["arrays", "const all = []; for (;;) all.push(new Array(1e6).fill(all.length));"],
        ["a map", "const all = new Map(); for (let i = 0;; i++) all.set(i, { i });"],
        ["buffers", "const all = []; for (;;) all.push(new Uint8Array(1e8).fill(1));"],
      ])("growing %s never pass, and the page lives", async (_name, loop) => {
        const { page, close } = await open("/catalogue");
        const verdict = await judged(page, exercise, `export class Gate { enter() { ${loop} } }`);
        expect(["mistaken", "failed"]).toContain(verdict.kind);
        expect(await page.evaluate<number>("1 + 1")).toBe(2);
        await close();
      });
    });
  },
);
