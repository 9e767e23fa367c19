/**
 * What the comparison of runtimes passes around.
 *
 * @module
 */

/** One run in short. */
export interface Digest {
  /** Its token. */
  readonly run: string;
  /** A hash of trace, result, verdict and pictures. */
  readonly hash: number;
}

/** Paths of all scenarios, in sorted order. */
export async function scenarioFiles(folder = "src/patterns"): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) files.push(...await scenarioFiles(path));
    else if (entry.name.endsWith(".scenario.ts")) files.push(path);
  }
  return files.sort();
}
