/**
 * Text as lines of a terminal.
 *
 * @module
 */

/** Lines of at most `width` characters, broken between words. */
export function wrap(text: string, indent: number, width = 94): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > width - indent) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => `${" ".repeat(indent)}${line}`.trimEnd());
}
