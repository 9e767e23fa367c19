/**
 * Hand on what is known: how long the customer waits, and that it has left.
 *
 * A customer waits for two seconds, and `orders` works on its order for up to five: three attempts of 1.5 s. While
 * `stock` is slow, most of what it does is for people who have left, and the line in front of it is theirs. Nothing
 * has to be added. The retry stays, since one order in fifty needs it on an ordinary day.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: true,
  cancellation: true,
};

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 3 },
  { use: "timeout", timeoutMs: 1_500 },
];
