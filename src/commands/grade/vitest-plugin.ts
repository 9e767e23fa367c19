/**
 * Makes a learner's file its own test file: `vitest` in an editor or in watch mode grades it as `npm test` does.
 *
 * @module
 */
import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const shell = fileURLToPath(new URL("vitest-shell.ts", import.meta.url));

/** Loads the grader in place of an exercise; the answer's own code never runs in this process. */
export function exerciseAsTest(): Plugin {
  return {
    name: "exercise-as-test",
    enforce: "pre",
    load(id) {
      const path = relative(root, resolve(id.split("?")[0]!)).split(sep).join("/");
      const match = /^exercises\/([a-z][a-z0-9-]*\/[a-z0-9-]+\/[1-9]-[a-z]+)\.ts$/.exec(path);
      if (match === null) return undefined;
      return `import { gradeAsTest } from ${JSON.stringify(shell)};\ngradeAsTest(${
        JSON.stringify(match[1])
      });\n`;
    },
  };
}
