/**
 * The program of the child process: one trial, reported behind the nonce.
 *
 * It runs on Deno without any permission, bundled together with the harness; the answer is a bundle of its own.
 *
 * @module
 */
import type { Line, Task } from "#src/grade/lines.ts";
import { trial, type TrialParts, withoutTrace } from "#src/grade/trial.ts";

/** What the parent asks of the child, in one line on its standard input. */
export interface ChildTask extends Task {
  readonly nonce: string;
}

// Taken before the realm is locked, and out of the answer's sight.
const { Deno, setTimeout } = globalThis as unknown as {
  Deno: {
    stdin: { readSync(into: Uint8Array): number | null };
    stdout: { writeSync(bytes: Uint8Array): number };
    exit(code: number): never;
  };
  setTimeout: (action: () => void, ms: number) => void;
};
const { stdin, stdout } = Deno;
const exit = Deno.exit.bind(Deno);

/** Runs the child. */
export async function main(parts: TrialParts, load: () => Promise<object>): Promise<void> {
  const task = readTask();
  const send = sender(task.nonce);
  const verdict = await trial(parts, task, { load, send, turn });
  send({ type: "verdict", verdict });
  exit(0);
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function readTask(): ChildTask {
  let text = "";
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(4096);
  while (!text.includes("\n")) {
    const size = stdin.readSync(chunk);
    if (size === null) break;
    text += decoder.decode(chunk.subarray(0, size), { stream: true });
  }
  return JSON.parse(text) as ChildTask;
}

function sender(nonce: string): (line: Line) => void {
  const encoder = new TextEncoder();
  const encode = encoder.encode.bind(encoder);
  return (line) => {
    const text = "verdict" in line ? { ...line, verdict: withoutTrace(line.verdict) } : line;
    let bytes = encode(`${nonce} ${JSON.stringify(text)}\n`);
    while (bytes.length > 0) bytes = bytes.subarray(stdout.writeSync(bytes));
  };
}
