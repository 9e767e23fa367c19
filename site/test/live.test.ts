import { describe, expect, test } from "vitest";
import { course } from "../plugins/course.ts";
import { chaptersInFull } from "../../src/commands/check/in-turn.ts";
import { noBrowser, type Page, useBrowser } from "./chromium.ts";

const chapters = course().flatMap((category) => category.chapters);
const full = chaptersInFull();
const reason = noBrowser();

/** All that the cells of a page show, by cell. */
const SHOWN = `[...document.querySelectorAll(".cell")].map((cell) => ({
  status: cell.dataset.status,
  shows: [...cell.querySelectorAll(".cell-outputs > *")].map((part) => part.outerHTML),
}))`;
type Shown = { status: string; shows: string[] }[];

const status = (cell: number): string => `.cell[data-cell="${cell}"] .cell-says`;
const button = (name: string): string => `button[aria-label="${name}"]`;
const ALL = '.live-bar button:text-is("Run all")';

async function until(page: Page, cell: number, wanted: string): Promise<void> {
  await page.waitForSelector(`.cell[data-cell="${cell}"][data-status="${wanted}"]`, { timeout: 30_000 });
}

/** Puts a text in place of a cell's own. */
async function edit(page: Page, cell: number, text: string): Promise<void> {
  await page.click(button(`Edit cell ${cell + 1}`));
  const editor = `.cell[data-cell="${cell}"] .cm-content`;
  await page.waitForSelector(editor, { timeout: 20_000 });
  await page.fill(editor, text);
}

