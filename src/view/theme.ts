/**
 * The colours of all pictures, as CSS variables: the light value is the fallback inside the picture, the dark value is
 * set by a page that has a dark mode.
 *
 * @module
 */

/** One colour of the theme. */
export interface Tone {
  /** The CSS variable, for example `--view-ink`. */
  readonly variable: string;
  readonly light: string;
  readonly dark: string;
  /** What it is for. */
  readonly use: string;
}

const tone = (name: string, light: string, dark: string, use: string): Tone => ({
  variable: `--view-${name}`,
  light,
  dark,
  use,
});

/** All colours. Inks have a contrast of at least 4.5 to 1 on the paper, lines of at least 3 to 1. */
export const theme = {
  paper: tone("paper", "#fff", "#1b1b1d", "background of a picture"),
  ink: tone("ink", "#1a1a1a", "#e8e6e3", "text and arrows"),
  soft: tone("soft", "#595959", "#a9a6a1", "second text: times, captions, ticks"),
  line: tone("line", "#8a8a8a", "#77747a", "axes and lifelines"),
  grid: tone("grid", "#e3e3e3", "#37363a", "grid lines and quiet stretches"),
  fault: tone("fault", "#b3261e", "#ff8f84", "crashes, lost messages, broken properties"),
  faultBand: tone("fault-band", "#fbe4e0", "#46221f", "where a fault acts"),
  good: tone("good", "#11693f", "#6fd09b", "recovery, properties that hold"),
  series1: tone("1", "#0b5cad", "#7cb8ff", "first series or state"),
  series2: tone("2", "#b04a00", "#ffab66", "second series or state"),
  series3: tone("3", "#7a3ba8", "#d5a6f5", "third series or state"),
  series4: tone("4", "#11693f", "#6fd09b", "fourth series or state"),
  series5: tone("5", "#4d4d4d", "#c9c6c2", "fifth series or state"),
} as const satisfies Record<string, Tone>;

/** Names of the theme's colours. */
export type ToneName = keyof typeof theme;

/** The colours as they stand in an attribute: `var(--view-ink, #1a1a1a)`. */
export const paint: Readonly<Record<ToneName, string>> = Object.fromEntries(
  Object.entries(theme).map(([name, { variable, light }]) => [name, `var(${variable}, ${light})`]),
) as Record<ToneName, string>;

/** Colours of series and states, in order of first appearance. */
export const seriesPaint: readonly string[] = [
  paint.series1,
  paint.series2,
  paint.series3,
  paint.series4,
  paint.series5,
];

/** Dashes that tell series apart without colour; the first is solid. */
export const seriesDash: readonly string[] = ["", "8 4", "2 3", "10 3 2 3", "5 2"];

/** The same for the broad line of a host, whose colour is its state. */
export const stateDash: readonly string[] = ["", "7 2", "2 2", "10 2 2 2", "4 4"];

/** CSS declarations for a page in dark mode, one per line. */
export function darkDeclarations(): string {
  return Object.values(theme).map(({ variable, dark }) => `${variable}: ${dark};`).join("\n");
}
