/**
 * The worker of one answer: it fetches the exercise's program and hands it the private port.
 *
 * @module
 */
import type { Start } from "./messages.ts";

const worker = globalThis as unknown as { onmessage: ((event: { data: Start }) => void) | null };

worker.onmessage = async ({ data }) => {
  worker.onmessage = null;
  const { run } = await import(data.program) as { run: (start: Start) => Promise<void> };
  await run(data);
};
