/**
 * Recall items of metastable failure.
 *
 * @module
 */
import { handClock } from "#src/learn/hand-clock.ts";
import { defineItems, item } from "#src/learn/items.ts";
import { FreshQueue, judge, LookAside, Ramp, type Verdict } from "#patterns/resilience/metastable-failure.ts";

const says: Readonly<Record<Verdict, string>> = {
  unharmed: "unharmed",
  recovered: "recovered",
  overloaded: "overloaded: more is wanted than it can serve",
  metastable: "metastable: it holds itself down",
  undecided: "undecided: too little was seen",
};

/** What three numbers say. */
const verdict = item({
  id: "verdict",
  draw: ({ whole, pick }) => {
    const capacity = pick([40, 50, 80]);
    const tries = whole(2, 4);
    return {
      capacity,
      tries,
      wanted: pick([capacity - whole(5, 20), capacity + whole(5, 20)]),
      seconds: pick([6, 8, 20, 30, 40]),
    };
  },
  ask: ({ capacity, tries, wanted, seconds }) =>
    `A service has been seen to serve ${capacity} calls a second. A push threw it down, and ended ${seconds} s ago. Since then users begin ` +
    `${wanted} calls a second, ${
      wanted * tries
    } requests a second reach it, and no answer is of use to anybody. What does \`judge\` say, ` +
    "with its defaults?",
  truth({ capacity, tries, wanted, seconds }) {
    const intervals = Array.from({ length: 10 + seconds }, (_, second) => ({
      fromMs: second * 1_000,
      toMs: second * 1_000 + 1_000,
      wanted,
      offered: second < 5 ? wanted : wanted * tries,
      good: second < 5 ? wanted : 0,
    }));
    return judge(intervals, { triggerFromMs: 5_000, triggerToMs: 10_000, capacityPerSecond: capacity })
      .verdict;
  },
  say: (value: Verdict) => says[value],
  wrong: [
    { value: (_, truth) => truth === "overloaded" ? "metastable" : undefined, from: "collapse-is-a-loop" },
    {
      value: (_, truth) => truth === "metastable" ? "overloaded" : undefined,
      from: { slip: "it goes by the requests that arrive; what counts is what users want." },
    },
    { value: () => "recovered", from: "repaired-means-over" },
    { value: () => "undecided", from: { slip: "ten seconds and more were seen, all of them bad." } },
    { value: () => "overloaded", from: { slip: "less than ten seconds were seen since the push." } },
    { value: () => "metastable", from: { slip: "less than ten seconds were seen since the push." } },
  ],
  because: ({ capacity, wanted, seconds }) =>
    seconds < 10
      ? `${seconds} s are less than the 10 s that a state must last to be one.`
      : `Users want ${wanted} calls a second, and ${capacity} can be served: repetitions do not count as wanted.`,
});

interface Request {
  readonly attempt: number;
  readonly step: number;
  taken: boolean;
}
const patience = 10; // steps of 100 ms

/**
 * Whether a service comes back that does nothing at all for ten seconds. Whoever has waited for a second leaves, and tries
 * again until `tries` tries are made; the request stays.
 */
function comesBack(perSecond: number, capacity: number, tries: number): boolean {
  const queue = new FreshQueue<Request>({ clock: handClock(), maxWaitMs: Infinity, maxLength: 1e9 });
  const offered: Request[][] = [];
  for (let each = 0; each < 2 * capacity; each++) {
    queue.push({ attempt: tries, step: -patience, taken: false });
  }
  let [served, owed, spare, before] = [0, 0, 0, 0];
  for (let step = 0; step < 600; step++) {
    if (step === 300) [before, served] = [queue.length, 0];
    const left = (offered[step - patience] ?? []).filter(({ taken, attempt }) => !taken && attempt < tries);
    const now = left.map(({ attempt }): Request => ({ attempt: attempt + 1, step, taken: false }));
    for (owed += perSecond / 10; owed >= 1; owed--) now.push({ attempt: 1, step, taken: false });
    offered.push(now);
    for (const request of now) queue.push(request);
    for (spare += step < 100 ? 0 : capacity / 10; spare >= 1; spare--) {
      const request = queue.take();
      if (request === undefined) continue;
      request.taken = true;
      if (step - request.step < patience) served++;
    }
  }
  return served > 0 || queue.length < before;
}

