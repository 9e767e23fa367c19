/**
 * Scales and ticks from arithmetic that is equal on every engine.
 *
 * @module
 */

import { ln } from "#src/pure/number.ts";

/** Maps values to a picture's integer units. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Where a scale lies and what it spans. */
export interface ScaleOptions {
  from: number;
  to: number;
  /** First and last unit in the picture. */
  range: readonly [number, number];
  /** About so many ticks. */
  ticks: number;
  scale?: "linear" | "log";
}

/** A linear scale, or a logarithmic one where asked for. */
export function makeScale({ from, to, range, ticks, scale = "linear" }: ScaleOptions): Scale {
  if (!(to > from)) to = from + (from === 0 ? 1 : Math.abs(from));
  const [first, last] = range;
  const log = scale === "log";
  const position = log ? (value: number) => ln(Math.max(value, from)) : (value: number) => value;
  const start = position(from);
  const span = position(to) - start;
  return {
    from,
    to,
    ticks: log ? logTicks(from, to) : linearTicks(from, to, ticks),
    at: (value) =>
      Math.round(
        first + (last - first) * (Math.min(Math.max(position(value), start), start + span) - start) / span,
      ),
  };
}

/** Round values from `from` to `to`, about `count` of them, in steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(from: number, to: number, count: number): number[] {
  if (!(to > from) || !Number.isFinite(to - from)) return [from];
  const wanted = (to - from) / Math.max(1, count);
  let power = 1;
  let down = 0;
  while (power * 10 <= wanted) power *= 10;
  while (power / tens(down) > wanted) down++;
  const unit = (n: number) => n * power / tens(down);
  const step = wanted >= unit(7.071) ? 10 : wanted >= unit(3.162) ? 5 : wanted >= unit(1.414) ? 2 : 1;
  const ticks: number[] = [];
  for (let i = Math.ceil(from / unit(step) - 1e-9) || 0; unit(i * step) <= to + unit(step) * 1e-9; i++) {
    ticks.push(unit(i * step));
  }
  return ticks;
}

/** The smallest round value at or above `value`, for the end of an axis. */
export function roundUp(value: number, count = 5): number {
  if (!(value > 0)) return 0;
  const ticks = linearTicks(0, value, count);
  const last = ticks[ticks.length - 1]!;
  const step = ticks[1]! - ticks[0]!;
  return last >= value ? last : linearTicks(0, value + step, count).find((tick) => tick >= value) ?? value;
}

/** Powers of ten within the range, and their doubles and fivefolds where there are few. */
export function logTicks(from: number, to: number): number[] {
  const powers: number[] = [];
  for (let p = powerOfTenBelow(from); p <= to * 1.000001; p = p >= 1 ? p * 10 : 1 / Math.round(0.1 / p)) {
    powers.push(p);
  }
  const inside = (values: readonly number[]) =>
    values.filter((value) => value >= from * 0.999999 && value <= to * 1.000001);
  const rounds = inside(powers);
  return rounds.length > 2 ? rounds : inside(powers.flatMap((p) => [p, 2 * p, 5 * p]));
}

/** The greatest power of ten at or below a positive value. */
export function powerOfTenBelow(value: number): number {
  let n = 0;
  if (value >= 1) {
    while (tens(n + 1) <= value && n < 300) n++;
    return tens(n);
  }
  while (1 / tens(n) > value && n < 300) n++;
  return 1 / tens(n);
}

function tens(n: number): number {
  let power = 1;
  for (let i = 0; i < n; i++) power *= 10;
  return power;
}
