/**
 * Recall items of the circuit breaker.
 *
 * @module
 */
import { defineItems, item } from "#src/learn/items.ts";
import { type HandClock, handClock } from "#src/learn/hand-clock.ts";
import { Refused } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { CircuitBreaker, type CircuitBreakerOptions } from "#patterns/resilience/circuit-breaker.ts";

const breakerWith = (clock: HandClock, options: Partial<CircuitBreakerOptions>) =>
  new CircuitBreaker({ clock, cooldownMs: 1_000, ...options });

const works = () => Promise.resolve("ok");
const fails = () => Promise.reject(new ErrorAnswer(503));
const quietly = (call: Promise<unknown>) => call.then(() => true, () => false);

/** A breaker that has just been opened by failures. */
async function opened(
  clock: HandClock,
  options: Partial<CircuitBreakerOptions> = {},
): Promise<CircuitBreaker> {
  const breaker = breakerWith(clock, { ...options, window: { kind: "count", size: 2 }, minimumCalls: 2 });
  while (breaker.state === "closed") await quietly(breaker.execute(fails));
  return breaker;
}

/** How many failures in a row, after successes, open a breaker. */
const trip = item({
  id: "trip",
  draw: ({ whole, pick }) => ({
    size: pick([20, 30, 40, 60]),
    minimum: pick([5, 10, 15]),
    percent: pick([20, 25, 40, 50]),
    successes: whole(3, 18),
  }),
  ask: ({ size, minimum, percent, successes }) =>
    `A new breaker judges the last ${size} calls, from ${minimum} calls on, and opens at ${percent} % failures. ` +
    `${successes} calls succeed; after that every call fails. Which failure opens it?`,
  async truth({ size, minimum, percent, successes }) {
    const breaker = breakerWith(handClock(), {
      window: { kind: "count", size },
      minimumCalls: minimum,
      failureRatio: percent / 100,
    });
    for (let call = 0; call < successes; call++) await breaker.execute(works);
    let failures = 0;
    while (breaker.state === "closed") {
      await quietly(breaker.execute(fails));
      failures++;
    }
    return failures;
  },
  say: (failures) => `the ${ordinal(failures)}`,
  wrong: [
    {
      value: ({ size, percent }) => Math.ceil((size * percent) / 100),
      from: {
        slip: "it takes the share of a full window; the share is taken of the calls there are so far.",
      },
    },
    {
      value: ({ minimum }) => minimum,
      from: { slip: "it counts the minimum in failures; all calls count towards it." },
    },
    {
      value: ({ successes, percent }) => Math.ceil((successes * percent) / 100),
      from: {
        slip: "it takes the share of the successes; failures are calls too, and make the whole larger.",
      },
    },
    {
      value: (_numbers, truth) => truth + 1,
      from: { slip: "it waits until the share is exceeded; reaching it is enough." },
    },
  ],
  because: ({ minimum, percent, successes }, truth) =>
    `With the ${ordinal(truth)} failure ${truth} of ${
      successes + truth
    } calls have failed: at least ${percent} %, and at least ${minimum} calls.`,
});

/** How many of the callers who wait for the end of the cooldown are sent away. */
const probes = item({
  id: "probes",
  draw: ({ whole }) => ({ waiting: whole(5, 30), probes: whole(1, 4) }),
  ask: ({ waiting, probes }) =>
    `The cooldown of one breaker is over; half-open it admits ${probes}. In the same millisecond, before any answer, ` +
    `${waiting} callers of its process ask. How many of them are refused?`,
  async truth({ waiting, probes }) {
    const clock = handClock();
    const breaker = await opened(clock, { probes });
    clock.turn(1_000);
    const answers = Array.from(
      { length: waiting },
      () => breaker.execute(works).then(() => 0, (error) => error instanceof Refused ? 1 : 0),
    );
    return (await Promise.all(answers)).reduce<number>((sum, each) => sum + each, 0);
  },
  wrong: [
    { value: () => 0, from: "one-thread-is-a-lock" },
    {
      value: ({ waiting }) => waiting - 1,
      from: { slip: "it admits one whatever the setting; that is the default only." },
    },
    {
      value: ({ waiting }) => waiting,
      from: {
        slip:
          "it refuses all until a timer closes the circuit; there is no such timer, callers are the probes.",
      },
    },
    {
      value: ({ waiting, probes }) => waiting - probes - 1,
      from: { slip: "it gives the caller who noticed the end of the cooldown a place of his own." },
    },
  ],
  because: ({ probes }) =>
    `A place is taken before the call begins, so ${probes} of them ${
      probes === 1 ? "gets" : "get"
    } one and the others hear at once that they did not.`,
});

