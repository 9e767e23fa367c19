import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer } from "../../src/commands/site/files.ts";
import { course } from "../plugins/course.ts";
import { BUILD, notBuilt, ROOT } from "./built.ts";

const TOOLS = path.join(ROOT, ".ci", "tools", "browser");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

// The tools stand in a folder of their own, so their types are not known here; this is what the tests use of them.
interface Page {
  goto(
    address: string,
    options: { waitUntil: "networkidle" },
  ): Promise<unknown>;
  on(
    event: "console",
    listener: (message: { type(): string; text(): string }) => void,
  ): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  on(event: "request", listener: (request: { url(): string }) => void): void;
  evaluate<T>(script: string): Promise<T>;
  click(selector: string): Promise<void>;
  reload(options: { waitUntil: "networkidle" }): Promise<unknown>;
  isVisible(selector: string): Promise<boolean>;
  waitForSelector(
    selector: string,
    options?: { timeout: number },
  ): Promise<unknown>;
  textContent(selector: string): Promise<string | null>;
  fill(selector: string, text: string): Promise<void>;
  close(): Promise<void>;
}
interface Context {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Browser {
  newContext(options: Record<string, unknown>): Promise<Context>;
  close(): Promise<void>;
}
interface Violation {
  id: string;
  impact: string;
  nodes: { target: unknown[] }[];
}

/** Why no browser can be used here. In CI this is a failure. */
function noBrowser(): string | undefined {
  const unbuilt = notBuilt();
  if (unbuilt) return unbuilt;
  if (process.env.CI) return undefined;
  if (!fs.existsSync(path.join(TOOLS, "node_modules"))) {
    return "the browser tools are not installed: npm ci --prefix .ci/tools/browser";
  }
  return fs.existsSync(CHROMIUM) ? undefined : `there is no browser at ${CHROMIUM}; set CHROMIUM to one`;
}

const chapters = course().flatMap((category) => category.chapters);
const chapter = `/${chapters[0]?.slug}`;
const exercises = chapters.flatMap((each) => each.exercises.map(({ slug }) => `/${slug}`));
const kinds = [
  "/",
  "/catalogue",
  "/measurements",
  "/about/how-to-study",
  "/about/design/notebooks-are-pages",
  "/api/sim/trace",
  "/search",
];
const addresses = [
  ...kinds,
  ...chapters.map(({ slug }) => `/${slug}`),
  ...exercises.slice(0, 1),
];
const reason = noBrowser();

describe.skipIf(reason !== undefined)(
  `in a browser${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    let origin = "";
    let server: http.Server;
    let browser: Browser;
    const require = createRequire(path.join(TOOLS, "package.json"));

    beforeAll(async () => {
      server = http.createServer(async (request, response) => {
        const made = answer(
          BUILD,
          new Request(`http://x${request.url}`, { method: request.method! }),
        );
        response.writeHead(made.status, Object.fromEntries(made.headers));
        response.end(new Uint8Array(await made.arrayBuffer()));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { chromium } = require("playwright-core") as {
        chromium: { launch(options: unknown): Promise<Browser> };
      };
      const args = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ];
      browser = await chromium.launch({ executablePath: CHROMIUM, args });
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    /** Opens a page and collects what nobody wants to see. */
    async function open(
      address: string,
      options: Record<string, unknown> = {},
    ) {
      const context = await browser.newContext({
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on(
        "console",
        (message) => faults.push(`console ${message.type()}: ${message.text()}`),
      );
      page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
      page.on("request", (request) => {
        if (
          !request.url().startsWith(origin) &&
          !request.url().startsWith("data:")
        ) faults.push(`request to ${request.url()}`);
      });
      await page.goto(origin + address, { waitUntil: "networkidle" });
      return { page, faults, close: () => context.close() };
    }

    /** Serious findings of axe. Blocks of code are left out: the palette is checked by arithmetic. */
    async function serious(page: Page): Promise<string[]> {
      const { AxeBuilder } = require("@axe-core/playwright") as {
        AxeBuilder: new (
          options: { page: Page },
        ) => {
          exclude(
            selector: string,
          ): { analyze(): Promise<{ violations: Violation[] }> };
        };
      };
      const { violations } = await new AxeBuilder({ page }).exclude("pre code")
        .analyze();
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) =>
          `${id}: ${nodes.slice(0, 5).map(({ target }) => target.join(" ")).join(" | ")}`
        );
    }

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
        const context = await browser.newContext({});
        const page = await context.newPage();
        const scripts = new Set<string>();
        page.on("request", (request) => {
          if (request.url().endsWith(".js")) {
            scripts.add(new URL(request.url()).pathname);
          }
        });
        await page.goto(origin + address, { waitUntil: "networkidle" });
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
        await context.close();
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
