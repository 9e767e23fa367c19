import { defineScenario } from "#src/check/scenario.ts";
import { Refused } from "#src/ports/policy.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-repair.stub.ts";

type MakeBulkhead = typeof Answer.hopefulBulkhead;

/** One call, as it was seen from outside. */
interface Visit {
  readonly index: number;
  /** Whether all places were taken and the queue was full when it came. */
  readonly full: boolean;
  readonly controller: AbortController;
  begun: boolean;
  running: boolean;
  heard: boolean;
  settled: boolean;
  error: unknown;
  /** Where its caller left: not at all, while it waited, or during its call. */
  left: "no" | "waiting" | "running";
}

/** The first thing that went wrong, by sentence. */
type Faults = Partial<
  Record<"above" | "idle" | "refused" | "let in" | "order" | "queue" | "told" | "signal", string>
>;

/** Writes what happens until something is wrong: nobody reads what comes after. */
interface Notes {
  write?: (text: string) => void;
}

/** Visits by chance: their calls answer, fail, throw at once; their callers leave. */
class House {
  readonly faults: Faults = {};
  readonly visits: Visit[] = [];
  readonly #host: Host;
  readonly #policy: ReturnType<MakeBulkhead>;
  readonly #limit: number;
  readonly #maxQueue: number;
  readonly #notes: Notes;

  constructor(host: Host, notes: Notes, make: MakeBulkhead, limit: number, maxQueue: number) {
    this.#host = host;
    this.#policy = make({ limit, maxQueue });
    this.#limit = limit;
    this.#maxQueue = maxQueue;
    this.#notes = notes;
  }

  get running(): number {
    return this.visits.filter(({ running }) => running).length;
  }
  get waiting(): Visit[] {
    return this.visits.filter(({ begun, settled }) => !begun && !settled);
  }

  fault(kind: keyof Faults, seen: string): void {
    this.#notes.write?.(`and so ${seen}`);
    delete this.#notes.write;
    this.faults[kind] ??= seen;
  }
  #note({ index }: Visit, what: string): void {
    this.#notes.write?.(`call ${index} ${what}`);
  }

  /** @param ended Is told when the call ends, before the answer's own code can see that. */
  visit(how: "answers" | "fails" | "throws", forMs: number, ended?: () => unknown): Visit {
    const full = this.running >= this.#limit && this.waiting.length >= this.#maxQueue;
    const visit: Visit = {
      index: this.visits.length,
      full,
      controller: new AbortController(),
      begun: false,
      running: false,
      heard: false,
      settled: false,
      error: undefined,
      left: "no",
    };
    const call = ({ signal }: { signal: AbortSignal }) => {
      this.#begins(visit);
      signal.addEventListener("abort", () => visit.heard = true, { once: true });
      if (how === "throws") throw new Error("thrown at once");
      visit.running = true;
      if (this.running > this.#limit) this.fault("above", `${this.running} calls were in flight`);
      return this.#host.clock.sleep(forMs).then(() => {
        visit.running = false;
        this.#note(visit, "ends");
        ended?.();
        if (how === "fails") throw new Error("failed");
      });
    };
    this.visits.push(visit);
    this.#note(visit, full ? "comes, all is full" : "comes");
    (async () => await this.#policy.execute(call, { signal: visit.controller.signal }))().then(
      () => visit.settled = true,
      (error) => {
        visit.settled = true;
        visit.error = error;
        if (!visit.begun && visit.left === "no") this.#note(visit, "is turned away");
      },
    );
    return visit;
  }

  #begins(visit: Visit): void {
    visit.begun = true;
    this.#note(visit, "is made");
    const overtaken = this.waiting.find(({ index }) => index < visit.index);
    if (overtaken) this.fault("order", `call ${visit.index} was made before call ${overtaken.index}`);
    if (visit.left === "waiting") this.fault("queue", "a call was made whose caller had left the queue");
  }

  leave(visit: Visit): void {
    if (visit.settled || visit.left !== "no") return;
    visit.left = visit.begun ? "running" : "waiting";
    this.#note(visit, `is left by its caller ${visit.begun ? "while it goes on" : "while it waits"}`);
    visit.controller.abort(`call ${visit.index} is not wanted`);
  }

  /** What must be so a moment after each event. */
  look(): void {
    const { running, waiting } = this;
    if (waiting.length > 0 && running < this.#limit) {
      this.fault("idle", `${running} calls were in flight of ${this.#limit}, and ${waiting.length} waited`);
    }
    for (const visit of this.visits) {
      const { index, full, begun, settled, error, left } = visit;
      const away = settled && !begun && left === "no";
      if (away && !(error instanceof Refused)) {
        this.fault("refused", `call ${index} was turned away with '${String(error)}', which is no Refused`);
      } else if (away && !full) {
        this.fault("refused", `call ${index} was refused, and there was room`);
      } else if (full && !away) {
        this.fault(
          "let in",
          `call ${index} was ${begun ? "made" : "kept waiting"} although the queue was full`,
        );
      }
      if (left === "no" || (settled && visit.error === `call ${index} is not wanted`)) {
        if (left === "running" && !visit.heard) this.fault("signal", `call ${index} did not hear of it`);
        continue;
      }
      this.fault(
        left === "waiting" ? "queue" : "told",
        `the caller of call ${index} had left and was not told`,
      );
    }
  }
}

