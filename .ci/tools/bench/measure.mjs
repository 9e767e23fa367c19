// Measures the peers of one case once each. Runs in Node, Deno and a page.
import { measure } from "mitata/src/lib.mjs";

/**
 * @param turn The round: it decides who goes first.
 * @returns Median nanoseconds by peer, and what there is to say about each.
 */
export async function measurePeers(peers, turn, ms) {
  const first = turn % peers.length;
  const medians = {};
  for (const peer of [...peers.slice(first), ...peers.slice(0, first)]) {
    const made = await peer.make();
    const { run, stop } = typeof made === "function" ? { run: made } : made;
    // A peer that plays thousands of events a run needs few runs.
    const options = { min_cpu_time: ms * 1e6, min_samples: peer.per ? 4 : 12, ...(globalThis.gc ? {} : { gc: false }) };
    const { p50 } = await measure(run, options);
    await stop?.(); // what a peer leaves behind must not be measured with the next one
    medians[peer.name] = p50 / (peer.per ?? 1);
  }
  return { medians, about: peers.map(({ name, note }) => ({ name, note })) };
}
