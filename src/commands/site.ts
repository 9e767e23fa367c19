/**
 * `npm run site`: the static site, ready for any web server.
 *
 * @module
 */
import path from "node:path";
import process from "node:process";
import { readArguments } from "./site/arguments.ts";
import { buildSite, builtSite } from "./site/build.ts";

const HELP = `npm run site [-- --url https://example.org] [--base-url /course/] [--force] [--verbose]

Builds the static site into site/build.

  --url <address>     where the site will stand (http://localhost:3000)
  --base-url <path>   the path there, with a slash at both ends (/)
  --force             build although nothing has changed
  --verbose           show what the build prints
  --help              this text`;

const args = readArguments(HELP, {
  url: { type: "string" },
  "base-url": { type: "string" },
  force: { type: "boolean" },
  verbose: { type: "boolean" },
});
const text = (value: string | boolean | undefined) => typeof value === "string" ? { value } : {};
const url = text(args.url).value;
const baseUrl = text(args["base-url"]).value;
const root = path.resolve(import.meta.dirname!, "..", "..");

const result = await buildSite({
  root,
  force: args.force === true,
  verbose: args.verbose === true,
  ...(url === undefined ? {} : { url }),
  ...(baseUrl === undefined ? {} : { baseUrl }),
});
if ("failed" in result) {
  console.error(`${result.failed}\n\nThe site could not be built.`);
  process.exit(1);
}
const folder = path.relative(process.cwd(), builtSite(root)) || ".";
console.log(
  result.built
    ? `Built in ${result.seconds.toFixed(0)} s: ${folder}`
    : `Nothing has changed since the last build: ${folder}`,
);
