/**
 * The worker of one answer: it fetches the exercise's program and hands it the private port.
 *
 * @module
 */
import type { FromWorker, Start } from "./messages.ts";

const worker = globalThis as unknown as {
  onmessage: ((event: { data: Start }) => void) | null;
};

worker.onmessage = async ({ data }) => {
  worker.onmessage = null;
  let program: { run: (start: Start) => Promise<void> };
  try {
    program = await import(data.program);
  } catch {
    data.port.postMessage({ absent: true } satisfies FromWorker);
    return;
  }
  await program.run(data);
};