/** What opens a circuit, if anything does. */
const verdict = item({
  id: "verdict",
  draw: ({ whole, pick }) => {
    const size = 20;
    const failed = pick([whole(1, 9), whole(10, 14)]);
    const slow = pick([whole(2, 9), whole(10, 15)]);
    return { size, failed, slow: Math.min(slow, size - failed), counted: pick([true, true, false]) };
  },
  ask: ({ size, failed, slow, counted }) =>
    `Of the last ${size} calls ${slow} were answered, after four seconds each; ${failed} failed at once; the others were ` +
    `quick and well. The breaker judges ${size} calls, failureRatio and slowRatio are one half, and slowCallMs is ` +
    `${counted ? "1,000" : "left at its default"}. What does it do?`,
  async truth({ size, failed, slow, counted }) {
    const clock = handClock();
    let reason: string | undefined;
    const breaker = breakerWith(clock, {
      window: { kind: "count", size },
      minimumCalls: size,
      ...(counted && { slowCallMs: 1_000 }),
      onEvent: (event) => {
        if (event.kind === "opened") reason = event.reason;
      },
    });
    for (let call = 0; call < size; call++) {
      await quietly(breaker.execute(async () => {
        if (call < slow) await clock.sleep(4_000);
        else if (call < slow + failed) await fails();
      }));
    }
    return reason === undefined ? "closed" : reason;
  },
  say: (reason) =>
    ({
      closed: "stays closed",
      failures: "opens, because of the failures",
      "slow-calls": "opens, because of the slow answers",
    })[reason] ?? reason,
  wrong: [
    { value: (_numbers, truth) => truth === "slow-calls" ? "closed" : undefined, from: "errors-tell-all" },
    {
      value: (_numbers, truth) => truth === "closed" ? undefined : "closed",
      from: { slip: "it adds nothing up: one of the two shares has reached one half." },
    },
    {
      value: () => "slow-calls",
      from: { slip: "slow answers count only where slowCallMs is set, and only from one half on." },
    },
    { value: () => "failures", from: { slip: "the failures alone are fewer than one half." } },
  ],
  because: ({ failed, slow, counted }) =>
    `${failed} of 20 failed and ${slow} were slow; slow ones are ${
      counted ? "counted, since the limit is set" : "not counted, since by default no call is slow"
    }. ` +
    "Each share is compared with its own limit.",
});

/** How many requests a fleet's probes are together. */
const fleet = item({
  id: "fleet",
  draw: ({ whole }) => ({ processes: whole(12, 60), probes: whole(2, 4), bears: whole(5, 11) }),
  ask: ({ processes, probes, bears }) =>
    `${processes} processes call payment, each with a breaker of its own that admits ${probes} probes. All opened in the same ` +
    `moment, with the same cooldown; callers wait everywhere. Cold, payment bears ${bears} requests at once. How many reach it ` +
    "when the cooldown ends?",
  async truth({ processes, probes }) {
    const clock = handClock();
    let reached = 0;
    const breakers: CircuitBreaker[] = [];
    for (let process = 0; process < processes; process++) breakers.push(await opened(clock, { probes }));
    clock.turn(1_000);
    const calls = breakers.flatMap((breaker) =>
      Array.from({ length: 10 }, () => quietly(breaker.execute(() => void reached++)))
    );
    await Promise.all(calls);
    return reached;
  },
  wrong: [
    { value: ({ probes }) => probes, from: "my-probe-is-alone" },
    {
      value: ({ processes }) => processes,
      from: { slip: "it counts one probe for each process; each admits more." },
    },
    {
      value: ({ bears }) => bears,
      from: {
        slip: "the service's limit stops nobody from asking: nothing is agreed between the processes.",
      },
    },
  ],
  because: ({ processes, probes, bears }) =>
    `Nothing is agreed between processes: each of ${processes} admits its ${probes}. A service that bears ${bears} is down again; ` +
    "a cooldown with chance in it spreads them.",
});

