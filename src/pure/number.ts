/**
 * Logarithm, exponential and the distributions built on them, from + − × ÷ and square root alone.
 *
 * Engines differ in the last bits of `Math.log`, `Math.exp` and `Math.pow`; these functions give the same bits on
 * every runtime, which replay and committed outputs rest on. The method is fdlibm's (Sun Microsystems, 1993).
 *
 * @module
 */

const LN2_HIGH = 6.93147180369123816490e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const bits = new DataView(new ArrayBuffer(8));

/** 2 to the power `k`, exactly, for whole `k` from −1022 to 1023. */
export function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** Natural logarithm; `-Infinity` for 0, `NaN` for negative numbers. Within 1 ulp of the true value. */
export function ln(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984; // 2^54, out of the subnormal range
    k = -54;
  }
  bits.setFloat64(0, x);
  const high = bits.getUint32(0) + (0x3ff00000 - 0x3fe6a09e);
  k += (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) + 0x3fe6a09e);
  const f = bits.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const even = z *
    (6.666666666666735130e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return s * (half + odd + even) + k * LN2_LOW - half + f + k * LN2_HIGH;
}

/** e to the power `x`; overflows to `Infinity` above 709.78 and is 0 below −708. Within 1 ulp elsewhere. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -708) return 0;
  const k = Math.trunc(x / 0.6931471805599453 + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const rr = r * r;
  const c = r - rr *
      (1.66666666666666019037e-1 +
        rr *
          (-2.77777777770155933842e-3 +
            rr *
              (6.61375632143793436117e-5 +
                rr * (-1.65339022054652515390e-6 + rr * 4.13813679705723846039e-8))));
  const y = 1 + ((r * c) / (2 - c) - low + high);
  return k > 1023 ? y * 2 * powerOfTwo(k - 1) : y * powerOfTwo(k);
}

/** `base` to the power `exponent`, for `base` > 0. Whole exponents up to 64 are multiplied out. */
export function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && exponent >= 0 && exponent <= 64) {
    let result = 1;
    for (let i = 0; i < exponent; i++) result *= base;
    return result;
  }
  return exp(exponent * ln(base));
}

/** Exponentially distributed with mean `mean`, from a draw `u` in [0, 1); 0 for `u` = 0. */
export const exponential = (u: number, mean: number): number => -mean * ln(1 - u);

/** Pareto (heavy tail) with the given minimum and shape (> 1 has a mean: `min · shape / (shape − 1)`); `min` for `u` = 0. */
export const pareto = (u: number, min: number, shape: number): number => min * exp(-ln(1 - u) / shape);

/** Standard normal by Acklam's rational approximation of the inverse (relative error below 1.2e-9), from `u` in (0, 1). */
export function normal(u: number): number {
  const p = Math.min(Math.max(u, 1e-12), 1 - 1e-12);
  if (p < 0.02425) return tail(Math.sqrt(-2 * ln(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * ln(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.3577518672690) *
          r -
        30.66479806614716) * r + 2.506628277459239) *
    q /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
          13.28068155288572) * r + 1);
}

function tail(q: number): number {
  return (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q -
            2.549732539343734) * q +
        4.374664141464968) * q + 2.938163982698783) /
    ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q +
      1);
}

/** Log-normal with the given median and the given ratio of the 84th percentile to the median (≥ 1). */
export const logNormal = (u: number, median: number, spread: number): number =>
  median * exp(normal(u) * ln(spread));
