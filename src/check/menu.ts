/**
 * Faults by chance, from the kinds that a story allows.
 *
 * Swarm testing (Groce et al. 2012): each seed uses a random subset of the kinds, since a fault that is always on can
 * hide what another would show.
 *
 * @module
 */
import type { During, Fault, FaultKind } from "#src/sim/fault.ts";
import type { World } from "#src/sim/world.ts";

/** Length of virtual time in which faults begin, in milliseconds. */
const WINDOW_MS = 10_000;
const LONGEST_MS = 4_000;
const MOST_OF_A_KIND = 2;

/** Draws the faults of one run. A draw of 0 means that the kind is left out. */
export function drawFaults(world: World, menu: readonly FaultKind[]): Fault[] {
  const hosts = world.hosts;
  if (hosts.length === 0) return [];
  return menu.flatMap((kind) => {
    const stream = world.random(`menu.${kind}`);
    if (stream.next() < 0.5) return [];
    const count = 1 + Math.floor(stream.next() * MOST_OF_A_KIND);
    return Array.from({ length: count }, () => {
      const during = {
        atMs: Math.floor(stream.next() * WINDOW_MS),
        forMs: 1 + Math.floor(stream.next() * LONGEST_MS),
      };
      const one = Math.floor(stream.next() * hosts.length);
      const other = hosts.length < 2
        ? one
        : (one + 1 + Math.floor(stream.next() * (hosts.length - 1))) % hosts.length;
      return makeFault(kind, hosts[one]!, hosts[other]!, hosts, stream.next(), during);
    });
  });
}

function makeFault(
  kind: FaultKind,
  one: string,
  other: string,
  hosts: readonly string[],
  u: number,
  during: During,
): Fault {
  switch (kind) {
    case "crash":
      return { kind, host: one, ...during };
    case "pause":
      return { kind, host: one, ...during };
    case "slow":
      return { kind, host: one, factor: 2 + Math.floor(u * 9), ...during };
    case "partition":
      return { kind, sides: [[one], hosts.filter((host) => host !== one)], ...during };
    case "cut":
      return { kind, from: one, to: other, ...during };
    case "loss":
      return { kind, from: one, to: other, ratio: 0.05 + u * 0.5, ...during };
    case "duplicate":
      return { kind, from: one, to: other, ratio: 0.05 + u * 0.5, ...during };
    case "delay":
      return { kind, from: one, to: other, addMs: 10 + Math.floor(u * 1_000), ...during };
    case "clock-jump":
      return { kind, host: one, byMs: Math.floor(u * 20_000) - 10_000, ...during };
    case "clock-drift":
      return { kind, host: one, rate: 0.5 + u, ...during };
  }
}
