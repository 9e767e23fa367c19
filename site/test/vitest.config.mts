import path from "node:path";
import { defineConfig } from "vitest/config";

// The tests of the site need the built site, and are apart from the library's for that reason.
export default defineConfig({
  root: path.resolve(import.meta.dirname, "..", ".."),
  test: {
    // What is measured is no test: `npm run bench -- pages` asks for it.
    include: [
      process.env.MEASURE ? "site/test/*.measure.ts" : "site/test/*.test.ts",
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Two browsers at once, as CI has two cores: more of them wait for each other.
    maxWorkers: 2,
  },
});
