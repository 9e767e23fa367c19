/**
 * From a place in a bundle to the place in the learner's file.
 *
 * @module
 */
import type { Place } from "#src/grade/verdict.ts";

/** What is read of a source map. */
export interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The numbers of one segment, in base 64 with variable length. */
function decodeSegment(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    if ((digit & 32) !== 0) {
      shift += 5;
      continue;
    }
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}

/** Finds the place in the source whose name `isSource` accepts; `undefined` where the bundle's place is another's. */
export function originalPlace(
  map: SourceMap,
  place: Place,
  isSource: (source: string) => boolean,
): Place | undefined {
  let source = 0;
  let line = 0;
  let column = 0;
  let found: Place | undefined;
  const rows = map.mappings.split(";");
  for (let row = 0; row < Math.min(rows.length, place.line); row++) {
    let bundleColumn = 0;
    for (const segment of rows[row]!.split(",")) {
      if (segment === "") continue;
      const [column0 = 0, source0 = 0, line0 = 0, column1 = 0] = decodeSegment(segment);
      bundleColumn += column0;
      source += source0;
      line += line0;
      column += column1;
      if (row !== place.line - 1 || bundleColumn > place.column - 1) continue;
      found = isSource(map.sources[source] ?? "") ? { line: line + 1, column: column + 1 } : undefined;
    }
  }
  return found;
}
