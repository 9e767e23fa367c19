/**
 * Which committed picture belongs to a mermaid source. Portable, so that the site's plugin, the command that
 * draws and the test that looks for missing pictures agree.
 */

/** Stands for mermaid's version, the settings, the measuring shim and the font. A test says when it is out of date. */
export const DIAGRAM_RENDERER = "3a7ce1613f63a519";

/** The file in `site/diagrams/` that holds the picture of this source. */
export function diagramFile(source: string): string {
  return `${fingerprint(`${DIAGRAM_RENDERER}\n${plainSource(source)}`)}.svg`;
}

/** Line ends and blank ends do not change a picture. */
export function plainSource(source: string): string {
  return source.replaceAll("\r\n", "\n").trim();
}

/** FNV-1a with 64 bits: enough to tell a few thousand pictures apart, and no secret. */
export function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