/** The border between stable and vulnerable. */
const stable = item({
  id: "stable",
  draw: ({ whole }) => ({ capacity: whole(8, 30) * 5, tries: whole(2, 5) }),
  ask: ({ capacity, tries }) =>
    `A service can work off ${capacity} requests a second, first come, first served. Each of its callers waits one second and makes up to ${tries} tries, ` +
    "without a budget. What is the largest whole number of calls a second at which it comes back by itself, however long it was down?",
  truth({ capacity, tries }) {
    let [most, tooMany] = [0, capacity];
    while (tooMany - most > 1) {
      const middle = Math.floor((most + tooMany) / 2);
      if (comesBack(middle, capacity, tries)) most = middle;
      else tooMany = middle;
    }
    return most;
  },
  wrong: [
    { value: ({ capacity }) => capacity - 1, from: "below-capacity-is-enough" },
    {
      value: ({ capacity, tries }) => Math.ceil(capacity / (tries - 1)) - 1,
      from: { slip: "it counts the repetitions alone; the first try is a request as well." },
    },
    {
      value: ({ capacity, tries }) => capacity * tries,
      from: { slip: "it multiplies where it must divide." },
    },
    { value: ({ capacity }) => Math.ceil(capacity * 0.8), from: "quiet-months-prove-it" },
  ],
  because: ({ capacity, tries }) =>
    `While nobody is served, each call is ${tries} requests. They must be fewer than ${capacity} a second, or what waits never gets younger.`,
});

/** What must be turned away. */
const shed = item({
  id: "shed",
  draw: ({ whole, pick }) => ({
    capacity: whole(2, 8) * 20,
    tries: whole(2, 4),
    percentOfCapacity: pick([70, 75, 80, 85, 90]),
  }),
  ask: ({ capacity, tries, percentOfCapacity }) =>
    `A service for ${capacity} requests a second is in a loop, at ${
      capacity * percentOfCapacity / 100
    } calls a second with up to ${tries} tries each. ` +
    "Of ten users some are turned away before their first request, for as long as it takes. How many of ten must it be at least?",
  truth({ capacity, tries, percentOfCapacity }) {
    const load = capacity * percentOfCapacity / 100;
    let away = 0;
    while (!comesBack(load * (10 - away) / 10, capacity, tries)) away++;
    return away;
  },
  say: (away: number) => `${away} of ten`,
  wrong: [
    { value: () => 0, from: "repaired-means-over" },
    { value: () => 2, from: "below-capacity-is-enough" },
    { value: () => 10, from: { slip: "then nobody is served; a part of them is enough." } },
    {
      value: (_, truth) => truth - 2,
      from: { slip: "the rest, times its tries, is still more than can be worked off." },
    },
  ],
  because: ({ capacity, tries, percentOfCapacity }, away) =>
    `${
      (capacity * percentOfCapacity / 100 * (10 - away) / 10).toFixed(0)
    } calls a second are left, up to ${tries} requests each: below ${capacity}.`,
});

