import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { formatReview, parseReview } from "../../src/learn/review.ts";
import { noBrowser, useBrowser } from "./chromium.ts";

const reason = noBrowser();
const STATE = 'localStorage.getItem("review")';

describe.skipIf(reason !== undefined)(`the page Review${reason ? ` (skipped: ${reason})` : ""}`, () => {
  const { open } = useBrowser();

  test("asks, judges, keeps the answer, and asks with other numbers after a reload", async () => {
    const { page, faults, close } = await open("/review");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.locator(".gate-option").first().click();
    await page.getByText(/Asked again (tomorrow|in \d+ days)\./).waitFor();
    const kept = parseReview(await page.evaluate<string>(STATE));
    expect([...kept.keys()]).toEqual(["resilience/circuit-breaker#trip"]);
    const first = await page.locator(".review-ask").innerText();
    await page.getByRole("button", { name: "Next question" }).click();
    await page.locator(`.review-ask:not(:text-is(${JSON.stringify(first)}))`).waitFor();
    await page.reload({ waitUntil: "networkidle" });
    await page.getByText("0 due, 1 asked so far.").waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("takes the terminal's file, and gives one that the terminal takes", async () => {
    const memory = { dueAtMs: 1, lastAtMs: 1, stabilityDays: 1, difficulty: 5, asked: 1, lapses: 0 };
    const file = path.join(tmpdir(), "review-from-terminal.json");
    const name = "resilience/retry#layers";
    writeFileSync(file, formatReview(new Map([[name, memory]])));
    const { page, close } = await open("/review");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Imported: 1 questions are known here now.").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    expect(parseReview(text).get(name)).toEqual(memory);
    await close();
  });

  test("leaves a state alone that it cannot read, until the reader decides", async () => {
    const { page, close } = await open("/review");
    await page.evaluate('localStorage.setItem("review", "{ half")');
    await page.reload({ waitUntil: "networkidle" });
    await page.getByText("It is no state of a review: it is not JSON.").waitFor();
    expect(await page.evaluate(STATE)).toBe("{ half");
    await page.getByRole("button", { name: "Forget it and begin anew" }).click();
    await page.getByRole("button", { name: "Begin" }).waitFor();
    expect(await page.evaluate(STATE)).toBe(null);
    await close();
  });
});
