/**
 * How long a reader waits, and what is loaded for it: `npm run bench -- pages`. Prints a table; nothing is asserted, as
 * the numbers are those of one machine. What a page may load before it is used has a test of its own.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { course } from "../plugins/course.ts";
import { BUILD, ROOT } from "./built.ts";
import { noBrowser, type Opened, useBrowser } from "./chromium.ts";

const LOADS = Number(process.env.MEASURE ?? 5);
const chapters = course().flatMap((category) => category.chapters);
const reason = noBrowser();

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Compressed script that was asked for up to now, in kB. */
function kilobytes({ requests }: Opened): number {
  const files = [...new Set(requests)].filter((name) => name.endsWith(".js"));
  const sizes = files.map((name) => gzipSync(fs.readFileSync(path.join(BUILD, name))).length);
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_000);
}

/** Milliseconds from a click to what it brings. */
async function wait(
  { page }: Opened,
  click: string,
  brings: string,
): Promise<number> {
  const before = performance.now();
  await page.click(click);
  await page.waitForSelector(brings, { timeout: 60_000 });
  return performance.now() - before;
}

function print(
  title: string,
  rows: Record<string, Record<string, number>>,
): void {
  const names = Object.keys(Object.values(rows)[0] ?? {});
  const line = (head: string, cells: readonly (string | number)[]) =>
    head.padEnd(44) +
    cells.map((cell, index) => String(cell).padStart(names[index]!.length + 3))
      .join("");
  console.log([
    `${title}: medians of ${LOADS} loads`,
    line("", names),
    ...Object.entries(rows).map(([name, row]) => line(name, Object.values(row).map(Math.round))),
  ].join("\n"));
}

test.skipIf(reason !== undefined)(
  `waits${reason ? ` (skipped: ${reason})` : ""}`,
  async () => {
    const rows: Record<string, Record<string, number>> = {};
    for (const { slug } of chapters) {
      const first: number[] = [];
      const later: number[] = [];
      const sizes = [0, 0, 0];
      for (let load = 0; load < LOADS; load++) {
        const opened = await browser.open(`/${slug}`);
        sizes[0] = kilobytes(opened);
        // The first that no gate hides.
        const [one, two] = await opened.page.evaluate<[number, number]>(
          `[...document.querySelectorAll(".cell")]
            .filter((cell) => cell.querySelector(".cell-bar button")?.checkVisibility({ visibilityProperty: true }))
            .map(({ dataset }) => Number(dataset.cell))`,
        );
        const cell = (at: number) => `.cell[data-cell="${at}"]`;
        const run = (at: number) =>
          wait(
            opened,
            `button[aria-label="Run cell ${at + 1}"]`,
            `${cell(at)}[data-status="ok"]`,
          );
        first.push(await run(one));
        later.push(await run(two));
        sizes[1] = kilobytes(opened);
        await wait(
          opened,
          `button[aria-label="Edit cell ${one + 1}"]`,
          `${cell(one)} .cm-content`,
        );
        sizes[2] = kilobytes(opened);
        await opened.close();
      }
      rows[slug] = {
        "first run, ms": median(first),
        "later run, ms": median(later),
        "kB before": sizes[0]!,
        "kB after a run": sizes[1]!,
        "kB after an edit": sizes[2]!,
      };
    }
    print("Cells of a chapter", rows);
  },
);

test.skipIf(reason !== undefined)("exercises", async () => {
  const rows: Record<string, Record<string, number>> = {};
  for (const { exercises } of chapters) {
    const { slug } = exercises[0]!;
    const solution = fs.readFileSync(
      path.join(ROOT, `solutions/${slug}.ts`),
      "utf8",
    );
    const editor: number[] = [];
    const first: number[] = [];
    const later: number[] = [];
    const sizes = [0, 0, 0];
    for (let load = 0; load < LOADS; load++) {
      const opened = await browser.open(`/${slug}`);
      sizes[0] = kilobytes(opened);
      const content = ".workbench .cm-content";
      const check = '.workbench button:text-is("Check it")';
      editor.push(
        await wait(opened, 'button:text-is("Solve it here")', content),
      );
      sizes[1] = kilobytes(opened);
      first.push(
        await wait(opened, check, '.verdict[data-state="not started"]'),
      );
      sizes[2] = kilobytes(opened);
      await opened.page.fill(content, solution);
      later.push(await wait(opened, check, '.verdict[data-state="passed"]'));
      await opened.close();
    }
    rows[slug] = {
      "editor, ms": median(editor),
      "first check, ms": median(first),
      "solution, ms": median(later),
      "kB before": sizes[0]!,
      "kB with editor": sizes[1]!,
      "kB after a check": sizes[2]!,
    };
  }
  print("Exercises in the page", rows);
});

const browser = useBrowser();
