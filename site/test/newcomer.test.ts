import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { course } from "../plugins/course.ts";
import { ROOT } from "./built.ts";
import { noBrowser, useBrowser } from "./chromium.ts";

const [first, second] = course().flatMap((category) => category.chapters);
const reason = noBrowser();
const RAN = '.cell[data-cell="0"][data-status="ok"]';
const run = (cell: number): string => `button[aria-label="Run cell ${cell}"]`;

describe.skipIf(reason !== undefined)(`a reader${reason ? ` (skipped: ${reason})` : ""}`, () => {
  const { open } = useBrowser();

  test("goes from the home page to a solved exercise, and finds the progress kept", async () => {
    const { page, faults, close } = await open("/");
    await page.click(".story .gate-option >> nth=0");
    await page.waitForSelector(".film-verdict", { timeout: 20_000 });
    await page.click('a:text-is("Catalogue") >> nth=0');
    await page.click(`a[href="/${first!.slug}"] >> nth=0`);
    await page.waitForSelector('h1:text-is("' + first!.title + '")');
    await page.click(run(1));
    await page.waitForSelector(RAN, { timeout: 30_000 });
    expect(await page.isVisible(".gate .gate-outcome")).toBe(false);
    await page.click(".gate .gate-option >> nth=1");
    expect(await page.isVisible(".gate .gate-outcome")).toBe(true);

    const exercise = first!.exercises[0]!.slug;
    await page.click(`a[href="/${exercise}"] >> nth=0`);
    await page.click('button:text-is("Solve it here")');
    await page.waitForSelector(".workbench .cm-content", { timeout: 20_000 });
    await page.fill(".workbench .cm-content", "export class Gate { enter() { return { end() {} }; } }");
    await page.click('.workbench button:text-is("Check it")');
    await page.waitForSelector('.verdict[data-state="failed"]', { timeout: 30_000 });
    const solution = fs.readFileSync(path.join(ROOT, `solutions/${exercise}.ts`), "utf8");
    await page.fill(".workbench .cm-content", solution);
    await page.click('.workbench button:text-is("Check it")');
    await page.waitForSelector('.verdict[data-state="passed"]', { timeout: 30_000 });

    await page.click('a[href="/progress"] >> nth=0');
    await page.waitForSelector('main [role=status]:text-matches("^1 of [0-9]+ exercises are solved")');
    expect(faults).toEqual([]);
    await close();
  });

  test("whose server has stopped goes on with what is loaded, hears what is not, and tries again", async () => {
    const { page, faults, offline, close } = await open(`/${first!.slug}`);
    await offline(true);
    await page.click(run(1));
    await page.waitForSelector('.live-says:text("The cells cannot run: this part of the page did not load")');
    await page.click('button[aria-label="Edit cell 1"]');
    await page.waitForSelector('.cell[data-cell="0"] .cell-says:text("The editor cannot open")');
    await offline(false);
    await page.click(run(1));
    await page.waitForSelector(RAN, { timeout: 30_000 });
    await page.click('button[aria-label="Edit cell 1"]');
    await page.waitForSelector('.cell[data-cell="0"] .cm-content', { timeout: 20_000 });

    await offline(true);
    await page.fill('.cell[data-cell="0"] .cm-content', "6 * 7");
    await page.click(run(1));
    await page.waitForSelector('.cell[data-cell="0"] .cell-outputs :text-is("42")');
    await page.fill(
      '.cell[data-cell="0"] .cm-content',
      'import { RateLimiter } from "#patterns/resilience/rate-limiting.ts";\nRateLimiter',
    );
    await page.click(run(1));
    await page.waitForSelector('.cell[data-cell="0"] .output-error:text("press Restart and run the cell")');
    expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|Loading (CSS )?chunk/.test(fault))).toEqual(
      [],
    );
    await close();
  });

  test("whose server has stopped is not told that an answer is wrong", async () => {
    const exercise = second!.exercises[0]!.slug;
    const { page, faults, offline, close } = await open(`/${exercise}`);
    const says = (text: string) =>
      page.waitForSelector(`main [role=status]:text("${text}: this part of the page did not load")`);
    await offline(true);
    await page.click('button:text-is("Solve it here")');
    await says("The editor cannot open");
    await offline(false);
    await page.click('button:text-is("Solve it here")');
    await page.waitForSelector(".workbench .cm-content", { timeout: 20_000 });
    const solution = fs.readFileSync(path.join(ROOT, `solutions/${exercise}.ts`), "utf8");
    await page.fill(".workbench .cm-content", solution);
    await offline(true);
    await page.click('.workbench button:text-is("Check it")');
    await says("It cannot be checked");
    expect(await page.evaluate<string | null>(`localStorage.getItem("result:${exercise}")`)).toBe(null);
    await offline(false);
    await page.click('.workbench button:text-is("Check it")');
    await page.waitForSelector('.verdict[data-state="passed"]', { timeout: 30_000 });
    expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|Loading (CSS )?chunk/.test(fault))).toEqual(
      [],
    );
    await close();
  });
});
