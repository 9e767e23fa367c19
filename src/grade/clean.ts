/**
 * Text that came from an answer, made harmless for a terminal.
 *
 * @module
 */

const ESCAPES =
  // deno-lint-ignore no-control-regex
  /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[()*+#][A-Za-z0-9]|\u001b[ -~]?/g;
const CONTROLS =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Without terminal escapes, control characters and marks that change the direction of text; line ends stay. */
export function cleanLines(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(ESCAPES, "").replace(CONTROLS, "").replace(/\t/g, "  ");
}

/** As {@linkcode cleanLines}, in one line of at most `limit` characters. */
export function cleanLine(text: string, limit = 600): string {
  const line = cleanLines(text).replace(/\n+/g, " ⏎ ");
  return line.length <= limit ? line : `${line.slice(0, limit)}…`;
}

/** Plain data with every text in it made harmless. */
export function cleanData<T>(data: T): T {
  return cleaned(data) as T;
}

function cleaned(data: unknown): unknown {
  if (typeof data === "string") return cleanLines(data);
  if (Array.isArray(data)) return data.map(cleaned);
  if (typeof data === "object" && data !== null) {
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, cleaned(value)]));
  }
  return data;
}
