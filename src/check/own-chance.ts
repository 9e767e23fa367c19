/**
 * Chance that shrinking leaves alone.
 *
 * @module
 */
import { SeededRandom } from "#src/pure/seeded-random.ts";
import type { Host } from "#src/sim/host.ts";
import type { World } from "#src/sim/world.ts";

/**
 * The host with a `random` that gives the same numbers and is not among the named draws. For subjects whose chance is
 * their virtue: shrinking sets draws to 0, and without any chance a right jitter returns all callers together as well, so
 * the smallest run would prove nothing.
 */
export function withOwnChance(world: World, host: Host): Host {
  const random = new SeededRandom(world.seed, host.name);
  return new Proxy(host, {
    get(target, key) {
      if (key === "random") return random;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
