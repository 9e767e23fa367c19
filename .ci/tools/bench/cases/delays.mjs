/** Whole milliseconds from 1 to 1,000, the same for all peers. */
export function delays() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return 1 + ((state >>> 8) % 1_000);
  };
}
