/**
 * `npm start`: the course in the browser.
 *
 * @module
 */
import path from "node:path";
import process from "node:process";
import { writeEnvFile } from "./lab/env-file.ts";
import { makeStudyCopies } from "./notebooks/study.ts";
import { portOf, readArguments } from "./site/arguments.ts";
import { buildSite, builtSite } from "./site/build.ts";
import { serve } from "./site/serve.ts";

const HELP = `npm start [-- --port 3000] [--force]

Builds the course when something has changed, and serves it on this machine alone.

  --port <n>   the first port to try; the next free one is taken (3000)
  --force      build although nothing has changed
  --help       this text`;

const args = readArguments(HELP, {
  port: { type: "string" },
  force: { type: "boolean" },
});
const port = portOf(args.port, 3000);
const root = path.resolve(import.meta.dirname!, "..", "..");

const result = await buildSite({
  root,
  force: args.force === true,
  onBegin: () => console.log("Building the course: about half a minute."),
});
if ("failed" in result) {
  console.error(`${result.failed}\n\nThe site could not be built.`);
  process.exit(1);
}
if (result.built) console.log(`Built in ${result.seconds.toFixed(0)} s.`);

const copies = makeStudyCopies();
writeEnvFile(root);
if (copies.length > 0) {
  console.log(
    `Study copies for Jupyter and VS Code: notebooks/.study (${copies.length} new)`,
  );
}

const { address, stop } = serve(builtSite(root), port);
console.log(
  `The course is at ${address}\nCtrl-C stops it. Exercises are solved beside it: npm run learn`,
);

const end = async () => {
  await stop();
  process.exit(0);
};
Deno.addSignalListener("SIGINT", end);
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", end);
