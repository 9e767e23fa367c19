/**
 * Reads a learner's file as text, whatever stands in its place.
 *
 * @module
 */
import { lstatSync, readFileSync } from "node:fs";
import type { Mistaken } from "#src/grade/verdict.ts";

/** The longest answer, in bytes. */
export const MAX_ANSWER_BYTES = 256 * 1024;

/** The text with `\n` as line ends and without a byte order mark, or why there is none. */
export type AnswerFile = { readonly text: string } | { readonly mistake: Mistaken };

const mistaken = (
  mistake: "missing-file" | "unreadable-file",
  message: string,
  advice: string,
): AnswerFile => ({
  mistake: { kind: "mistaken", mistake, message, advice },
});
const BRING_BACK =
  "`npm run reset <name>` puts the file as shipped in its place, and keeps what is there as .bak.";

/** Reads the file. Never follows a link, and never opens what is no file. */
export function readAnswer(path: string): AnswerFile {
  const unreadable = (message: string, advice = BRING_BACK) => mistaken("unreadable-file", message, advice);
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) {
      return unreadable("The file is a symbolic link; an answer is a file of its own.");
    }
    if (stat.isDirectory()) return unreadable("There is a folder in place of the file.");
    if (!stat.isFile()) return unreadable("What is in place of the file is no ordinary file.");
    if (stat.size > MAX_ANSWER_BYTES) {
      return unreadable(
        `The file has ${Math.ceil(stat.size / 1024)} kB; an answer has at most ${
          MAX_ANSWER_BYTES / 1024
        } kB.`,
      );
    }
    return decode(readFileSync(path));
  } catch (error) {
    const code = (error as { code?: string }).code ?? "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") {
      return mistaken("missing-file", "The file is not there.", BRING_BACK);
    }
    return unreadable(`The file cannot be read (${code}).`, "Look at its permissions.");
  }
}

function decode(bytes: Uint8Array): AnswerFile {
  const [first, second] = bytes;
  const save = "Save it as UTF-8; in VS Code the encoding stands at the right of the bottom line.";
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return mistaken("unreadable-file", "The file is saved as UTF-16, and it must be UTF-8.", save);
  }
  if (bytes.includes(0)) return mistaken("unreadable-file", "The file holds bytes that are no text.", save);
  try {
    return { text: normalised(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return mistaken("unreadable-file", "The file is not saved as UTF-8.", save);
  }
}

/** Line ends as `\n`, without a byte order mark. */
export function normalised(text: string): string {
  return text.replace(/^\uFEFF+/, "").replace(/\r\n?/g, "\n");
}

/** Whether the answer is still the file as shipped. */
export function isStub(answer: string, stub: string): boolean {
  return normalised(answer).trimEnd() === normalised(stub).trimEnd();
}