/** How long a backlog lasts. */
const drain = item({
  id: "drain",
  draw: ({ pick, whole }) => ({
    capacity: 50,
    perSecond: pick([25, 30, 40, 45]),
    pushSeconds: pick([10, 20, 30]),
    percent: whole(1, 4) * 10,
  }),
  ask: ({ capacity, perSecond, pushSeconds, percent }) =>
    `${perSecond} calls a second come to a service for ${capacity}; nobody tries again. For ${pushSeconds} s it can do only ${percent} % of that, then all of it again. ` +
    "Its queue takes everybody. How many seconds after the push is the queue empty?",
  truth({ capacity, perSecond, pushSeconds, percent }) {
    let waiting = 0;
    for (let second = 0; second < pushSeconds; second++) {
      waiting += Math.max(0, perSecond - capacity * percent / 100);
    }
    let seconds = 0;
    for (; waiting > 0; seconds++) waiting += perSecond - capacity;
    return seconds;
  },
  wrong: [
    { value: () => 0, from: "buffers-add-throughput" },
    {
      value: ({ capacity, perSecond, pushSeconds, percent }) =>
        Math.ceil(Math.max(0, perSecond - capacity * percent / 100) * pushSeconds / capacity),
      from: { slip: "it forgets those who come while the queue drains." },
    },
    {
      value: ({ pushSeconds }) => pushSeconds,
      from: { slip: "it takes the push's own length; the room that is left decides." },
    },
    {
      value: ({ capacity, perSecond, pushSeconds }) =>
        Math.ceil(perSecond * pushSeconds / (capacity - perSecond)),
      from: { slip: "it forgets what was served during the push." },
    },
  ],
  because: ({ capacity, perSecond }, seconds) =>
    `It drains by ${capacity - perSecond} a second, the room between load and capacity: ${seconds} s.`,
});

/** Whom a fresh queue hands out. */
const next = item({
  id: "next",
  draw: ({ pick, whole }) => ({
    maxWaitMs: pick([300, 500, 800]),
    everyMs: pick([50, 100, 200]),
    count: whole(4, 9),
    newestFirstFrom: pick([3, 5, 50]),
    laterMs: pick([0, 150, 250]),
  }),
  ask: ({ maxWaitMs, everyMs, count, newestFirstFrom, laterMs }) =>
    `A \`FreshQueue\` has maxWaitMs: ${maxWaitMs} and newestFirstFrom: ${newestFirstFrom}. Requests A, B, C and so on, ${count} of them, are pushed every ${everyMs} ms, ` +
    `the first at 0. ${
      laterMs + 10
    } ms after the last one a worker asks for the first time. Which one does it get?`,
  truth({ maxWaitMs, everyMs, count, newestFirstFrom, laterMs }) {
    const clock = handClock();
    const queue = new FreshQueue<string>({ clock, maxWaitMs, newestFirstFrom });
    for (let each = 0; each < count; each++) {
      if (each > 0) clock.turn(everyMs);
      queue.push(letter(each));
    }
    clock.turn(laterMs + 10);
    return queue.take() ?? "none";
  },
  say: (name: string) => name === "none" ? "none: all are too old" : `the request ${name}`,
  wrong: [
    { value: () => "A", from: "bounded-means-safe" },
    {
      value: ({ count }) => letter(count - 1),
      from: { slip: "fewer wait than newestFirstFrom, once the old ones are dropped." },
    },
    { value: () => "none", from: { slip: "the last ones have waited less than maxWaitMs." } },
    {
      value: ({ count }) => letter(Math.floor(count / 2)),
      from: { slip: "it is neither the oldest nor the newest of those that are young enough." },
    },
    {
      value: () => "B",
      from: { slip: "it is neither the oldest nor the newest of those that are young enough." },
    },
  ],
  because: ({ maxWaitMs, newestFirstFrom }) =>
    `First what has waited ${maxWaitMs} ms is dropped; then the newest is served if ${newestFirstFrom} or more are left, otherwise the oldest.`,
});
const letter = (index: number): string => "ABCDEFGHIJ"[index]!;

