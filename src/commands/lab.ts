/**
 * `npm run lab`: opens the study copies in the Jupyter that is installed, with the course's own kernel.
 *
 * @module
 */
import process from "node:process";
import { root } from "./kernel/pinned.ts";
import { openLab } from "./lab/open.ts";

const HELP = `Opens the study copies of the chapters in Jupyter, with the course's kernel.

  npm run lab                      all chapters
  npm run lab circuit-breaker      one chapter
  npm run lab -- --no-browser      only starts the server and prints its address

Study copies lie in notebooks/.study/ and are yours: they are made once and never overwritten.
Options behind -- are passed to Jupyter. Ctrl-C ends it.`;

const args = process.argv.slice(2);
if (args.includes("--help") || process.env.npm_config_help === "true") console.log(HELP);
else process.exit(await openLab(args, { folder: root, env: process.env, say: (line) => console.log(line) }));
