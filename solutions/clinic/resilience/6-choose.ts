/**
 * Leave it as it is, and mend the status.
 *
 * `search` is well: it answers all that it understands, in time. Its errors belong to requests, not to the service,
 * so there is nothing to protect it from and nothing that another attempt could find. A breaker for all takes the
 * crowd's errors for an outage and cuts off the readers; a retry triples requests that have no chance; a limit
 * refuses readers for the crowd's sake. The dashboard is wrong: a query that cannot be parsed is a 400.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 800 },
];
