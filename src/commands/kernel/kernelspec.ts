/**
 * The kernelspec that the repository brings along, made from readable parts.
 *
 * A front end starts it in the notebook's folder; VS Code replaces nothing but `{connection_file}`, and Windows cannot
 * spawn `npx`: so a line of Node finds the pinned Deno from the working folder upwards and passes signals on.
 *
 * @module
 */

/** Runs in Node 20, CommonJS, from any folder of the repository. */
const LAUNCH = `
const { spawn } = require("node:child_process");
const { dirname, join } = require("node:path");
let deno, front;
try {
  const installer = require.resolve("deno/install_api.cjs", { paths: [process.cwd()] });
  deno = require(installer).runInstall();
  front = join(dirname(installer), "../../src/commands/kernel/front.ts");
} catch (error) {
  console.error("Cannot find the course's Deno from " + process.cwd() + ": run npm ci in the repository. " + error.message);
  process.exit(1);
}
const kernel = spawn(deno, ["run", "-A", "-q", front, process.argv[1]], { stdio: "inherit" });
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => kernel.kill(signal));
kernel.on("error", (error) => { console.error(error.message); process.exit(1); });
kernel.on("exit", (code) => process.exit(code ?? 1));
`;

/** The kernelspec as `kernel.json` holds it. */
export const kernelspec = {
  argv: ["node", "-e", LAUNCH.trim().replace(/\n\s*/g, " "), "{connection_file}"],
  display_name: "Distributed Patterns (Deno)",
  language: "typescript",
  interrupt_mode: "message",
};

/** Path of the kernelspec's file from the repository's root. */
export const kernelspecFile = "notebooks/.jupyter/kernels/distributed-patterns/kernel.json";

/** The file's text. */
export function kernelspecText(): string {
  return `${JSON.stringify(kernelspec, null, 2)}\n`;
}
