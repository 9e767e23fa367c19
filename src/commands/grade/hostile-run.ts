/**
 * Judges the hostile files, each in place of the fixture's answer.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Judgement } from "#src/grade/report.ts";
import type { HostileCase } from "./hostile.ts";
import { judge } from "./judge.ts";
import { type Layout, projectRoot } from "./layout.ts";

/** The exercise that the grader is tested with. */
export const fixture: Layout = { base: join(projectRoot, "src/commands/grade/fixture") };
/** Its name. */
export const fixtureExercise = "testing/asking/1-build";

// Tighter than a learner's, so that what hangs or grows is over sooner.
const LIMITS = { stallMs: 2_000, heapMb: 192, residentMb: 500 };

/** Writes the file somewhere else, judges it, and takes it away again. */
export async function judgeHostile({ file }: HostileCase, types = true): Promise<Judgement> {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const path = join(folder, "1-build.ts");
  try {
    if (file === "folder") mkdirSync(path);
    else if (file === "link") symlinkSync(join(fixture.base, "solutions/testing/asking/1-build.ts"), path);
    else if (file !== "absent") writeFileSync(path, file);
    return await judge(fixtureExercise, {
      layout: fixture,
      answer: path,
      cache: false,
      types,
      limits: LIMITS,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
