/**
 * A browser on the built site, for tests.
 *
 * @module
 */
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { answer } from "../../src/commands/site/files.ts";
import { BUILD, notBuilt, ROOT } from "./built.ts";

const TOOLS = path.join(ROOT, ".ci", "tools", "browser");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

// The tools stand in a folder of their own, so their types are not known here; this is what the tests use of them.
export interface Page {
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
  waitForFunction(script: string, argument?: unknown, options?: { timeout: number }): Promise<unknown>;
  waitForEvent(event: "download"): Promise<{ suggestedFilename(): string; path(): Promise<string> }>;
  setInputFiles(
    selector: string,
    file: { name: string; mimeType: string; buffer: Uint8Array },
  ): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  textContent(selector: string): Promise<string | null>;
  fill(selector: string, text: string): Promise<void>;
  getByRole(role: string, options: { name: string }): Locator;
  getByText(text: string | RegExp): Locator;
  locator(selector: string): Locator;
  close(): Promise<void>;
}
/** A place of a page. */
export interface Locator {
  first(): Locator;
  click(): Promise<void>;
  waitFor(): Promise<void>;
  innerText(): Promise<string>;
  setInputFiles(file: string): Promise<void>;
}
interface Context {
  newPage(): Promise<Page>;
  setOffline(offline: boolean): Promise<void>;
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

/** Why no browser can be used on the built site. In CI this is a failure. */
export function noBrowser(): string | undefined {
  return notBuilt() ?? noChromium();
}

/** Why there is no browser here. In CI this is a failure. */
export function noChromium(): string | undefined {
  if (process.env.CI) return undefined;
  if (!fs.existsSync(path.join(TOOLS, "node_modules"))) {
    return "the browser tools are not installed: npm ci --prefix .ci/tools/browser";
  }
  return fs.existsSync(CHROMIUM) ? undefined : `there is no browser at ${CHROMIUM}; set CHROMIUM to one`;
}

/** A page that is open, and what it did. */
export interface Opened {
  page: Page;
  /** What nobody wants to see: lines on the console, errors, requests to another origin. */
  faults: string[];
  /** Paths of the requests to the site. */
  requests: string[];
  /** Cuts the page off from its server, or joins it again. */
  offline(cut: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a browser and a server for the tests of a block.
 *
 * @param folder What is served.
 */
export function useBrowser(folder = BUILD): {
  open(address: string, options?: Record<string, unknown>): Promise<Opened>;
  serious(page: Page): Promise<string[]>;
} {
  let origin = "";
  let server: http.Server;
  let browser: Browser;
  const require = createRequire(path.join(TOOLS, "package.json"));

  beforeAll(async () => {
    server = http.createServer(async (request, response) => {
      const made = answer(
        folder,
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
  ): Promise<Opened> {
    const context = await browser.newContext({
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    const faults: string[] = [];
    const requests: string[] = [];
    page.on(
      "console",
      (message) => faults.push(`console ${message.type()}: ${message.text()}`),
    );
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (url.startsWith(origin)) requests.push(new URL(url).pathname);
      else if (!url.startsWith("data:") && !url.startsWith(`blob:${origin}`)) {
        faults.push(`request to ${url}`);
      }
    });
    await page.goto(origin + address, { waitUntil: "networkidle" });
    return {
      page,
      faults,
      requests,
      offline: (cut) => context.setOffline(cut),
      close: () => context.close(),
    };
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
  return { open, serious };
}
