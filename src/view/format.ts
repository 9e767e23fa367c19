/**
 * Numbers and durations as text, by rules of our own: `toLocaleString` and `Intl` differ between machines.
 *
 * @module
 */

/** An integer with a comma between groups of three digits: `3,112`. */
export function grouped(value: number): string {
  const digits = String(Math.abs(Math.round(value)));
  if (digits.includes("e")) return String(value);
  const sign = Math.round(value) < 0 ? "-" : "";
  return sign + digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number for people: integers in full, everything else with three significant digits. */
export function number(value: number): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "-infinite";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(value);
  if (Math.abs(value) >= 1e15) return value.toExponential(2);
  if (Math.abs(value) >= 99.95) return grouped(value);
  if (Math.abs(value) < 0.001) return value.toExponential(1);
  return value.toPrecision(3).replace(/\.?0+$/, "");
}

/** A duration for people: `850 ms`, `29.6 s`, `2 min 30 s`, `1 h 5 min`. */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (!Number.isFinite(ms)) return number(ms);
  if (size < 999.5) return `${number(size < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`;
  if (size < 59_950) return `${number(ms / 1000)} s`;
  const sign = ms < 0 ? "-" : "";
  const seconds = Math.round(size / 1000);
  const [large, small, units] = seconds < 3600
    ? [Math.floor(seconds / 60), seconds % 60, ["min", "s"]]
    : [Math.floor(seconds / 3600), Math.round(seconds % 3600 / 60), ["h", "min"]];
  return `${sign}${large} ${units[0]}${small === 0 ? "" : ` ${small} ${units[1]}`}`;
}

/** A moment of virtual time, in the unit that fits the whole run: `1,050 ms` or `31.05 s`. */
export function moment(ms: number, longestMs: number): string {
  return longestMs < 10_000 ? `${number(Math.round(ms * 10) / 10)} ms` : `${seconds(ms)} s`;
}

/** Milliseconds as seconds with at most so many decimals. */
export function seconds(ms: number, decimals = 2): string {
  const text = (Math.round(ms) / 1000).toFixed(decimals).replace(/\.?0+$/, "");
  const [whole = "0", fraction] = text.split(".");
  return grouped(Number(whole)) + (fraction === undefined ? "" : `.${fraction}`);
}

/** Milliseconds as they stand on an axis: with a decimal only where the whole is short. */
export function milliseconds(ms: number, longestMs: number): string {
  if (longestMs >= 100) return grouped(ms);
  return (Math.round(ms * 10) / 10).toFixed(1).replace(/\.0$/, "");
}

/** A count with its noun: `1 message`, `24 messages`. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(value)} ${value === 1 ? noun : plural}`;
}

/** A share as text: `0.143` is `14.3 %`. */
export function percent(ratio: number): string {
  return `${number(Math.round(ratio * 1000) / 10)} %`;
}

/** Words joined as in a sentence: `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "nothing";
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** The same text with a capital first letter. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same text with numbers of many decimals rounded for people. */
export function tidy(text: string): string {
  return text.replace(/(?<![\w.])\d+\.\d{4,}(?![\w.])/g, (digits) => number(Number(digits)));
}
