/**
 * The hostile answers of the terminal's grader, judged in the page: none of them gets a pass that it would not get there.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exercisePathsOf } from "../../src/catalog/paths.ts";
import { hostileCases } from "../../src/commands/grade/hostile.ts";
import { type Judgement, verdictLine } from "../../src/grade/report.ts";
import { buildGraders } from "../plugins/exercises.ts";
import { noChromium, type Opened, useBrowser } from "./chromium.ts";

/** The exercise that the grader is tested with. */
const EXERCISE = "testing/asking/1-build";
const reason = noChromium();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hostile-page-"));

// What hangs takes five seconds each: all of them nightly. Types are the compiler's to check, and the page has none.
const slow = ["no end", "memory"];
const groups = hostileCases.filter(({ group }) => group !== "types").map(({ group, cases }) => ({
  group,
  cases: cases
    .filter(({ file }) => typeof file === "string" && !["absent", "folder", "link"].includes(file))
    // A file of this size is refused when it is opened.
    .filter(({ file }) => file.length < 256 * 1024)
    .slice(0, slow.includes(group) && !process.env.EVERY ? 3 : Infinity),
}));

function writeSite(): Promise<void> {
  const at = (file: string) => `src/commands/grade/fixture/${file}`;
  const { exercise, harness, stub, mutants, variants, solution } = exercisePathsOf(
    "testing/asking",
    "1-build",
  );
  const files = {
    exercise: at(exercise),
    harness: at(harness),
    stub: at(stub),
    mutants: at(mutants),
    variants: at(variants),
    solution: at(solution),
  };
  return buildGraders(new Map([[EXERCISE, files]]), path.join(folder, "grade"));
}

describe.skipIf(reason !== undefined)(
  `hostile answers in the page${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    let opened: Opened;
    beforeAll(async () => {
      await writeSite();
      fs.writeFileSync(
        path.join(folder, "index.html"),
        '<!doctype html><title>Hostile</title><link rel="icon" href="data:,">',
      );
    });
    const { open } = useBrowser(folder);
    beforeAll(async () => {
      opened = await open("/");
    });
    afterAll(async () => {
      await opened?.close();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const judged = (text: string): Promise<Judgement> =>
      opened.page.evaluate(`(async () => {
        const { judge } = await import("/grade/judge.js");
        const task = await (await fetch("/grade/${EXERCISE}.json")).json();
        return await judge("/grade/", task, ${JSON.stringify(text)});
      })()`);

    describe.each(groups)("$group", ({ cases }) => {
      test.each(cases)("$name", async ({ file, says }) => {
        const { faults, page } = opened;
        faults.length = 0;
        const line = verdictLine(await judged(file as string));
        // What may pass in the terminal must be said in the same words. What may not may fail in another way here: a
        // browser has no `Deno`, and takes no view of memory.
        expect(line).toMatch(says.test("passed: ") ? says : /^(?!passed)/);
        expect(await page.evaluate<number>("1 + 1")).toBe(2);
        expect(faults).toEqual([]);
      });
    });

    test("no door is left on what the global object inherits from", async () => {
      const { console: said } = await judged(`
        for (let at = Object.getPrototypeOf(globalThis); at !== EventTarget.prototype; at = Object.getPrototypeOf(at)) {
          console.log(Object.getOwnPropertyNames(at).sort().join(" "));
        }
        throw new Error("seen");`);
      expect(said).toEqual(["PERSISTENT TEMPORARY constructor", "constructor"]);
    });
  },
);
