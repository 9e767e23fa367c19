/**
 * `npm run dev`: the site, reloading while one edits notebooks, catalogue or components.
 *
 * @module
 */
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { portOf, readArguments } from "./site/arguments.ts";
import { hostNode } from "./tool-folder.ts";
import { docusaurus, quietEnvironment } from "./site/build.ts";

const HELP = `npm run dev [-- --port 3000]

Serves the site for editing: a change in a notebook, the catalogue or a component shows at once.

  --port <n>   the port; another one is used when it is taken (3000)
  --help       this text`;

const args = readArguments(HELP, { port: { type: "string" } });
const port = portOf(args.port, 3000);
const root = path.resolve(import.meta.dirname!, "..", "..");

/** The first port from `first` on that nobody listens to. */
function freePort(first: number): number {
  for (let candidate = first; candidate < first + 100; candidate++) {
    try {
      Deno.listen({ hostname: "127.0.0.1", port: candidate }).close();
      return candidate;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  return first;
}

const command = docusaurus(
  root,
  "start",
  "site",
  "--host",
  "127.0.0.1",
  "--port",
  String(freePort(port)),
  "--no-open",
);
const child = spawn(hostNode(), command, {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, ...quietEnvironment },
});
const forward = (signal: NodeJS.Signals) => child.kill(signal);
process.on("SIGINT", () => forward("SIGINT"));
process.on("SIGTERM", () => forward("SIGTERM"));
child.on("error", (error) => {
  console.error(`Node could not be started: ${error.message}`);
  process.exit(1);
});
child.on("close", (code) => process.exit(code ?? 0));
