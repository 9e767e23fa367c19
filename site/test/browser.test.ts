import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { course } from "../plugins/course.ts";
import { chaptersInFull } from "../../src/commands/check/in-turn.ts";
import { BUILD } from "./built.ts";
import { noBrowser, useBrowser } from "./chromium.ts";

const chapters = course().flatMap((category) => category.chapters);
const chapter = `/${chapters[0]?.slug}`;
const exercises = chapters.flatMap((each) => each.exercises.map(({ slug }) => `/${slug}`));
const kinds = [
  "/",
  "/catalogue",
  "/measurements",
  "/review",
  "/clinic/resilience",
  "/progress",
  "/about/how-to-study",
  "/about/design/notebooks-are-pages",
  "/api/sim/trace",
  "/search",
];
const addresses = [
  ...kinds,
  ...chaptersInFull().map((slug) => `/${slug}`),
  ...exercises.slice(0, 1),
];
const reason = noBrowser();

describe.skipIf(reason !== undefined)(
  `in a browser${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    const { open, serious } = useBrowser();

    describe.each(["light", "dark"])("%s", (colorScheme) => {
      test.each(addresses)(
        "%s: console empty, no other origin, no serious finding",
        async (address) => {
          const { page, faults, close } = await open(address, { colorScheme });
          expect(faults).toEqual([]);
          expect(await serious(page)).toEqual([]);
          await close();
        },
      );
    });

    test.each(addresses)("%s fits a phone", async (address) => {
      const { page, close } = await open(address, {
        viewport: { width: 390, height: 844 },
      });
      expect(
        await page.evaluate<number>(
          "document.documentElement.scrollWidth - innerWidth",
        ),
      ).toBeLessThanOrEqual(0);
      await close();
    });

    test.each(addresses)(
      "%s loads at most 250 kB of compressed script and does not move",
      async (address) => {
        const { page, requests, close } = await open(address, { reducedMotion: "no-preference" });
        const scripts = new Set(requests.filter((name) => name.endsWith(".js")));
        const bytes = [...scripts].map((name) => gzipSync(fs.readFileSync(path.join(BUILD, name))).length);
        expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(
          250_000,
        );
        const shift = await page.evaluate<number>(`new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => sum += entry.value)).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 100);
      })`);
        expect(shift).toBeLessThan(0.02);
        await close();
      },
    );

    test("a gate hides its outcome, opens on a choice, answers the belief, and remembers", async () => {
      const { page, faults, close } = await open(chapter);
      expect(await page.isVisible(".gate .gate-outcome")).toBe(false);
      expect(await page.isVisible(".gate + .gate-outcome"), "the prose that follows").toBe(false);
      await page.click(".gate .gate-option >> nth=0");
      expect(await page.isVisible(".gate .gate-outcome")).toBe(true);
      expect(await page.isVisible(".gate + .gate-outcome")).toBe(true);
      expect((await page.textContent(".gate .gate-feedback"))!.length)
        .toBeGreaterThan(40);
      await page.reload({ waitUntil: "networkidle" });
      expect(await page.isVisible(".gate .gate-outcome")).toBe(true);
      await page.click(".gate .gate-actions button");
      expect(await page.isVisible(".gate .gate-outcome")).toBe(false);
      expect(faults).toEqual([]);
      await close();
    });

    test.each(chapters.map(({ slug }) => [`/${slug}`]))(
      "%s: before a choice, nothing is seen between a gate and the next heading or gate",
      async (address) => {
        const { page, close } = await open(address);
        const seen = await page.evaluate<{ gates: number; after: string[] }>(`(() => {
          const gates = [...document.querySelectorAll(".gate[aria-label=Prediction]")];
          const after = [];
          for (const gate of gates) {
            for (let next = gate.nextElementSibling; next; next = next.nextElementSibling) {
              if (next.matches("h2, h3, .gate")) break;
              if (next.checkVisibility()) after.push(next.id || next.textContent.slice(0, 60));
            }
          }
          return { gates: gates.length, after };
        })()`);
        expect(seen.gates).toBeGreaterThan(0);
        expect(seen.after).toEqual([]);
        await close();
      },
    );

    test("a link to a place far down a chapter leads there, past blocks that were never laid out", async () => {
      const { page, close } = await open(`${chapter}#solve`);
      const top = await page.evaluate<number>(`document.querySelector("#solve").getBoundingClientRect().top`);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(await page.evaluate<number>("innerHeight"));
      await close();
    });

    test("without JavaScript every outcome can be read", async () => {
      const { page, close } = await open(chapter, { javaScriptEnabled: false });
      expect(await page.isVisible(".gate .gate-outcome")).toBe(true);
      await close();
    });

    test("the home page plays the outage in the browser: it outlives its cause without a breaker, and not with one", async () => {
      const { page, faults, close } = await open("/");
      await page.click(".story .gate-option >> nth=0");
      await page.waitForSelector(".film-verdict", { timeout: 20_000 });
      expect(await page.textContent(".film-verdict")).toMatch(
        /The fault lasted 15 s, the outage 2\d s, and it had not ended/,
      );
      expect(await page.textContent(".film-token")).toContain(
        "npm run replay resilience/circuit-breaker#outage",
      );
      await page.click(".film .button--primary");
      await page.waitForSelector(".film .film-verdict", { timeout: 20_000 });
      expect(await page.textContent(".film .film-verdict")).toContain(
        "the outage ended after 15 s",
      );
      expect(faults).toEqual([]);
      await close();
    });

    test("the catalogue finds a chapter by words, and the address keeps the selection", async () => {
      const { page, faults, close } = await open("/catalogue");
      await page.fill(".filters input", "jitter");
      expect(await page.textContent(".count")).toMatch(/^1 of \d+ chapters$/);
      await page.reload({ waitUntil: "networkidle" });
      expect(await page.textContent(".count")).toMatch(/^1 of \d+ chapters$/);
      expect(faults).toEqual([]);
      await close();
    });

    test("the search finds words of a chapter", async () => {
      const { page, faults, close } = await open("/search?q=jitter");
      await page.waitForSelector("article", { timeout: 10_000 });
      expect(await page.textContent("article")).toContain("Retry");
      expect(faults).toEqual([]);
      await close();
    });
  },
);
