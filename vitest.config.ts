import { defineConfig } from "vitest/config";
import { exerciseAsTest } from "./src/commands/grade/vitest-plugin.ts";

export default defineConfig({
  test: {
    // By default vitest leaves one core idle: on two cores that is half of them.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        // A hang is found by the simulation itself; the limit is for slow machines.
        test: { name: "library", include: ["src/**/*.test.ts"], testTimeout: 60_000, pool: "threads" },
      },
      {
        // A learner's file is its own test file: the plugin puts the grader in its place.
        extends: true,
        plugins: [exerciseAsTest()],
        test: {
          name: "exercises",
          include: ["exercises/*/*/[1-9]-*.ts"],
          testTimeout: 120_000,
          pool: "threads",
        },
      },
    ],
  },
});
