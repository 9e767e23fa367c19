import { defineMutants } from "#src/grade/mutants.ts";

/** Each with the sentence that it breaks and the schedule that shows it. */
export const mutants = defineMutants({
  exercise: "resilience/bulkhead/1-repair",
  mutants: [
    {
      id: "P13",
      says: "gives the place back when the caller leaves, and again when the call ends",
      kills: "At most limit calls are in flight",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "      return await untilAborted(run(call, options), options.signal);",
        replace: '      options.signal?.addEventListener("abort", giveBack, { once: true });\n' +
          "      return await untilAborted(run(call, options), options.signal);",
      }],
    },
    {
      id: "P14",
      says: "keeps the place of a call that throws at once",
      kills: "A place comes back however its call ends",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "    try {\n      return await call(contextOf(options));",
        replace: "    const pending = call(contextOf(options));\n    try {\n      return await pending;",
      }],
    },
    {
      id: "unbounded",
      says: "lets everybody wait",
      misconception: "queues-turn-nobody-away",
      kills: "A call is refused when the queue is full, and only then",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: '      else if (waiting.size >= maxQueue) throw new Refused("bulkhead");\n',
        replace: "",
      }],
    },
    {
      id: "one-more",
      says: "lets one more wait than it says",
      kills: "A call is refused when the queue is full, and only then",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{ find: "waiting.size >= maxQueue", replace: "waiting.size > maxQueue" }],
    },
    {
      id: "early",
      says: "gives the place back when the caller leaves",
      misconception: "ended-here-is-ended-there",
      kills: "At most limit calls are in flight",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "return await call(contextOf(options));",
        replace: "return await untilAborted(Promise.resolve(call(contextOf(options))), options.signal);",
      }],
    },
    {
      id: "late",
      says: "tells a caller that left only when its call has ended",
      kills: "Who leaves during its call is told at once",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "return await untilAborted(run(call, options), options.signal);",
        replace: "return await run(call, options);",
      }],
    },
    {
      id: "deaf",
      says: "does not hand the signal on",
      kills: "Who leaves during its call is told at once",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{ find: "call(contextOf(options))", replace: "call(contextOf({}))" }],
    },
    {
      id: "tidy",
      says: "frees the place and hands it on as well",
      kills: "At most limit calls are in flight",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "    if (next) next(); // the place is handed on\n    else inFlight--;",
        replace: "    inFlight--;\n    next?.();",
      }],
    },
    {
      id: "gap",
      says: "frees the place and gives it to the next one a moment later",
      kills: "At most limit calls are in flight",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "    if (next) next(); // the place is handed on\n    else inFlight--;",
        replace: "    inFlight--;\n    if (next) queueMicrotask(() => (inFlight++, next()));",
      }],
    },
    {
      id: "newest-first",
      says: "serves who came last",
      kills: "Who waits is served in order of arrival",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: "const [next] = waiting; // the oldest",
        replace: "const next = [...waiting].at(-1);",
      }],
    },
    {
      id: "ghost",
      says: "hands a place to somebody who has left the queue",
      kills: "A place comes back however its call ends",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{ find: "        waiting.delete(enter);\n        reject", replace: "        reject" }],
    },
    {
      id: "success-only",
      says: "gives the place back after an answer only",
      kills: "A place comes back however its call ends",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find:
          "    try {\n      return await call(contextOf(options));\n    } finally {\n      giveBack();\n    }",
        replace: "    const answer = await call(contextOf(options));\n    giveBack();\n    return answer;",
      }],
    },
    {
      id: "gone-before",
      says: "makes the call of somebody who left before",
      kills: "Who leaves the queue is told why and is not called",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{ find: "      options.signal?.throwIfAborted();\n", replace: "" }],
    },
    {
      id: "any-size",
      says: "takes any size of the queue",
      kills: "Sizes that are nonsense are refused",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find:
          '  numberOption("Cannot create a bulkhead", "maxQueue", maxQueue, { min: 0, integer: true });\n',
        replace: "",
      }],
    },
    {
      id: "plain-error",
      says: "turns away with an Error of its own",
      kills: "A call is refused when the queue is full, and only then",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find: 'throw new Refused("bulkhead")',
        replace: 'throw new Error("The queue is full")',
      }],
    },
    {
      id: "queue-first",
      says: "looks at the queue before it looks for a free place",
      kills: "A call is refused when the queue is full, and only then",
      token: "resilience/bulkhead#repair-kept@1:1-repair:1",
      edits: [{
        find:
          '      if (inFlight < limit) inFlight++;\n      else if (waiting.size >= maxQueue) throw new Refused("bulkhead");\n',
        replace:
          '      if (waiting.size >= maxQueue) throw new Refused("bulkhead");\n      if (inFlight < limit) inFlight++;\n',
      }],
    },
    {
      id: "crowded",
      says: "keeps the room of somebody who has left the queue",
      kills: "A call is refused when the queue is full, and only then",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [
        { find: "  let inFlight = 0;", replace: "  let inFlight = 0;\n  let queued = 0;" },
        { find: "waiting.size >= maxQueue", replace: "queued >= maxQueue" },
        { find: "      waiting.add(enter);", replace: "      waiting.add(enter);\n      queued++;" },
        { find: "        resolve();", replace: "        queued--;\n        resolve();" },
      ],
    },
    {
      id: "infinite",
      says: "takes Infinity as a size",
      kills: "Sizes that are nonsense are refused",
      token: "resilience/bulkhead#repair-kept@1:1-repair:0",
      edits: [{
        find:
          '  numberOption("Cannot create a bulkhead", "maxQueue", maxQueue, { min: 0, integer: true });\n',
        replace:
          '  if (maxQueue !== Infinity) numberOption("Cannot create a bulkhead", "maxQueue", maxQueue, { min: 0, integer: true });\n',
      }],
    },
  ],
});
