/**
 * The git-ignored `.env` in which VS Code finds the course's kernel.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folder that Jupyter searches for the course's kernel. */
export function jupyterPath(folder: string): string {
  return join(folder, "notebooks", ".jupyter");
}

/**
 * Writes `JUPYTER_PATH` to the folder's `.env`: VS Code reads absolute paths only, so it cannot be committed. Other
 * lines of the file stay.
 */
export function writeEnvFile(folder: string): void {
  const file = join(folder, ".env");
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const text = withJupyterPath(before, jupyterPath(folder));
  if (text !== before) writeFileSync(file, text);
}

/** The text of an `.env` file with this `JUPYTER_PATH`. */
export function withJupyterPath(before: string, path: string): string {
  const line = `JUPYTER_PATH="${path.replaceAll("\\", "/")}"`;
  const rest = before.split(/\r?\n/).filter((each) => each !== "" && !each.startsWith("JUPYTER_PATH="));
  return [...rest, line, ""].join("\n");
}
