/**
 * The reader's state in this browser: the same text as the file of `npm run review`.
 */
import { formatReview, type Memories, NotAReview, parseReview } from "@site/../src/learn/review.ts";

const KEY = "review";

/** What the browser keeps. `broken` is a text that is no state: it is kept as it is until the reader decides. */
export interface Stored {
  memories: Memories;
  broken?: { text: string; why: string };
}

/** Reads the state; nothing where there is none, or where storage is forbidden. */
export function readStored(): Stored {
  let text: string | null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return { memories: new Map() };
  }
  if (text === null) return { memories: new Map() };
  try {
    return { memories: parseReview(text) };
  } catch (error) {
    if (!(error instanceof NotAReview)) throw error;
    return { memories: new Map(), broken: { text, why: error.message } };
  }
}

/** Whether it was kept: storage may be full or forbidden. */
export function writeStored(memories: Memories): boolean {
  try {
    localStorage.setItem(KEY, formatReview(memories));
    return true;
  } catch {
    return false;
  }
}

/** Forgets everything. */
export function clearStored(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept then
  }
}

/** Offers a text as a file. */
export function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
