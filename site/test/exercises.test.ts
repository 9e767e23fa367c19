import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { denoPath } from "../../src/commands/grade/deno-path.ts";
import { casesInFull, chaptersInFull } from "../../src/commands/check/in-turn.ts";
import { judge } from "../../src/commands/grade/judge.ts";
import type { KnownAnswer } from "../../src/commands/grade/verdicts.ts";
import { type Mutants, mutate } from "../../src/grade/mutants.ts";
import { figuresOf } from "../../src/grade/figures.ts";
import { factsOf, type Judgement } from "../../src/grade/report.ts";
import type { Failed, Verdict } from "../../src/grade/verdict.ts";
import { clinics, course } from "../plugins/course.ts";
import { ROOT } from "./built.ts";
import { noBrowser, type Page, useBrowser } from "./chromium.ts";

const chapters = course().flatMap((category) => category.chapters);
const exercises = chapters.flatMap((chapter) => chapter.exercises.map(({ slug }) => slug));
const cases = clinics().flatMap((clinic) => clinic.exercises.map(({ slug }) => slug));
const full = chaptersInFull();
const inFull = [
  ...exercises.filter((slug) => full.some((each) => slug.startsWith(`${each}/`))),
  ...casesInFull(cases),
];
const reason = noBrowser();

/** What the judge in the page says of a text. */
async function judged(page: Page, exercise: string, text: string, token?: string): Promise<Verdict> {
  return await page.evaluate<Verdict>(`(async () => {
    const { judge } = await import("/grade/judge.js");
    const task = await (await fetch("/grade/${exercise}.json")).json();
    return (await judge("/grade/", task, ${JSON.stringify(text)}, ${JSON.stringify({ token })})).verdict;
  })()`);
}

/** The rows of the table of figures in the page. */
async function figuresShown(page: Page): Promise<string[][]> {
  return await page.evaluate<string[][]>(
    `[...document.querySelectorAll(".verdict .figures tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent))`,
  );
}

/** The same rows of a judgement. */
const figureCells = (judgement: Judgement): string[][] =>
  (figuresOf(judgement)?.rows ?? []).map(({ sentence, yours, reference }) => [
    sentence,
    yours,
    ...(reference === undefined ? [] : [reference]),
  ]);

