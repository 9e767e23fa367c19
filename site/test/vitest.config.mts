import path from "node:path";
import { defineConfig } from "vitest/config";

// The tests of the site need the built site, and are apart from the library's for that reason.
export default defineConfig({
  root: path.resolve(import.meta.dirname, "..", ".."),
  test: {
    include: ["site/test/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
