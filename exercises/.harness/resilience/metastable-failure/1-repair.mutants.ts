import { defineMutants } from "#src/grade/mutants.ts";

/** Each breaks one point of the contract, or mends only half of it. */
export const mutants = defineMutants({
  exercise: "resilience/metastable-failure/1-repair",
  mutants: [
    {
      id: "signal-handed-on",
      says: "the load still ends with the caller who happened to be first",
      misconception: "work-for-nobody-is-waste",
      kills: "A load is stored, whoever has left",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find: "async function fill(key: string): Promise<T> {",
          replace: "async function fill(key: string, signal?: AbortSignal): Promise<T> {",
        },
        { find: "await load(key, undefined)", replace: "await load(key, signal)" },
        {
          find: "function shared(key: string): Promise<T> {",
          replace: "function shared(key: string, signal?: AbortSignal): Promise<T> {",
        },
        { find: "const filling = fill(key);", replace: "const filling = fill(key, signal);" },
        { find: "untilAborted(shared(key), signal)", replace: "untilAborted(shared(key, signal), signal)" },
      ],
    },
    {
      id: "stored-by-caller",
      says: "the caller stores the value, and a caller who left does not",
      misconception: "work-for-nobody-is-waste",
      kills: "A load is stored, whoever has left",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find: "    values.set(key, { value, untilMs: clock.nowMs() + ttlMs });\n    return value;",
          replace: "    return value;",
        },
        {
          find: "      return await untilAborted(shared(key), signal);",
          replace:
            "      const value = await untilAborted(shared(key), signal);\n      values.set(key, { value, untilMs: clock.nowMs() + ttlMs });\n      return value;",
        },
      ],
    },
    {
      id: "one-each",
      says: "each caller loads for itself",
      kills: "A key is loaded once for all who ask",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{ find: "if (known !== undefined) return known;", replace: "" }],
    },
    {
      id: "one-for-all-keys",
      says: "one load at a time, for whatever key",
      kills: "A key is loaded once for all who ask",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        { find: "const known = loading.get(key);", replace: "const known = [...loading.values()][0];" },
      ],
    },
    {
      id: "waits-out",
      says: "a caller who has left waits for the load all the same",
      kills: "A caller who leaves is let go, and the others are not",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{
        find: "return await untilAborted(shared(key), signal);",
        replace: "const value = await shared(key);\n      signal?.throwIfAborted();\n      return value;",
      }],
    },
    {
      id: "loads-for-the-gone",
      says: "a caller who had left before it asked begins a load",
      kills: "A caller who leaves is let go, and the others are not",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{ find: "      signal?.throwIfAborted();\n", replace: "" }],
    },
    {
      id: "all-leave-with-one",
      says: "what is shared is the first caller's wait, so all leave with it",
      kills: "A caller who leaves is let go, and the others are not",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find: "function shared(key: string): Promise<T> {",
          replace: "function shared(key: string, signal?: AbortSignal): Promise<T> {",
        },
        { find: "const filling = fill(key);", replace: "const filling = untilAborted(fill(key), signal);" },
        { find: "untilAborted(shared(key), signal)", replace: "untilAborted(shared(key, signal), signal)" },
      ],
    },
    {
      id: "read-prolongs",
      says: "whoever reads a value makes it young again",
      kills: "A value is served for its time",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{
        find: "if (known !== undefined && clock.nowMs() < known.untilMs) return known.value;",
        replace:
          "if (known !== undefined && clock.nowMs() < known.untilMs) {\n        known.untilMs = clock.nowMs() + ttlMs;\n        return known.value;\n      }",
      }],
    },
    {
      id: "aged-by-its-load",
      says: "the time of a value counts from the beginning of its load",
      kills: "A value is served for its time",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find: "    const value = await load(key, undefined);",
          replace: "    const beganMs = clock.nowMs();\n    const value = await load(key, undefined);",
        },
        { find: "untilMs: clock.nowMs() + ttlMs", replace: "untilMs: beganMs + ttlMs" },
      ],
    },
    {
      id: "failure-kept",
      says: "a load that failed stays in the map",
      kills: "A failure is not kept",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{ find: "filling.then(over, over);", replace: "filling.then(over, () => {});" }],
    },
    {
      id: "throw-kept",
      says: "the key is given free inside of the load, so one that throws at once is never given free",
      kills: "A failure is not kept",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find:
            "    const value = await load(key, undefined);\n    values.set(key, { value, untilMs: clock.nowMs() + ttlMs });\n    return value;",
          replace:
            "    try {\n      const value = await load(key, undefined);\n      values.set(key, { value, untilMs: clock.nowMs() + ttlMs });\n      return value;\n    } finally {\n      loading.delete(key);\n    }",
        },
        {
          find: "    const over = () => void loading.delete(key);\n    filling.then(over, over);",
          replace: "    filling.catch(() => {});",
        },
      ],
    },
    {
      id: "clear-forgets-loads",
      says: "`clear` forgets what is under way, and keeps the values",
      kills: "What was cleared is gone",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{ find: "clear: (): void => values.clear()", replace: "clear: (): void => loading.clear()" }],
    },
  ],
});
