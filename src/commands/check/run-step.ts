/**
 * Runs the commands of a step, keeps what they print, and stops them when they take too long.
 *
 * @module
 */
import { installTool } from "../tool-folder.ts";
import type { Step } from "./steps.ts";

/** How a step ended. */
export interface Outcome {
  passed: boolean;
  seconds: number;
  /** What the commands printed. */
  output: string;
  /** The command that failed, as one would type it. */
  failed?: string;
}

/** Runs a step in `folder`. With `show`, what it prints is shown as it comes. */
export async function runStep(step: Step, folder: string, show: boolean): Promise<Outcome> {
  const began = performance.now();
  const output: string[] = [];
  for (const tool of step.tools ?? []) installTool(tool);
  for (const [program, ...args] of step.commands) {
    const { code, text } = await runCommand(program === "deno" ? Deno.execPath() : "node", args, {
      folder,
      show,
      minutes: step.minutes,
    });
    output.push(text);
    if (code !== 0) {
      return {
        passed: false,
        seconds: since(began),
        output: output.join(""),
        failed: [program === "deno" ? "npx deno" : program, ...args].join(" "),
      };
    }
  }
  return { passed: true, seconds: since(began), output: output.join("") };
}

function since(began: number): number {
  return (performance.now() - began) / 1000;
}

interface CommandOptions {
  folder: string;
  show: boolean;
  minutes: number;
}

async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<{ code: number; text: string }> {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: options.folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { CI: "1", NO_COLOR: "1" },
  }).spawn();
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, options.minutes * 60_000);
  const parts: string[] = [];
  const keep = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      const text = decoder.decode(bytes, { stream: true });
      parts.push(text);
      if (options.show) Deno.stdout.writeSync(bytes);
    }
  };
  const [{ code }] = await Promise.all([child.status, keep(child.stdout), keep(child.stderr)]);
  clearTimeout(limit);
  if (late) parts.push(`\nStopped: it took more than ${options.minutes} minutes.\n`);
  return { code: late ? 1 : code, text: parts.join("") };
}
