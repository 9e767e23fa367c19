/**
 * Child processes and their folders do not outlive this process: a closed terminal, a time limit of a CI or a stop button
 * ends only the parent, and an answer's endless loop would go on for ever.
 *
 * @module
 */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const SIGNALS = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];
const living = new Map<ChildProcess, string>();

/** Watches over a child that works in `folder`, until it is closed. */
export function watchOver(child: ChildProcess, folder: string): void {
  if (living.size === 0) { for (const signal of SIGNALS) process.on(signal, endAll); }
  living.set(child, folder);
  const gone = () => {
    living.delete(child);
    if (living.size === 0) { for (const signal of SIGNALS) process.off(signal, endAll); }
  };
  child.once("close", gone);
  child.once("error", gone);
}

function endAll(signal: NodeJS.Signals): void {
  for (const [child, folder] of living) {
    child.kill("SIGKILL");
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // On Windows a folder may still be in use; it is in a cache.
    }
  }
  process.exit(128 + (NUMBERS[signal as keyof typeof NUMBERS] ?? 15));
}
