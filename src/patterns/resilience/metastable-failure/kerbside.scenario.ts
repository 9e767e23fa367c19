/**
 * Kerbside, which tells riders when the next bus leaves: its parts on the simulator, each to be exchanged by a story.
 *
 * `departures` has one worker and needs 20 ms for a request: it can answer 50 a second. An app waits 1 s for an answer.
 *
 * @module
 */
import type { Make } from "#src/check/scenario.ts";
import type { Policy } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { arrivals } from "#src/sim/load.ts";
import type { Host, World } from "#src/sim/world.ts";
import { FreshQueue, type Interval, LoadMeter } from "#patterns/resilience/metastable-failure.ts";
import { fairQueue } from "#patterns/resilience/metastable-failure/without.ts";
import { Retry, RetryBudget } from "#patterns/resilience/retry.ts";
import { politeRetry } from "#patterns/resilience/retry/without.ts";

/** Where requests wait for a worker. */
export interface Queue<T> {
  readonly length: number;
  push(item: T): void;
  take(): T | undefined;
}

/** Makes a queue; `drop` sends away whom it drops. */
export type MakeQueue = <T>(host: Host, drop: (item: T) => void) => Queue<T>;

/** First come, first served, and nobody who was let in is sent away. */
export const fair = (maxLength: number): MakeQueue => (_host, drop) => fairQueue({ maxLength, onDrop: drop });

/** Nothing that has waited `maxWaitMs`. */
export const fresh = (maxWaitMs: number, newestFirstFrom = Infinity): MakeQueue => ({ clock }, drop) =>
  new FreshQueue({ clock, maxWaitMs, newestFirstFrom, onDrop: ({ item }) => drop(item) });

/** Whoever finds it full is sent away; and while `on()` holds, so is whatever has waited 500 ms. */
export const agedWhen = (on: () => boolean, maxLength: number): MakeQueue => (host, drop) =>
  aged(host, drop, on, maxLength);

function aged<T>({ clock }: Host, drop: (item: T) => void, on: () => boolean, maxLength: number): Queue<T> {
  const maxWaitMs = () => on() ? 500 : Infinity;
  const queue = new FreshQueue<T>({ clock, maxLength, maxWaitMs, onDrop: ({ item }) => drop(item) });
  return {
    get length() {
      return queue.length;
    },
    push: (item) => queue.length < maxLength ? queue.push(item) : drop(item),
    take: () => queue.take(),
  };
}

const pace = { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 2_000 };

/** Three tries with backoff, as the naive one of the chapter on retry. */
export const threeTries: Make<Policy> = (host) => politeRetry(host, pace);

/** The same, spread by chance. */
export const jittered: Make<Policy> = ({ clock, random }) =>
  new Retry({ clock, random, idempotent: true, ...pace });

/** The same, and all calls together may repeat one in ten. */
export const budgeted: Make<Policy> = ({ clock, random }) =>
  new Retry({ clock, random, idempotent: true, ...pace, budget: new RetryBudget() });

/** So many apps, whose calls come in turns. Each has its own of what `make` makes: what one has learned, the others do not know. */
export const eachOwn = (apps: number, make: Make<Policy>): Make<Policy> => (host) => {
  const own = Array.from({ length: apps }, () => make(host));
  let calls = 0;
  return { execute: (call, options) => own[calls++ % apps]!.execute(call, options) };
};

/** One request at a service. */
interface Job {
  /** Whether it comes on a new connection. */
  hello: boolean;
  resolve(): void;
  reject(error: ErrorAnswer): void;
}

/** How a service is built. */
export interface ServiceOptions {
  /** Work for one request, in milliseconds. @default {20} */
  serviceMs?: number;
  /** Requests that are worked on at once; is asked each time. @default {() => 1} */
  workers?: () => number;
  /** @default {fair(100)} */
  queue?: MakeQueue;
  /** Work for a new connection besides, in milliseconds. @default {0} */
  helloMs?: number;
  /** How many times longer the work takes while so many wait: memory fills and is collected again and again. @default {() => 1} */
  pressure?: (waiting: number) => number;
}