describe.skipIf(reason !== undefined)(
  `live cells${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    const { open, serious } = useBrowser();

    test.each(full.map((slug) => [`/${slug}`]))(
      "%s: every cell runs and shows what is committed",
      async (address) => {
        const { page, faults, close } = await open(address);
        const before = await page.evaluate<Shown>(SHOWN);
        expect(before.length).toBeGreaterThan(10);
        await page.click(ALL);
        await page.waitForFunction(
          `/ran in|failed|cannot/.test(document.querySelector(".live-says").textContent)`,
          null,
          {
            timeout: 60_000,
          },
        );
        expect(await page.textContent(".live-says")).toMatch(new RegExp(`^${before.length} cells ran in `));
        const after = await page.evaluate<Shown>(SHOWN);
        expect(after.map(({ status }) => status)).toEqual(before.map(() => "ok"));
        expect(after.map(({ shows }) => shows)).toEqual(before.map(({ shows }) => shows));
        expect(faults).toEqual([]);
        await close();
      },
    );

    describe("on the first chapter", () => {
      const address = `/${chapters[0]!.slug}`;

      test("nothing of compiler, editor and library is loaded before a cell is touched", async () => {
        const { page, requests, close } = await open(address);
        const before = requests.length;
        expect(requests.filter((name) => name.startsWith("/live/"))).toEqual([]);
        await page.click(button("Run cell 1"));
        await until(page, 0, "ok");
        const later = requests.slice(before);
        expect(later.some((name) => name.startsWith("/live/"))).toBe(true);
        await close();
      });

      test("a cell runs those above it first, once, and keeps their state", async () => {
        const { page, faults, close } = await open(address);
        await edit(page, 2, "let count = 0;\nconst next = () => ++count;");
        await edit(page, 4, "next()");
        await page.click(button("Run cell 5"));
        await until(page, 4, "ok");
        expect(await page.textContent('.cell[data-cell="4"] .cell-outputs')).toBe("1");
        await page.click(button("Run cell 5"));
        await page.waitForFunction(
          `document.querySelector('.cell[data-cell="4"] .cell-outputs').textContent === "2"`,
        );
        await page.click('.live-bar button:text-is("Restart")');
        await page.click(button("Run cell 5"));
        await page.waitForFunction(
          `document.querySelector('.cell[data-cell="4"] .cell-outputs').textContent === "1"`,
        );
        expect(faults).toEqual([]);
        await close();
      });

      test("an endless loop leaves the page alive, and Stop ends it", async () => {
        const { page, faults, close } = await open(address);
        await edit(page, 0, "while (true) {}");
        await page.click(button("Run cell 1"));
        await until(page, 0, "running");
        expect(await page.evaluate<number>("1 + 1")).toBe(2);
        await page.click(button("Stop cell 1"));
        await until(page, 0, "stopped");
        expect(await page.textContent(".live-says")).toContain("Stopped.");
        await page.click(button("Reset cell 1"));
        await page.click(button("Run cell 1"));
        await until(page, 0, "ok");
        expect(faults).toEqual([]);
        await close();
      });

      test("errors say what and where: syntax, a throw, an import, a promise that nobody awaited", async () => {
        const { page, faults, close } = await open(address);
        const said = async (text: string): Promise<string | null> => {
          await page.fill('.cell[data-cell="0"] .cm-content', text);
          await page.click(button("Run cell 1"));
          await until(page, 0, "error");
          const seen = await page.textContent('.cell[data-cell="0"] .output-error');
          await page.click('.live-bar button:text-is("Restart")');
          return seen;
        };
        await edit(page, 0, "1");
        expect(await said("const a = 1;\nconst b = (2;")).toMatch(/^SyntaxError: .*\(line 2\)$/);
        expect(await said('const a = 1;\n\nthrow new RangeError("too far");')).toBe(
          "RangeError: too far (line 3)",
        );
        expect(await said('import { a } from "#src/nowhere.ts";')).toContain(
          'cannot import "#src/nowhere.ts". It can import #patterns/',
        );
        await page.fill(
          '.cell[data-cell="0"] .cm-content',
          'void Promise.reject(new Error("lost"));\nawait 1;',
        );
        await page.click(button("Run cell 1"));
        await page.waitForSelector('.cell[data-cell="0"] .output-error:text("Error: lost")', {
          timeout: 10_000,
        });
        expect(faults).toEqual([]);
        await close();
      });

      test("what is printed stands above the value, and Reset brings the committed outputs back", async () => {
        const { page, faults, close } = await open(address);
        const before = await page.evaluate<Shown>(SHOWN);
        await edit(page, 0, 'console.log("a", 1, { b: 2 });\nconsole.log("c");\n"d"');
        await page.press('.cell[data-cell="0"] .cm-content', "Shift+Enter");
        await until(page, 0, "ok");
        const { shows } = (await page.evaluate<Shown>(SHOWN))[0]!;
        expect(shows.join("")).toMatch(/>a 1 .*b.*2.*\nc\n"d"</);
        await page.click('.live-bar button:text-is("Reset")');
        const after = await page.evaluate<Shown>(SHOWN);
        expect(after[0]!.shows).toEqual(before[0]!.shows);
        expect(await page.textContent(status(0))).toBe("");
        expect(faults).toEqual([]);
        await close();
      });

      test("a syntax error is marked as one types", async () => {
        const { page, close } = await open(address);
        await edit(page, 0, "const a = ;");
        await page.waitForSelector('.cell[data-cell="0"] .cm-lintRange-error', { timeout: 10_000 });
        await page.fill('.cell[data-cell="0"] .cm-content', "const a = 1;");
        await page.waitForFunction(`document.querySelector(".cm-lintRange-error") === null`);
        await close();
      });

      test.each(["light", "dark"])(
        "the editor in the %s theme has no serious finding",
        async (colorScheme) => {
          const { page, faults, close } = await open(address, { colorScheme });
          await edit(page, 0, "const a = ;");
          await page.waitForSelector(".cm-lintRange-error", { timeout: 10_000 });
          expect(await serious(page)).toEqual([]);
          expect(faults).toEqual([]);
          await close();
        },
      );

      test("with an open editor and a wide line the page fits a phone", async () => {
        const { page, close } = await open(address, { viewport: { width: 390, height: 844 } });
        await edit(page, 0, `const wide = "${"x".repeat(300)}";\nwide`);
        await page.click(button("Run cell 1"));
        await until(page, 0, "ok");
        expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"))
          .toBeLessThanOrEqual(0);
        await close();
      });
    });
  },
);
