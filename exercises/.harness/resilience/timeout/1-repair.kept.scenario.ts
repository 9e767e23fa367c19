import { defineScenario } from "#src/check/scenario.ts";
import type { Clock } from "#src/ports/clock.ts";
import type { CallContext, Policy } from "#src/ports/policy.ts";
import type { Host, World } from "#src/sim/world.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";
import type * as Answer from "./1-repair.stub.ts";

/** What the answer exports. */
export type MakeTimeout = typeof Answer.raceTimeout;

type Seen = true | string;

/** A clock that knows which timers run, and a signal that knows who listens. */
function watched(host: Host) {
  let timers = 0;
  const clock: Clock = {
    nowMs: () => host.clock.nowMs(),
    async sleep(ms, options) {
      timers++;
      try {
        await host.clock.sleep(ms, options);
      } finally {
        timers--;
      }
    },
  };
  const customer = new AbortController();
  const { signal } = customer;
  const held = new Set<unknown>();
  // Defined, not assigned: what signals inherit is frozen while an answer is judged.
  type Heard = (listener: unknown, options?: AddEventListenerOptions) => void;
  const watch = (name: "addEventListener" | "removeEventListener", then: Heard) => {
    const own = signal[name].bind(signal) as (...rest: unknown[]) => void;
    Object.defineProperty(signal, name, {
      value: (...rest: [string, unknown, AddEventListenerOptions?]) => {
        then(rest[1], rest[2]);
        own(...rest);
      },
    });
  };
  watch("addEventListener", (listener, options) => {
    held.add(listener);
    options?.signal?.addEventListener("abort", () => held.delete(listener));
  });
  watch("removeEventListener", (listener) => held.delete(listener));
  return { clock, customer, signal, timers: () => timers, listeners: () => held.size };
}

/** How a call ended, and what it was given. */
async function tried(
  host: Host,
  policy: Policy,
  signal: AbortSignal,
  call: (context: CallContext) => unknown,
) {
  const beganMs = host.clock.nowMs();
  let context: CallContext | undefined;
  let value: unknown;
  let error: unknown;
  try {
    value = await policy.execute((given) => {
      context = given;
      return call(given);
    }, { signal });
  } catch (thrown) {
    error = thrown;
  }
  const tookMs = Math.round(host.clock.nowMs() - beganMs);
  await host.clock.sleep(1); // what a policy does when the call has ended is done by now
  return { value, error, tookMs, told: context?.signal, called: context !== undefined };
}

