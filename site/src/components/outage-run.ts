/**
 * Plays the outage of the circuit breaker's chapter, in this browser, and reduces it to what the home page draws.
 */
import { outage } from "#patterns/resilience/circuit-breaker.scenario.ts";
import { type Minute, STRETCH_MS } from "./outage-chart.tsx";

/** Who calls: everybody at once, or through a breaker. */
export type Caller = "bare" | "with";

/** A run as the page tells it. */
export interface Told extends Minute {
  token: string;
  /** From the first crash to the end of the last outage. */
  downMs: number;
  /** Calls that reached the service while it was down. */
  whileDown: number;
  answered: number;
  /** Whether it answered again after the last time it was down. */
  recovered: boolean;
  /** What to say at which moment. */
  lines: { atMs: number; text: string }[];
}

const inSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function linesOf(outages: Minute["outages"], endMs: number): Told["lines"] {
  const lines = outages.flatMap(({ fromMs, toMs }, index) => [
    {
      atMs: fromMs,
      text: index === 0 ? "Payment crashes." : "It dies again: more calls at once than a cold service bears.",
    },
    ...(toMs < endMs
      ? [{
        atMs: toMs,
        text: index === 0 ? "Payment is repaired and boots." : "It boots again.",
      }]
      : []),
  ]);
  return lines.map(({ atMs, text }) => ({
    atMs,
    text: `${inSeconds(atMs)}  ${text}`,
  }));
}

/** Plays one seed. */
export async function playOutage(caller: Caller, seed: number): Promise<Told> {
  const run = await outage.run(seed, caller);
  const { payment } = run.result;
  const endMs = Math.round(run.trace.endMs / 5_000) * 5_000;
  const stretches = Array.from(
    { length: endMs / STRETCH_MS },
    (_, index) => ({ atMs: index * STRETCH_MS, answered: 0, failed: 0 }),
  );
  const last = stretches.length - 1;
  for (const event of run.trace.events) {
    if (event.kind !== "receive" || event.host !== "shop") continue;
    const stretch = stretches[Math.min(last, Math.floor(event.atMs / STRETCH_MS))]!;
    if (event.label === "ok") stretch.answered++;
    else stretch.failed++;
  }
  const outages = payment.outages.map(({ fromMs, toMs }) => ({
    fromMs,
    toMs: toMs ?? endMs,
  }));
  return {
    endMs,
    stretches,
    outages,
    fault: outages[0]!,
    token: run.token,
    downMs: payment.downMs,
    whileDown: payment.whileDown,
    answered: payment.answeredAtMs.length,
    recovered: payment.afterwards > 0,
    lines: linesOf(outages, endMs),
  };
}