/** A service with a queue before its workers. It does not notice that a caller has left, as most do not. */
export function service(
  world: World,
  name: string,
  options: ServiceOptions = {},
): { readonly waiting: number } {
  const { serviceMs = 20, workers = () => 1, queue: make = fair(100), helloMs = 0, pressure = () => 1 } =
    options;
  const seen = { waiting: 0 };
  void world.host(name, (host) => {
    const full = new ErrorAnswer(503);
    const queue = make<Job>(host, (job) => job.reject(full));
    let busy = 0;
    const pump = (): void => {
      while (busy < workers()) {
        const job = queue.take();
        if (job === undefined) break;
        busy++;
        void work(job);
      }
      seen.waiting = queue.length;
    };
    const work = async (job: Job): Promise<void> => {
      await host.work((serviceMs + (job.hello ? helloMs : 0)) * pressure(queue.length));
      busy--;
      job.resolve();
      pump();
    };
    host.listen((body) =>
      new Promise<string>((resolve, reject) => {
        queue.push({ hello: body === HELLO, resolve: () => resolve("in 7 min"), reject });
        pump();
      })
    );
  });
  return seen;
}

/** What an app asks on a new connection. */
const HELLO = "hello, next bus";

/** So many riders a second, for so long. */
export interface Step {
  perSecond: number;
  forMs: number;
}

/** What riders do. */
export interface Riders {
  steps: readonly Step[];
  /** Gaps between riders: by chance, or all the same. @default {"poisson"} */
  spacing?: "poisson" | "even";
  /** What an app makes of a failed request. */
  retry: Make<Policy>;
  /** What stands in the app before anything is sent. @default none */
  door?: Make<Policy>;
  /** How apps treat a connection on which no answer came in time. Fifty are open at first. @default they need none */
  connections?: "close" | "keep";
  /** What is asked, of call number n. @default "next bus" */
  ask?: (call: number) => string;
  /** The service that is asked. @default "departures" */
  to?: string;
  /** The host that stands for all apps. @default "apps" */
  from?: string;
  /** Counts; offers are counted here unless somebody else does. @default a new one that does */
  meter?: LoadMeter;
}

const patienceMs = 1_000;

/** Lets riders come from the start of the world on and answers what was counted. Each rider asks once; the rest is the app's doing. */
export async function riders(world: World, plan: Riders): Promise<Interval[]> {
  const {
    steps,
    spacing = "poisson",
    retry,
    door,
    ask = () => "next bus",
    to = "departures",
    from = "apps",
  } = plan;
  const meter = plan.meter ?? new LoadMeter({ clock: world });
  const totalMs = steps.reduce((sum, { forMs }) => sum + forMs, 0);
  await world.host(from, async (apps) => {
    const policy = retry(apps);
    const gate = door?.(apps);
    let calls = 0;
    const open = connected(plan.connections);
    const call = async () => {
      const body = ask(calls++);
      const send = () =>
        policy.execute(({ signal }) => {
          if (plan.meter === undefined) meter.offered();
          return open(body, (asked) => apps.request(to, asked, { signal, timeoutMs: patienceMs }));
        });
      meter.wanted();
      await (gate ? gate.execute(send) : send());
      meter.good();
    };
    const loads: Promise<unknown>[] = [];
    for (const { perSecond, forMs } of steps) {
      if (perSecond > 0) loads.push(arrivals(apps, { ratePerSecond: perSecond, forMs, spacing }, call));
      await apps.clock.sleep(forMs);
    }
    await Promise.all(loads);
  });
  return meter.intervals.filter(({ toMs }) => toMs <= totalMs);
}

/** A pool of connections: a request takes an open one, or makes a new one and says hello. */
function connected(late: Riders["connections"]) {
  let open = 50;
  return async (body: string, request: (body: string) => Promise<unknown>): Promise<unknown> => {
    if (late === undefined) return await request(body);
    const made = open === 0;
    if (!made) open--;
    try {
      const answer = await request(made ? HELLO : body);
      open++;
      return answer;
    } catch (error) {
      if (late === "keep" || error instanceof ErrorAnswer) open++; // who is sent away is still connected
      throw error;
    }
  };
}
