/** What is measured, against whom, and what we aim at. The code of each case is in `.ci/tools/bench/cases/`. */
export type RuntimeId = "node-20" | "node-24" | "deno" | "chromium";

/** A wish about a measured ratio; missing it is reported, and fails nothing. */
export interface Target {
  readonly row: string;
  readonly against: string;
  readonly atMost: number;
}

export interface BenchCase {
  readonly name: string;
  readonly title: string;
  /** What one operation is. */
  readonly operation: string;
  readonly runtimes: readonly RuntimeId[];
  /** Packages whose versions belong into the record. */
  readonly packages: readonly string[];
  readonly targets: readonly Target[];
  /** Nanoseconds that no row should exceed. */
  readonly limits?: readonly {
    readonly row: string;
    readonly atMostNs: number;
    readonly on: readonly RuntimeId[];
  }[];
  /** Show events per second as well. */
  readonly perSecond?: boolean;
}

const OURS = "this library";
const NODES: readonly RuntimeId[] = ["node-20", "node-24"];

export const CASES: readonly BenchCase[] = [
  {
    name: "breaker-closed",
    title: "Circuit breaker, closed",
    operation: "a call that succeeds through a closed circuit",
    runtimes: NODES,
    packages: ["cockatiel", "opossum"],
    targets: [{ row: OURS, against: "cockatiel", atMost: 0.7 }],
  },
  {
    name: "breaker-open",
    title: "Circuit breaker, open",
    operation: "a refused call, and its caller who catches the refusal",
    runtimes: NODES,
    packages: ["cockatiel", "opossum"],
    targets: [{ row: OURS, against: "cockatiel", atMost: 0.2 }],
  },
  {
    name: "retry-first-try",
    title: "Retry that is not needed",
    operation: "a call that succeeds at the first attempt",
    runtimes: NODES,
    packages: ["cockatiel", "p-retry"],
    targets: [{ row: OURS, against: "cockatiel", atMost: 0.7 }],
  },
  {
    name: "timeout-in-time",
    title: "Timeout that is not needed",
    operation: "a call that succeeds within its limit",
    runtimes: NODES,
    packages: ["p-timeout"],
    targets: [{ row: OURS, against: "AbortSignal race", atMost: 0.4 }],
  },
  {
    name: "bulkhead",
    title: "Bulkhead with ten places",
    operation: "a call that finds a place free",
    runtimes: NODES,
    packages: ["fastq", "p-limit", "p-queue"],
    targets: [{ row: OURS, against: "fastq", atMost: 0.85 }],
  },
  {
    name: "rate-limit",
    title: "Rate limit for a key",
    operation: "a question that is answered with yes",
    runtimes: NODES,
    packages: ["limiter", "rate-limiter-flexible"],
    targets: [{ row: OURS, against: "limiter", atMost: 0.6 }],
  },
  {
    name: "random-double",
    title: "Seeded random number",
    operation: "one number from [0, 1)",
    runtimes: NODES,
    packages: ["pure-rand", "seedrandom"],
    targets: [],
    limits: [{ row: OURS, atMostNs: 3.5, on: NODES }],
  },
  {
    name: "timers-sync",
    title: "Virtual timers, synchronous",
    operation: "a timer that fires and sets itself again, 1,000 pending",
    runtimes: NODES,
    packages: ["@sinonjs/fake-timers"],
    targets: [{ row: OURS, against: "sinon fake timers", atMost: 0.25 }],
  },
  {
    name: "timers-async",
    title: "Virtual timers, asynchronous",
    operation: "a task that awaits a virtual sleep, 1,000 pending",
    runtimes: NODES,
    packages: ["@sinonjs/fake-timers"],
    targets: [{ row: OURS, against: "sinon fake timers", atMost: 0.4 }],
  },
  {
    name: "simulator",
    title: "The simulated world",
    operation: "one event",
    runtimes: ["node-20", "node-24", "deno", "chromium"],
    packages: [],
    perSecond: true,
    targets: [
      { row: "hosts that sleep, trace on", against: "hosts that sleep, trace off", atMost: 1.5 },
      { row: "request and answer, trace on", against: "request and answer, trace off", atMost: 1.5 },
    ],
    limits: [
      { row: "hosts that sleep, trace off", atMostNs: 1_000, on: ["node-24", "deno"] },
      { row: "hosts that sleep, trace off", atMostNs: 3_333, on: ["chromium"] },
    ],
  },
];