const never = () => new Promise<never>(() => {});
const refuses = (make: () => unknown): boolean => {
  try {
    make();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
};
const nothingLeft = (what: string, { timers, listeners }: ReturnType<typeof watched>) => ({
  timer: timers() === 0 || `${timers()} ran on when a call ${what}`,
  listener: listeners() === 0 || `${listeners()} stayed when a call ${what}`,
});

async function slow(host: Host, make: MakeTimeout, timeoutMs: number) {
  const ports = watched(host);
  const policy = make(ports, { timeoutMs });
  await tried(host, policy, ports.signal, () => "rated"); // one that is not slow comes first
  const { error, tookMs, told } = await tried(host, policy, ports.signal, never);
  const over: Seen = !(error instanceof TimedOut)
    ? "the caller of a call that was too slow got no TimedOut"
    : tookMs !== timeoutMs
    ? `it was given up after ${tookMs} ms instead of ${timeoutMs}`
    : !told?.aborted
    ? "the call's signal did not abort"
    : told.reason === error || "the call's signal aborted with another reason than the caller was given";
  return { over, ...nothingLeft("had timed out", ports) };
}

async function leaving(host: Host, make: MakeTimeout, timeoutMs: number, reason?: string) {
  const ports = watched(host);
  const { customer, signal } = ports;
  const leavesMs = Math.floor(timeoutMs / 3);
  host.spawn(async () => {
    await host.clock.sleep(leavesMs);
    customer.abort(reason);
  });
  const { error, tookMs, told } = await tried(host, make(ports, { timeoutMs }), signal, never);
  const left: Seen = error !== signal.reason
    ? `a caller who left got ${error instanceof Error ? error.name : String(error)} instead of its reason`
    : tookMs !== leavesMs
    ? `a caller who left after ${leavesMs} ms was let go after ${tookMs} ms`
    : !told?.aborted
    ? "the call's signal did not abort when the caller left"
    : told.reason === error || "the call was given another reason than the caller's";
  return { left, ...nothingLeft("was left by its caller", ports) };
}

/** The call itself makes its caller leave, before it returns a promise: a click that closes the page. */
async function leavingAtOnce(host: Host, make: MakeTimeout, timeoutMs: number): Promise<Seen> {
  const { clock, customer, signal } = watched(host);
  const { error, tookMs } = await tried(host, make({ clock }, { timeoutMs }), signal, () => {
    customer.abort("closed the page");
    return never();
  });
  return (error === "closed the page" && tookMs === 0) ||
    `a caller who left while its call began was let go after ${tookMs} ms`;
}

async function hasGone(host: Host, make: MakeTimeout) {
  const ports = watched(host);
  ports.customer.abort("gone");
  const { called, error } = await tried(host, make(ports), ports.signal, () => "made");
  const gone: Seen = called
    ? "the call was made"
    : error === "gone" || "something else came out than the caller's reason";
  return { gone, ...nothingLeft("was not made, as its caller had gone", ports) };
}

async function inTime(host: Host, make: MakeTimeout, timeoutMs: number) {
  const ports = watched(host);
  const policy = make(ports, { timeoutMs });
  const broken = new Error("no stock");
  const later = (ms: number, end: () => unknown) => async () => {
    await host.clock.sleep(ms);
    return end();
  };
  const fail = () => {
    throw broken;
  };
  const answered = await tried(host, policy, ports.signal, later(timeoutMs - 1, () => "rated"));
  const end = nothingLeft("had been answered", ports);
  const failed = await tried(host, policy, ports.signal, later(5, fail));
  const thrown = await tried(host, policy, ports.signal, fail);
  const endOfError = nothingLeft("had failed", ports);
  await host.clock.sleep(2 * timeoutMs);
  let told: number | undefined;
  await policy.execute(({ remainingMs }) => void (told = remainingMs), { remainingMs: 77 });
  const asItIs: Seen = answered.value !== "rated"
    ? `a call that answered 1 ms before its limit came to ${String(answered.error)}`
    : failed.error !== broken
    ? "another error came out than the call failed with"
    : thrown.error !== broken
    ? "another error came out than the call threw before it returned a promise"
    : answered.told?.aborted
    ? "the signal of a call aborted that had been answered in time"
    : told === 77 || `a call whose caller has 77 ms left was told ${String(told)}`;
  return {
    asItIs,
    timer: end.timer === true ? endOfError.timer : end.timer,
    listener: end.listener === true ? endOfError.listener : end.listener,
  };
}

const firstOf = (...all: Seen[]): Seen => all.find((seen) => seen !== true) ?? true;

/** One host, exact moments, one sentence for each point of the contract. */
export const kept = defineScenario({
  id: "resilience/timeout#repair-kept",
  version: 2,
  priorities: false,
  async play(world: World, make: MakeTimeout) {
    const seen = await world.host("web", async (host) => {
      const timeoutMs = [120, 300, 75][world.seed % 3]! + world.seed;
      const over = await slow(host, make, timeoutMs);
      const left = await leaving(host, make, timeoutMs, world.seed % 2 === 0 ? "closed the page" : undefined);
      const leftAtOnce = await leavingAtOnce(host, make, timeoutMs);
      const ended = await inTime(host, make, timeoutMs);
      const gone = await hasGone(host, make);
      const standard = await tried(host, make(host), new AbortController().signal, never);
      return {
        over: over.over,
        left: firstOf(left.left, leftAtOnce),
        asItIs: ended.asItIs,
        timer: firstOf(ended.timer, left.timer, over.timer, gone.timer),
        listener: firstOf(ended.listener, left.listener, over.listener, gone.listener),
        gone: gone.gone,
        standardMs: standard.tookMs,
        nonsense: [0, -1, NaN].every((timeoutMs) => refuses(() => make(host, { timeoutMs }))),
      };
    });
    if (seen === undefined) throw new Error("web is not among the faults");
    return seen;
  },
  variants: {},
  properties: {
    "A call that is too slow is given up at its limit, and stopped": ({ over }) => over,
    "A caller who leaves is let go at once, with its own reason": ({ left }) => left,
    "A call that has ended leaves no timer": ({ timer }) => timer,
    "A call that has ended leaves no listener": ({ listener }) => listener,
    "Answers and errors come out as they are": ({ asItIs }) => asItIs,
    "Nothing is called for a caller who has gone": ({ gone }) => gone,
    "The option still has its default, and nonsense is refused": ({ standardMs, nonsense }) =>
      standardMs !== 1_000
        ? `without a timeoutMs a call was given up after ${standardMs} ms`
        : nonsense || "a timeoutMs that is not above 0 was taken",
  },
});
