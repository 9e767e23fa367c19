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
      id: "serves-the-gone",
      says: "looks at the signal only where it must load",
      kills: "A caller who leaves is let go, and the others are not",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        { find: "      signal?.throwIfAborted();\n", replace: "" },
        {
          find: "      return await untilAborted(",
          replace: "      signal?.throwIfAborted();\n      return await untilAborted(",
        },
      ],
    },
    {
      id: "given-up-by-the-last",
      says: "counts who waits, and ends the load when the last one has left",
      misconception: "work-for-nobody-is-waste",
      kills: "A load is stored, whoever has left",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find: "  const loading = new Map<string, Promise<T>>();\n",
          replace:
            "  const loading = new Map<string, Promise<T>>();\n  const waiting = new Map<string, number>();\n  const leave = new Map<string, AbortController>();\n",
        },
        {
          find: "await load(key, undefined)",
          replace: "await load(key, (leave.set(key, new AbortController()), leave.get(key)!.signal))",
        },
        {
          find: "return await untilAborted(shared(key), signal);",
          replace:
            "waiting.set(key, (waiting.get(key) ?? 0) + 1);\n      try {\n        return await untilAborted(shared(key), signal);\n      } finally {\n        waiting.set(key, waiting.get(key)! - 1);\n        if (waiting.get(key) === 0) leave.get(key)!.abort();\n      }",
        },
      ],
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
      id: "leaver-frees-key",
      says: "the first caller who stops waiting takes the load out of the map, also by leaving",
      kills: "A caller who leaves is let go, and the others are not",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{
        find: "return await untilAborted(shared(key), signal);",
        replace:
          "try {\n        return await untilAborted(shared(key), signal);\n      } finally {\n        loading.delete(key);\n      }",
      }],
    },
    {
      id: "empty-means-missing",
      says: "takes a value that is empty for one that is not there",
      kills: "A value is served for its time",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{
        find: "if (known !== undefined && clock.nowMs() < known.untilMs) return known.value;",
        replace: "if (known?.value && clock.nowMs() < known.untilMs) return known.value;",
      }],
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
      id: "stale-if-error",
      says: "serves the old value where the load fails, for as long as it fails",
      kills: "A failure is not kept",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{
        find: "return await untilAborted(shared(key), signal);",
        replace:
          "return await untilAborted(shared(key), signal).catch((error) => {\n        if (known === undefined || signal?.aborted) throw error;\n        return known.value;\n      });",
      }],
    },
    {
      id: "clear-keeps-values",
      says: "`clear` forgets what is under way, and keeps the values",
      kills: "What was cleared is gone, and loads go on",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{ find: "clear: (): void => values.clear()", replace: "clear: (): void => loading.clear()" }],
    },
    {
      id: "clear-forgets-loads",
      says: "`clear` forgets all, so a stop that is being loaded is loaded once more",
      kills: "What was cleared is gone, and loads go on",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [{
        find: "clear: (): void => values.clear()",
        replace: "clear: (): void => {\n      values.clear();\n      loading.clear();\n    }",
      }],
    },
    {
      id: "clear-voids-loads",
      says: "what was begun before a `clear` is not stored",
      kills: "What was cleared is gone, and loads go on",
      token: "resilience/metastable-failure#kept@1:1-repair:0",
      edits: [
        {
          find: "  const loading = new Map<string, Promise<T>>();\n",
          replace: "  const loading = new Map<string, Promise<T>>();\n  let clears = 0;\n",
        },
        {
          find: "    const value = await load(key, undefined);\n    values.set(",
          replace:
            "    const begun = clears;\n    const value = await load(key, undefined);\n    if (begun === clears) values.set(",
        },
        {
          find: "clear: (): void => values.clear()",
          replace: "clear: (): void => {\n      values.clear();\n      clears++;\n    }",
        },
      ],
    },
  ],
});
