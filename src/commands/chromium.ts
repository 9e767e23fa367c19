/** A page in the Chromium of this machine, without a driver: it posts its answer to the server that served it. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The program that CHROMIUM names, or Debian's. */
export function findChromium(): string | undefined {
  const path = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
  return existsSync(path) ? path : undefined;
}

/** Opens a page that runs `script` as a module, and answers what it posts to `/result`. */
export async function runPage(
  program: string,
  script: string,
  query: string,
  limitMs: number,
): Promise<unknown> {
  const profile = mkdtempSync(join(tmpdir(), "page-"));
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const html =
    `<!doctype html><meta charset="utf-8"><script type="module" src="/script.mjs${query}"></script>`;
  const stop = new AbortController();
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {}, signal: stop.signal };
  const server = Deno.serve(options, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/result") {
      resolve(JSON.parse(await request.text()));
      return new Response("ok");
    }
    if (pathname === "/script.mjs") {
      return new Response(script, { headers: { "content-type": "text/javascript" } });
    }
    return new Response(html, { headers: { "content-type": "text/html" } });
  });
  const address = `http://127.0.0.1:${server.addr.port}/${query}`;
  const child = spawn(program, [...CHROMIUM_FLAGS, `--user-data-dir=${profile}`, address], {
    stdio: "ignore",
  });
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  child.on("error", reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    const closed = new Promise((done) => child.once("close", done));
    if (child.kill("SIGKILL")) await closed;
    stop.abort();
    await server.finished;
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A helper process of the browser still writes; the folder is in the system's temporary one.
    }
  }
}
