/**
 * Objects as they behave on one machine, for {@linkcode checkLinearizability}.
 *
 * @module
 */
import type { Model } from "#src/check/linearizability.ts";
import type { Plain } from "#src/sim/trace.ts";

/** What can be asked of a register: `{ read: true }`, `{ write: value }`, `{ expect: value, write: value }`. */
export type RegisterInput = { read: true } | { write: Plain } | { expect: Plain; write: Plain };

const same = (a: Plain, b: Plain): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A register: a read answers the value, a write anything, a conditional write whether it wrote (`true` or `false`). */
export const register = (initial: Plain = null): Model<Plain> => ({
  name: "register",
  init: () => initial,
  step(state, input, output) {
    const asked = input as RegisterInput;
    if ("read" in asked) return output === undefined || same(output, state) ? state : undefined;
    if (!("expect" in asked)) return asked.write;
    const writes = same(state, asked.expect);
    if (output !== undefined && output !== writes) return undefined;
    return writes ? asked.write : state;
  },
});

/** Registers by key; inputs carry `key` besides. Keys are checked apart, since linearizability is local. */
export const keyValue = (initial: Plain = null): Model<Plain> => ({
  ...register(initial),
  name: "key-value store",
  part: (operation) => String((operation.input as { key: Plain }).key),
});

/** A first-in first-out queue: `{ put: value }`, and `{ take: true }`, which answers the value or `null` when empty. */
export const queue: Model<readonly Plain[]> = {
  name: "queue",
  init: () => [],
  step(state, input, output) {
    const asked = input as { put: Plain } | { take: true };
    if ("put" in asked) return [...state, asked.put];
    const first = state.length === 0 ? null : state[0]!;
    if (output !== undefined && !same(output, first)) return undefined;
    return state.slice(1);
  },
};
