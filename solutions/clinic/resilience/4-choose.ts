/**
 * Leave it as it is.
 *
 * The requests more than doubled and nothing broke: nobody listened for two seconds, the attempts of these two seconds were refused
 * at once, and when somebody listened again they found an answer. Four attempts with waits of at least 0.3, 0.6 and 1.2 s
 * last longer than a replacement, and end before the customer leaves.
 *
 * It cannot become a storm either. 140 calls of at most four attempts are 560 requests a second, and `labels` bears 600.
 *
 * - A budget with its defaults has ten repetitions for each process; thirty of its calls need two or three each.
 * - A breaker or a limit inside the retry refuses attempts, and what is refused is not tried again.
 * - Fewer or quicker attempts are over before anybody listens. More of them cost more than they bring.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