describe.skipIf(reason !== undefined)(
  `exercises in the page${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    const { open, serious } = useBrowser();

    describe("judge as the terminal does", () => {
      let known: KnownAnswer[] = [];
      beforeAll(() => {
        const script = path.join(ROOT, "src", "commands", "grade", "verdicts.ts");
        // All schedules of all wrong answers take minutes in a browser: nightly.
        const every = process.env.EVERY ? ["--full"] : [];
        known = JSON.parse(
          execFileSync(denoPath(), ["run", "-A", script, ...inFull, ...every], {
            cwd: ROOT,
            encoding: "utf8",
            maxBuffer: 1e8,
          }),
        ) as KnownAnswer[];
      });

      test.each(inFull)("%s: solution, other right answers, and all wrong ones", async (exercise) => {
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
        for (const exercise of [...exercises, ...cases]) {
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

    describe("with clicks", () => {
      const EDITOR = ".workbench .cm-content";
      const CHECK = '.workbench button:text-is("Check it")';
      const kinds = [...new Set(exercises.map((slug) => slug.slice(slug.lastIndexOf("-") + 1)))];
      const oneOfEach = kinds.map((kind) => [kind, exercises.find((slug) => slug.endsWith(`-${kind}`))!]);
      // A chapter's, and a clinic's case.
      const chosen = [exercises, cases].map((list) => list.find((slug) => slug.endsWith("-choose"))!);
      const verdictIs = (state: string) => `.verdict[data-state="${state}"]`;
      const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

      test.each(oneOfEach)("%s: %s is solved wrongly, then rightly", async (_kind, exercise) => {
        const { page, faults, requests, close } = await open(`/${exercise}`);
        expect(requests.filter((name) => name.startsWith("/grade/"))).toEqual([]);
        const { mutants } = await import(path.join(ROOT, `exercises/.harness/${exercise}.mutants.ts`)) as {
          mutants: Mutants;
        };
        const solution = read(`solutions/${exercise}.ts`);
        await page.click('button:text-is("Solve it here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.waitForFunction(
          `document.activeElement.matches("${EDITOR}") && document.activeElement.getBoundingClientRect().top > 0`,
          null,
          { timeout: 5_000 },
        );
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("not started"), { timeout: 20_000 });
        await page.fill(EDITOR, mutate(solution, mutants.mutants[0]!));
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("failed"), { timeout: 30_000 });
        expect(await page.textContent(".verdict .facts")).toContain("This does not hold");
        expect(await page.isVisible(".verdict .output-picture svg")).toBe(true);
        for (const hint of [1, 2, 3]) {
          await page.click(".verdict .hints button");
          await page.waitForSelector(`.verdict .hints li:nth-child(${hint})`);
        }
        expect(await page.isVisible(".verdict .hints button")).toBe(false);
        await page.fill(EDITOR, solution);
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("passed"), { timeout: 30_000 });
        expect(await page.textContent(".verdict")).toMatch(/Not refuted in|The reference answer/);
        expect(faults).toEqual([]);
        await close();
      });

      test.each(oneOfEach)("%s: %s is told in the words of the terminal", async (_kind, exercise) => {
        const { mutants } = await import(path.join(ROOT, `exercises/.harness/${exercise}.mutants.ts`)) as {
          mutants: Mutants;
        };
        const wrong = mutate(read(`solutions/${exercise}.ts`), mutants.mutants[0]!);
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "answer-"));
        const answer = path.join(folder, path.basename(`${exercise}.ts`));
        fs.writeFileSync(answer, wrong);
        const terminal = await judge(exercise, { answer, cache: false, types: false });
        fs.rmSync(folder, { recursive: true });
        const { page, close } = await open(`/${exercise}`);
        await page.click('button:text-is("Solve it here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.fill(EDITOR, wrong);
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("failed"), { timeout: 30_000 });
        const shown = await page.evaluate<[string, string][]>(
          `[...document.querySelectorAll(".verdict .facts > div")].map((fact) => [...fact.children].map((part) => part.textContent))`,
        );
        expect(shown).toEqual(
          factsOf(terminal).map(({ label, text, place }) => [
            label,
            // What stands between backticks is code in the page.
            place === undefined ? text.replaceAll("`", "") : `line ${place.line}${text}`,
          ]),
        );
        expect(terminal.verdict.kind).toBe("failed");
        expect(await figuresShown(page)).toEqual(figureCells(terminal));
        const { sentences } = terminal.verdict as Failed;
        expect(await page.textContent(".verdict section p")).toBe(sentences.join(" "));
        await close();
      });

      const beside = "what was measured stands beside the reference answer's, as in the terminal";
      test.each(chosen)(`%s: ${beside}`, async (exercise) => {
        const variants = path.join(ROOT, `exercises/.harness/${exercise}.variants`);
        const answer = path.join(variants, fs.readdirSync(variants).sort()[0]!);
        const terminal = await judge(exercise, { answer, cache: false, types: false });
        const cells = figureCells(terminal);
        expect(cells.length).toBeGreaterThan(1);
        expect(cells.every((row) => row.length === 3)).toBe(true);
        // Another right answer, and other figures.
        expect(cells.some(([, yours, reference]) => yours !== reference)).toBe(true);
        const { page, faults, close } = await open(`/${exercise}`, { viewport: { width: 390, height: 844 } });
        await page.click('button:text-is("Solve it here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.fill(EDITOR, fs.readFileSync(answer, "utf8"));
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("passed"), { timeout: 30_000 });
        expect(await figuresShown(page)).toEqual(cells);
        expect(await page.textContent(".verdict h3")).toBe(figuresOf(terminal)!.caption);
        expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"))
          .toBeLessThanOrEqual(0);
        // The editor's text takes the keyboard, which the rule does not see where lines are longer than a phone.
        const editor = "scrollable-region-focusable: .cm-scroller";
        expect((await serious(page)).filter((finding) => finding !== editor)).toEqual([]);
        expect(faults).toEqual([]);
        await close();
      });

      test("the work is kept, carried as the file that the terminal passes, and opened again", async () => {
        const exercise = exercises[0]!;
        const { page, faults, close } = await open(`/${exercise}`);
        const solution = read(`solutions/${exercise}.ts`);
        await page.click('button:text-is("Solve it here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.fill(EDITOR, solution);
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("passed"), { timeout: 30_000 });
        const download = page.waitForEvent("download");
        await page.click('.workbench button:text-is("Save as file")');
        const saved = await download;
        expect(saved.suggestedFilename()).toBe(path.basename(`${exercise}.ts`));
        const { verdict } = await judge(exercise, { answer: await saved.path(), cache: false });
        expect(verdict.kind).toBe("passed");

        await page.reload({ waitUntil: "networkidle" });
        await page.click('button:text-is("Go on here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.click('.workbench button:text-is("Begin again")');
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("not started"), { timeout: 20_000 });
        const buffer = Buffer.from(`\uFEFF${solution.replaceAll("\n", "\r\n")}`);
        await page.setInputFiles(".workbench input[type=file]", {
          name: "mine.ts",
          mimeType: "text/plain",
          buffer,
        });
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("passed"), { timeout: 30_000 });
        // Once for the text before, which is the stub, and once more for the answer.
        await page.click('.workbench button:text-is("Bring my text back")');
        await page.click('.workbench button:text-is("Bring my text back")');

        await page.goto(new URL("/progress", await page.evaluate<string>("location.href")).href, {
          waitUntil: "networkidle",
        });
        expect(await page.textContent("main [role=status]")).toMatch(/^1 of \d+ exercises are solved/);
        expect(await page.textContent('main p:has-text("Next:")')).toMatch(
          /^Next: [A-Z].*: Exercise \d: \w+$/,
        );
        const all = page.waitForEvent("download");
        await page.click('button:text-is("Save all answers")');
        const work = fs.readFileSync(await (await all).path());
        await page.evaluate("localStorage.clear()");
        await page.setInputFiles("main input[type=file]", {
          name: "w.json",
          mimeType: "application/json",
          buffer: work,
        });
        await page.waitForSelector('main .cell-says:text("1 answer is taken")', { timeout: 5_000 });
        // A file says what was written, not what it is worth: that is judged anew.
        expect(await page.textContent("main [role=status]")).toMatch(/^0 of \d+ exercises are solved/);
        await page.click('button:text-is("Check all answers")');
        await page.waitForSelector('main .cell-says:text("1 of 1 answer passes.")', { timeout: 30_000 });
        expect(await page.textContent("main [role=status]")).toMatch(/^1 of \d+ exercises are solved/);

        const mine = `${solution}// mine\n`;
        await page.evaluate(`localStorage.setItem("answer:${exercise}", ${JSON.stringify(mine)})`);
        await page.setInputFiles("main input[type=file]", {
          name: "w.json",
          mimeType: "application/json",
          buffer: work,
        });
        await page.click('button:text-is("Bring mine back")');
        expect(await page.evaluate<string>(`localStorage.getItem("answer:${exercise}")`)).toBe(mine);
        await page.setInputFiles("main input[type=file]", {
          name: "x.json",
          mimeType: "application/json",
          buffer: Buffer.from("[]"),
        });
        await page.waitForSelector('main .cell-says:text("no file of answers")', { timeout: 5_000 });
        await page.goto(new URL("/catalogue", await page.evaluate<string>("location.href")).href, {
          waitUntil: "networkidle",
        });
        expect(await page.textContent(".card-facts .solved")).toBe(", 1 solved");
        expect(faults).toEqual([]);
        await close();
      });

      test("a check that hangs can be stopped, and the page lives", async () => {
        const { page, close } = await open(`/${exercises[0]}`);
        await page.click('button:text-is("Solve it here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.fill(EDITOR, "export class Gate { enter() { for (;;); } }");
        await page.click(CHECK);
        await page.click('.workbench button:text-is("Stop")');
        await page.waitForSelector('.workbench .cell-says:text("Stopped.")', { timeout: 5_000 });
        expect(await page.isVisible(".verdict")).toBe(false);
        await close();
      });

      test.each(["light", "dark"])(
        "an open exercise with a verdict, %s: no serious finding",
        async (colorScheme) => {
          const { page, faults, close } = await open(`/${exercises[0]}`, { colorScheme });
          await page.click('button:text-is("Solve it here")');
          await page.waitForSelector(EDITOR, { timeout: 20_000 });
          await page.fill(EDITOR, "export class Gate { enter() { return { end() {} }; } }");
          await page.click(CHECK);
          await page.waitForSelector(verdictIs("failed"), { timeout: 30_000 });
          expect(await serious(page)).toEqual([]);
          expect(faults).toEqual([]);
          await close();
        },
      );

      test("an open exercise with a verdict fits a phone", async () => {
        const { page, close } = await open(`/${exercises[0]}`, { viewport: { width: 390, height: 844 } });
        await page.click('button:text-is("Solve it here")');
        await page.waitForSelector(EDITOR, { timeout: 20_000 });
        await page.fill(
          EDITOR,
          `export class Gate { enter() { return { end() {} }; } } // ${"x".repeat(200)}`,
        );
        await page.click(CHECK);
        await page.waitForSelector(verdictIs("failed"), { timeout: 30_000 });
        expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"))
          .toBeLessThanOrEqual(0);
        await close();
      });
    });
  },
);
