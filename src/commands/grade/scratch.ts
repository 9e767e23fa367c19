/**
 * A folder and an environment for a process that runs an answer or checks its types.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./layout.ts";

/** A new empty folder, by its real path; whoever asks for it removes it. */
export function scratchFolder(name: string): string {
  for (const parent of [join(projectRoot, "node_modules/.cache/grade"), tmpdir()]) {
    try {
      mkdirSync(parent, { recursive: true });
      return realpathSync(mkdtempSync(join(parent, `${name}-`)));
    } catch {
      // A read-only checkout: try the next.
    }
  }
  throw new Error(
    "Cannot grade as there is no folder to write to: neither node_modules/.cache nor the system's temporary one",
  );
}

/** Only what a process needs to begin; nothing of the user's. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = [
    "PATH",
    "HOME",
    "USERPROFILE",
    "SystemRoot",
    "LOCALAPPDATA",
    "TMPDIR",
    "TEMP",
    "TMP",
    "XDG_CACHE_HOME",
    "DENO_DIR",
  ];
  const environment: NodeJS.ProcessEnv = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name];
  return environment;
}