/** What an answer does that comes in another phase than its call began in. */
const late = item({
  id: "late",
  draw: ({ whole, pick }) => {
    const cooldownS = pick([10, 20, 30]);
    const openedS = whole(4, 9);
    const probe = pick([true, false]);
    const beganS = probe ? openedS + cooldownS + whole(1, 3) : whole(1, 3);
    const endsS = probe ? beganS + 2 : pick([openedS + whole(1, 3), openedS + cooldownS + whole(1, 5)]);
    return { cooldownS, openedS, beganS, endsS };
  },
  ask: ({ cooldownS, openedS, beganS, endsS }) =>
    `Times are in seconds. A circuit opens at ${openedS} with a cooldown of ${cooldownS}. One call began at ${beganS} and succeeds ` +
    `at ${endsS}; nobody else calls since the circuit opened. Right after that success, what is the state of the circuit?`,
  async truth({ cooldownS, openedS, beganS, endsS }) {
    const clock = handClock();
    const breaker = breakerWith(clock, {
      window: { kind: "count", size: 2 },
      minimumCalls: 2,
      cooldownMs: cooldownS * 1_000,
    });
    const state = () => breaker.state;
    let answer = () => {};
    const call = () =>
      quietly(breaker.execute(() => new Promise<void>((resolve) => void (answer = resolve))));
    const at = (s: number) => clock.turn(s * 1_000 - clock.nowMs());
    let pending: Promise<boolean> | undefined;
    if (beganS < openedS) {
      at(beganS);
      pending = call();
    }
    at(openedS);
    while (state() === "closed") await quietly(breaker.execute(fails));
    if (pending === undefined) {
      at(beganS);
      pending = call();
    }
    at(endsS);
    answer();
    await pending;
    return breaker.state;
  },
  wrong: [
    { value: (_numbers, truth) => truth === "closed" ? undefined : "closed", from: "success-is-news" },
    {
      value: () => "open",
      from: {
        slip: "once the cooldown is over the circuit is no longer open, and a probe that succeeds closes it.",
      },
    },
    {
      value: () => "half-open",
      from: { slip: "half-open begins with the end of the cooldown and ends with the probe's answer." },
    },
  ],
  because: ({ openedS, beganS, cooldownS }) =>
    beganS < openedS
      ? `The call began before the circuit opened, so its answer speaks of an earlier time and changes nothing; only the cooldown, until ${
        openedS + cooldownS
      }, counts.`
      : "The call began after the cooldown and was the probe; its success closes the circuit.",
});

/** Which outcomes are failures of the callee. */
const counted = item({
  id: "counted",
  draw: ({ whole }) => ({ left: whole(2, 9), slow: whole(2, 9), full: whole(2, 9), wrong: whole(2, 9) }),
  ask: ({ left, slow, full, wrong }) =>
    `Inside the breaker stand a bulkhead and a time limit. ${left} calls end as their caller's own deadline aborts them, ${slow} run ` +
    `into the time limit inside, ${full} are refused by the bulkhead, ${wrong} are answered with 404. How many failures does the ` +
    "breaker count?",
  async truth({ left, slow, full, wrong }) {
    let failures = 0;
    const breaker = breakerWith(handClock(), {
      onEvent: (event) => {
        if (event.kind === "ended" && event.outcome === "failure") failures++;
      },
    });
    for (let call = 0; call < left; call++) {
      const caller = new AbortController();
      const pending = quietly(breaker.execute(() => new Promise(() => {}), { signal: caller.signal }));
      caller.abort();
      await pending;
    }
    for (let call = 0; call < slow; call++) {
      await quietly(breaker.execute(() => Promise.reject(new Error("timed out"))));
    }
    for (let call = 0; call < full; call++) {
      await quietly(breaker.execute(() => Promise.reject(new Refused("bulkhead"))));
    }
    for (let call = 0; call < wrong; call++) {
      await quietly(breaker.execute(() => Promise.reject(new ErrorAnswer(404))));
    }
    return failures;
  },
  // The truth is one of the four numbers, so each is offered as what it stands for.
  say: (count) => `${count} in all`,
  wrong: [
    { value: ({ left, slow }) => left + slow, from: "deadline-is-failure" },
    { value: ({ slow, full }) => slow + full, from: "every-error-counts" },
    {
      value: ({ slow, wrong }) => slow + wrong,
      from: { slip: "a 404 says that the request was wrong, and the callee well." },
    },
    { value: ({ left, slow, full, wrong }) => left + slow + full + wrong, from: "every-error-counts" },
  ],
  because: ({ slow }) =>
    `Only the ${slow} that ran out of time inside speak of the callee. A caller who leaves, a refusal on this side and a wrong request do not.`,
});

/** "1st", "22nd", "13th". */
function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13
    ? "th"
    : ({ 1: "st", 2: "nd", 3: "rd" } as Record<number, string>)[n % 10] ?? "th";
  return `${n}${ending}`;
}

/** The items, as a chapter and the review ask them. */
export const items = defineItems("resilience/circuit-breaker", [trip, probes, verdict, fleet, late, counted]);
