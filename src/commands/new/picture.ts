/**
 * The picture in the README: one outage, without and with the pattern, drawn by the run.
 *
 * @module
 */
import { outage } from "#patterns/resilience/circuit-breaker.scenario.ts";
import { plot } from "#src/view/plot.ts";

/** Where it stands. */
export const PICTURE = ".github/outage.svg";

/** The picture, as SVG. */
export async function outagePicture(): Promise<string> {
  const without = await outage.run(7, "without");
  const withIt = await outage.run(7, "with");
  const [fault] = outage.faults ?? [];
  const fromX = (fault?.atMs ?? 0) / 1_000;
  const toX = fromX + (fault?.forMs ?? 0) / 1_000;
  return plot({
    title: "One outage, two breakers",
    x: { label: "time", unit: "s" },
    y: { label: "customers served per second" },
    series: [
      { name: "a careful breaker", steps: perSecond(withIt.result.shop.goodputPer(1_000)) },
      { name: "the breaker that is often merged", steps: perSecond(without.result.shop.goodputPer(1_000)) },
    ],
    bands: [{ fromX, toX, label: "payment is down" }],
    height: 190,
  }).svg;
}

function perSecond(counts: readonly (readonly [atMs: number, count: number])[]): [number, number][] {
  return counts.map(([atMs, count]) => [atMs / 1_000, count]);
}