/** What a cache asks for. */
const loads = item({
  id: "loads",
  draw: ({ whole }) => ({ asked: Array.from({ length: whole(5, 9) }, () => whole(0, 4)), left: whole(1, 3) }),
  ask: ({ asked, left }) =>
    `An empty \`LookAside\` is asked within a moment for the stops ${
      asked.map(letter).join(", ")
    }. Before the store answers, the first ${left} who asked have left. ` +
    "The store answers all it was asked. Then the same stops are asked for once more, in the same order. How many questions did the store get in all?",
  async truth({ asked, left }) {
    let questions = 0;
    const answers: (() => void)[] = [];
    const load = () => {
      questions++;
      return new Promise<string>((resolve) => void answers.push(() => resolve("in 7 min")));
    };
    const cache = new LookAside<string>({ clock: handClock(), ttlMs: 60_000, load });
    const callers = asked.map((stop) => {
      const leave = new AbortController();
      return { leave, told: cache.get(letter(stop), { signal: leave.signal }).catch(() => "left") };
    });
    for (const { leave } of callers.slice(0, left)) leave.abort("left");
    for (const answer of answers.splice(0)) answer();
    await Promise.all(callers.map(({ told }) => told));
    const more = asked.map((stop) => cache.get(letter(stop)));
    for (const answer of answers.splice(0)) answer();
    await Promise.all(more);
    return questions;
  },
  wrong: [
    {
      value: ({ asked, left }, truth) => truth + new Set(asked.slice(0, left)).size,
      from: "work-for-nobody-is-waste",
    },
    {
      value: ({ asked }) => asked.length,
      from: { slip: "who asks while a stop is loaded shares that load." },
    },
    { value: (_, truth) => 2 * truth, from: { slip: "what was loaded is kept for those who ask next." } },
  ],
  because: ({ asked }) =>
    `One question for each stop that occurs: ${
      [...new Set(asked)].sort().map(letter).join(", ")
    }. What comes is kept, whoever has left.`,
});

/** How far a door is open. */
const door = item({
  id: "door",
  draw: ({ whole, pick }) => ({
    startPercent: pick([0, 10, 20]),
    rampSeconds: pick([20, 40, 100]),
    passedSeconds: whole(2, 15),
    illSeconds: whole(1, 10),
  }),
  ask: ({ startPercent, rampSeconds, passedSeconds, illSeconds }) =>
    `A \`Ramp\` with startShare: ${startPercent / 100} and rampMs: ${
      rampSeconds * 1_000
    } was shut and is opened. For ${passedSeconds} s all is well; then \`healthy\` answers false ` +
    `for ${illSeconds} s. What share of the calls is let in at the end of that?`,
  truth({ startPercent, rampSeconds, passedSeconds, illSeconds }) {
    const clock = handClock();
    let healthy = true;
    const ramp = new Ramp({
      clock,
      random: { next: () => 0 },
      rampMs: rampSeconds * 1_000,
      startShare: startPercent / 100,
      healthy: () => healthy,
    });
    ramp.shut();
    ramp.open();
    clock.turn(passedSeconds * 1_000);
    void ramp.share; // it is asked at each call
    healthy = false;
    clock.turn(illSeconds * 1_000);
    return Math.round(ramp.share * 100);
  },
  say: (percent: number) => `${percent} %`,
  wrong: [
    { value: () => 100, from: "restart-cures" },
    {
      value: ({ startPercent, rampSeconds, passedSeconds, illSeconds }) =>
        Math.min(
          100,
          Math.round(startPercent + (passedSeconds + illSeconds) / rampSeconds * (100 - startPercent)),
        ),
      from: { slip: "while the service is not well the share stands still." },
    },
    {
      value: ({ startPercent }) => startPercent,
      from: { slip: "the share does not fall back when the service is not well." },
    },
    {
      value: ({ rampSeconds, passedSeconds }) => Math.min(100, Math.round(passedSeconds / rampSeconds * 100)),
      from: { slip: "it forgets that the door opens at startShare, and grows from there." },
    },
  ],
  because: ({ startPercent, passedSeconds, rampSeconds }) =>
    `From ${startPercent} % it grows to all in ${rampSeconds} s, so for ${passedSeconds} s; then it stands still.`,
});

/** Questions about this chapter. */
export const items = defineItems("resilience/metastable-failure", [
  verdict,
  stable,
  shed,
  drain,
  next,
  loads,
  door,
]);
