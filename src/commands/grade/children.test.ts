/**
 * Whoever ends the parent ends the answer's process with it.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { denoPath } from "./deno-path.ts";

const PARENT = (folder: string) => `
  import { spawn } from "node:child_process";
  import { watchOver } from ${JSON.stringify(new URL("children.ts", import.meta.url).href)};
  const child = spawn(Deno.execPath(), ["eval", "for (;;);"], { stdio: "ignore" });
  watchOver(child, ${JSON.stringify(folder)});
  console.log(child.pid);`;

test.each([["SIGTERM", 143], ["SIGINT", 130], ["SIGHUP", 129]] as const)("%s", async (signal, code) => {
  const folder = mkdtempSync(join(tmpdir(), "watched-"));
  const parent = spawn(denoPath(), ["run", "-A", "--no-lock", "-"], { stdio: ["pipe", "pipe", "inherit"] });
  parent.stdin.end(PARENT(folder));
  const pid = await new Promise<number>((resolve) =>
    parent.stdout.once("data", (text) => resolve(Number(text)))
  );
  const ended = new Promise((resolve) => parent.once("close", resolve));
  parent.kill(signal);
  expect(await ended).toBe(code);
  expect(existsSync(folder)).toBe(false);
  await expect.poll(() => alive(pid), { timeout: 3_000 }).toBe(false);
}, 30_000);

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
