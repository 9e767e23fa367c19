/**
 * A retry budget: how many repetitions all calls to one dependency may make together.
 *
 * Sources: gRPC proposal A6, "gRPC Retry Design", section "Throttling Retry Attempts and Hedged RPCs"; Marc Brooker,
 * "Fixing retries with token buckets and circuit breakers", 2022; Betsy Beyer et al., *Site Reliability Engineering*,
 * 2016, chapter 22, "Retries".
 *
 * @module
 */
import { numberOption } from "#src/pure/option.ts";

/** Options for {@linkcode RetryBudget}. */
export interface RetryBudgetOptions {
  /** What the bucket holds at most, and at first: the burst of retries that one hiccup may cost. @default {10} */
  maxTokens?: number;
  /**
   * What a success pays in; retries cost 1. In the long run at most this share of the calls is repeated.
   * Counted in thousandths. @default {0.1}
   */
  depositPerSuccess?: number;
}

/** Tokens are counted in thousandths, as gRPC does: ten deposits of 0.1 must make exactly one. */
const scale = 1_000;

/**
 * A token bucket that successes fill and retries empty. Share one among all calls to the same dependency.
 *
 * **Guarantees.** Whatever fails: retries ≤ `maxTokens` + `depositPerSuccess` × successes. When nothing succeeds,
 * retries end after `maxTokens`, and each call is made once.
 *
 * **Does not guarantee.** Each process has its own budget. It does not limit first attempts. A caller with little
 * traffic refills slowly, and gets fewer retries than its share.
 *
 * @throws {RangeError} If an option is outside its range.
 *
 * @example
 * ```ts
 * import { RetryBudget } from "#patterns/resilience/retry/budget.ts";
 *
 * const budget = new RetryBudget({ maxTokens: 2, depositPerSuccess: 0.5 });
 * const first = [budget.take(), budget.take(), budget.take()]; // the third is not paid for
 * budget.deposit();
 * budget.deposit();
 * const then = [budget.take(), budget.take()]; // two successes have paid for one
 * if (`${first} ${then}` !== "true,true,false true,false") throw new Error(`${first} ${then}`);
 * ```
 */
export class RetryBudget {
  readonly #max: number;
  readonly #deposit: number;
  #tokens: number;

  constructor({ maxTokens = 10, depositPerSuccess = 0.1 }: RetryBudgetOptions = {}) {
    const misuse = "Cannot create a retry budget";
    this.#max = Math.round(numberOption(misuse, "maxTokens", maxTokens, { min: 1, max: 1e9 }) * scale);
    this.#deposit = Math.round(
      numberOption(misuse, "depositPerSuccess", depositPerSuccess, { min: 0, max: 1e9 }) * scale,
    );
    if (depositPerSuccess > 0 && this.#deposit === 0) {
      throw new RangeError(
        `${misuse} as 'depositPerSuccess' must be 0 or at least ${
          1 / scale
        }: current value is ${depositPerSuccess}`,
      );
    }
    this.#tokens = this.#max;
  }

  /** What is left. */
  get tokens(): number {
    return this.#tokens / scale;
  }

  /** A call succeeded. */
  deposit(): void {
    const tokens = this.#tokens + this.#deposit;
    this.#tokens = tokens < this.#max ? tokens : this.#max;
  }

  /** Takes the price of one retry, or answers `false` where there is not enough. */
  take(): boolean {
    if (this.#tokens < scale) return false;
    this.#tokens -= scale;
    return true;
  }

  /** Gives back the price of a retry that was paid for and not made. */
  giveBack(): void {
    this.#tokens = Math.min(this.#max, this.#tokens + scale);
  }
}
