/**
 * Runs one bundle on each runtime and collects what it digested.
 *
 * @module
 */
import type { Digest } from "#src/commands/determinism/digest.ts";

const PRINT = "\nconsole.log(JSON.stringify(await globalThis.digests));\n";
const POST =
  `\nawait fetch("/digests", { method: "POST", body: JSON.stringify(await globalThis.digests) });\n`;

/** The host's Node. */
export const inNode = (bundle: string): Promise<Digest[] | undefined> => inProcess("node", [], bundle);

/** The pinned Deno, without permissions. */
export const inDeno = (bundle: string): Promise<Digest[] | undefined> =>
  inProcess(Deno.execPath(), ["run", "--no-config", "--no-lock"], bundle);

async function inProcess(command: string, args: string[], bundle: string): Promise<Digest[]> {
  const file = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await Deno.writeTextFile(file, bundle + PRINT);
    const { code, stdout } = await new Deno.Command(command, { args: [...args, file], stderr: "inherit" })
      .output();
    if (code !== 0) throw new Error(`${command} ended with code ${code}`);
    return JSON.parse(new TextDecoder().decode(stdout)) as Digest[];
  } finally {
    await Deno.remove(file);
  }
}

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Chromium where it is installed: it loads a page from here, which sends its digests back. */
export async function inChromium(bundle: string): Promise<Digest[] | undefined> {
  const chromium = [Deno.env.get("CHROMIUM"), ...CHROMIUMS].find((path) =>
    path !== undefined && exists(path)
  );
  if (chromium === undefined) return undefined;
  const profile = await Deno.makeTempDir();
  const received = Promise.withResolvers<Digest[]>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/digests") {
      received.resolve(await request.json() as Digest[]);
      return new Response();
    }
    if (pathname === "/bundle.js") {
      return new Response(bundle + POST, { headers: { "content-type": "text/javascript; charset=utf-8" } });
    }
    const page = `<!doctype html><meta charset="utf-8"><script type="module" src="/bundle.js"></script>`;
    return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
  });
  const browser = new Deno.Command(chromium, {
    args: [
      ...FLAGS.split(" "),
      `--user-data-dir=${profile}`,
      "--remote-debugging-port=0",
      `http://127.0.0.1:${server.addr.port}/`,
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const ended = browser.status.then(({ code }) =>
    Promise.reject(new Error(`Chromium ended with code ${code} before it answered`))
  );
  try {
    return await Promise.race([received.promise, ended]);
  } finally {
    ended.catch(() => {});
    browser.kill("SIGKILL");
    await browser.status;
    await server.shutdown();
    await Deno.remove(profile, { recursive: true }).catch(() => {});
  }
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
