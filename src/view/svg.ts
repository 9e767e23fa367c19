/**
 * The few things a picture needs: escaped text, estimated text widths, and the frame that all pictures share.
 *
 * One picture serves light and dark: it has an opaque background and takes its colours from `--view-…` variables,
 * with the light values as fallbacks. Coordinates are integers, ids carry a hash of the content.
 *
 * @module
 */

import { paint } from "./theme.ts";

/** The widest a picture may be, in its own units. At 358 px (a phone) text of 14 units is then 9.6 px. */
export const pictureWidth = 520;

/** No picture is larger, in bytes of UTF-8. */
export const maxPictureBytes = 12_000;

/** Text that may stand in an element or in a double-quoted attribute. */
export function escapeXml(text: string): string {
  return text
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (c) => c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&quot;");
}

/** 32 bits of FNV-1a over UTF-16 units, as hexadecimal digits. */
export function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, "0");
}

/** Bytes of the text in UTF-8. */
export function bytes(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    n += c < 0x80 ? 1 : c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 2 : 3;
  }
  return n;
}

/** Estimated width of a text in a sans-serif font: on the generous side, the same everywhere. */
export function textWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const c of text) {
    if ("iljtfrI.,;:'|!()[] ·".includes(c)) thousandths += 360;
    else if ("mwMW@%—…→".includes(c)) thousandths += 960;
    else if (c >= "A" && c <= "Z") thousandths += 720;
    else thousandths += c > "\u2e7f" ? 1000 : 620;
  }
  return Math.ceil(thousandths * size / 1000);
}

/** The text, cut with an ellipsis where it would be wider than `width`. */
export function fit(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** A name, cut in its middle where it would be too wide: names of one family differ at their end. */
export function fitName(name: string, width: number, size: number): string {
  if (textWidth(name, size) <= width) return name;
  const tail = /[^a-z]*.?\d+$/i.exec(name)?.[0].slice(-4) ?? name.slice(-2);
  return fit(name.slice(0, name.length - tail.length), width - textWidth(tail, size), size) + tail;
}

/** The text in lines no wider than `width`; what does not fit into `mostLines` ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, mostLines = 3): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \t\r\n]+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || textWidth(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  const kept = lines.slice(0, mostLines);
  if (lines.length > mostLines) kept[mostLines - 1] = fit(lines.slice(mostLines - 1).join(" "), width, size);
  return kept.map((each) => fit(each, width, size));
}

/** A picture's title in lines; it is bold and thus wider than other text. */
export function titleLines(title: string, width: number): string[] {
  return wrap(title, width - 24, 17, 3);
}

/** Parts of a text element beside its place. */
export interface TextOptions {
  size?: number;
  anchor?: "start" | "middle" | "end";
  fill?: string;
  bold?: boolean;
  italic?: boolean;
  /** A rim in the colour of the paper, so that lines do not run through the letters. */
  halo?: boolean;
}

/** One text element. Size 14 and ink are inherited from the frame. */
export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const { size = 14, anchor = "start", fill, bold = false, italic = false, halo = false } = options;
  const attributes = [
    anchor === "start" ? "" : ` text-anchor="${anchor}"`,
    size === 14 ? "" : ` font-size="${size}"`,
    fill === undefined ? "" : ` fill="${fill}"`,
    bold ? ` font-weight="600"` : "",
    italic ? ` font-style="italic"` : "",
    halo ? ` stroke="${paint.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"` : "",
  ].join("");
  return `<text x="${Math.round(x)}" y="${Math.round(y)}"${attributes}>${escapeXml(content)}</text>`;
}

/** What stands around a picture's body. */
export interface Frame {
  width: number;
  height: number;
  /** One line: what the picture is. */
  title: string;
  /** The story in words, for those who do not see it. */
  description: string;
  /** Makes the body; `id` gives an id that no other picture on the page has. */
  body: (id: (name: string) => string) => string;
}

/** The whole SVG text. */
export function frame({ width, height, title, description, body }: Frame): string {
  const h = hash(`${title}|${description}|${width}x${height}|${body((name) => name)}`);
  const id = (name: string) => `v${h}-${name}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` style="max-width:100%;height:auto" role="img" aria-labelledby="${id("t")} ${id("d")}"` +
    ` font-family="system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="14" fill="${paint.ink}">` +
    `<title id="${id("t")}">${escapeXml(title)}</title><desc id="${id("d")}">${
      escapeXml(description)
    }</desc>` +
    `<rect width="${width}" height="${height}" fill="${paint.paper}"/>${body(id)}</svg>`;
}