const refuses = (make: () => unknown): boolean => {
  try {
    make();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
};

/** One host, visits by chance, one sentence for each point of the contract. */
export const kept = defineScenario({
  id: "resilience/bulkhead#repair-kept",
  version: 1,
  priorities: false,
  async play(world: World, make: MakeBulkhead) {
    const seen = await world.host("site", async (host) => {
      const notes: Notes = { write: (text) => host.note(text) };
      const limit = 1 + (world.seed % 3);
      const maxQueue = [2, 0, 4][world.seed % 3]!;
      const house = new House(host, notes, make, limit, maxQueue);
      const chance = () => host.random.next();
      for (let step = 0; step < 150; step++) {
        const what = chance();
        if (what < 0.2 && house.visits.length > 0) {
          const going = house.visits.filter(({ settled }) => !settled);
          const visit = going[Math.floor(chance() * going.length)];
          if (visit) house.leave(visit);
        } else {
          house.visit(
            what < 0.6 ? "answers" : what < 0.8 ? "fails" : "throws",
            3.5 + Math.floor(chance() * 12),
          );
        }
        await host.clock.sleep(1 + Math.floor(chance() * 5));
        house.look();
      }
      await host.clock.sleep(200);
      const atOnce = Array.from({ length: limit }, () => house.visit("answers", 5));
      await host.clock.sleep(1);
      const lost = atOnce.filter(({ begun }) => !begun).length;
      await host.clock.sleep(20);

      // Between the end of a call and the turn of the next one nobody may find a free place: a newcomer tries each moment.
      const narrow = new House(host, notes, make, 1, 4);
      for (let turns = 0; turns < 12; turns++) {
        narrow.visit("answers", 5, async () => {
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          narrow.visit("answers", 5);
        });
        narrow.visit("answers", 5);
        await host.clock.sleep(50);
        narrow.look();
      }

      const before = new AbortController();
      before.abort("gone before");
      let called = false;
      const gone: unknown = await make({ limit: 1 }).execute(() => void (called = true), {
        signal: before.signal,
      })
        .catch((reason: unknown) => reason);
      const standard = new House(host, notes, (size) => make(size && { limit: size.limit! }), 2, 16);
      for (let each = 0; each < 20; each++) {
        standard.visit("answers", 50);
        await host.clock.sleep(1);
      }
      standard.look();
      await host.clock.sleep(1_000);
      return {
        faults: { ...narrow.faults, ...house.faults },
        standard: standard.faults["refused"] ?? standard.faults["let in"],
        lost,
        before: gone === "gone before" && !called,
        nonsense: [{ limit: 0 }, { limit: 1.5 }, { limit: NaN }, { maxQueue: -1 }, { maxQueue: NaN }, {
          maxQueue: 0.5,
        }, { maxQueue: Infinity }]
          .filter((size) => !refuses(() => make(size)))
          .map((size) => Object.entries(size).map(([name, value]) => `${name} ${value}`).join()),
      };
    });
    if (seen === undefined) throw new Error("the site is not among the faults");
    return seen;
  },
  variants: {},
  properties: {
    "At most limit calls are in flight": ({ faults }) => faults.above ?? true,
    "A place comes back however its call ends": ({ faults, lost }) =>
      faults.idle ?? (lost === 0 || `in the end ${lost} places were gone`),
    "A call is refused when the queue is full, and only then": ({ faults, standard }) =>
      faults["let in"] ?? faults.refused ?? standard ?? true,
    "Who waits is served in order of arrival": ({ faults }) => faults.order ?? true,
    "Who leaves the queue is told why and is not called": ({ faults, before }) =>
      faults.queue ?? (before || "a call was made whose caller had left before"),
    "Who leaves during its call is told at once": ({ faults }) => faults.told ?? faults.signal ?? true,
    "Sizes that are nonsense are refused": ({ nonsense }) =>
      nonsense.length === 0 || `taken: ${nonsense.join(", ")}`,
  },
});
