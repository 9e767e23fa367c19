/**
 * A value as a notebook, a page and a terminal can show it.
 *
 * @module
 */

/** Renderings of one value by mime type. The plain text must be good by itself. */
export interface MimeBundle {
  readonly "text/plain": string;
  readonly "text/html"?: string;
  readonly "image/svg+xml"?: string;
  readonly [mime: `application/${string}+json`]: unknown;
}

const display = Symbol.for("Jupyter.display");

/** Ends a cell; the kernel and the page ask it for its renderings, a terminal for its text. */
export interface Shown {
  readonly [display]: () => MimeBundle;
  toString(): string;
}

/** Makes a {@linkcode Shown} of ready renderings. */
export function shown(bundle: MimeBundle): Shown {
  return { [display]: () => bundle, toString: () => bundle["text/plain"] };
}

/** The renderings of a value, where it has any. */
export function renderings(value: unknown): MimeBundle | undefined {
  if (typeof value !== "object" || value === null || !(display in value)) return undefined;
  const own = (value as Shown)[display];
  return typeof own === "function" ? own.call(value) : undefined;
}
