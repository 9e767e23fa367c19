/**
 * A code review on the simulator: six patches to a retry, each accepted, or refuted with the circumstances in which it
 * does harm.
 *
 * @module
 */
import { defineScenario } from "#src/check/scenario.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { crash, type Fault } from "#src/sim/fault.ts";
import type { World } from "#src/sim/world.ts";
import { SeededRandom } from "#src/pure/seeded-random.ts";
import { client, patches, type PatchName, type Rules } from "#patterns/resilience/retry/patches.ts";

/** What happens to callers and callee. The story begins with all callers calling in the same instant. */
export interface Circumstances {
  /** Processes that call, 1 to 50. */
  callers: number;
  /** Calls that each makes, one after the other, 1 to 200. @default {1} */
  calls?: number;
  /** What the callee does while it is in trouble; `"half"` answers 503 to every second request. */
  trouble: "none" | "down" | "400" | "429" | "503" | "half" | "answers lost";
  /** How long the trouble lasts, in milliseconds, at most 20,000. */
  troubleMs: number;
  /** What a 429 or 503 asks for, in milliseconds, at most 60,000. */
  retryAfterMs?: number;
  /** How long a caller waits for its answer, in milliseconds. @default {for ever} */
  patienceMs?: number;
}

/** What a reviewer says of a patch. */
export type Verdict = { accept: true } | { accept: false; because: Circumstances };

/** A verdict for each patch. */
export type Review = Readonly<Record<PatchName, Verdict>>;

/** What was seen of one client. */
interface Seen {
  callers: number;
  calls: number;
  attempts: number;
  /** Payments that were booked more than once. */
  twice: number;
  /** The most repetitions that began within 20 ms, as a share of the callers. */
  crowd: number;
  /** The longest that a caller was kept beyond its patience. */
  lateMs: number;
}

/** The harm done, in words; empty where there is none. */
function harmOf({ callers, calls, attempts, twice, crowd, lateMs }: Seen): string[] {
  const harm: string[] = [];
  if (twice > 0) harm.push(`${twice === 1 ? "1 payment was" : `${twice} payments were`} booked twice`);
  if (callers >= 30 && crowd > 0.5) {
    harm.push(`${Math.round(crowd * 100)} % of the callers returned together`);
  }
  if (lateMs > 50) harm.push(`a caller heard of it ${Math.round(lateMs)} ms after it had left`);
  if (calls >= 100 && attempts > 1.5 * calls) {
    harm.push(`${(attempts / calls).toFixed(1)} requests for each call`);
  }
  return harm;
}

/** Circumstances in which the wrong patches do harm: what a production would come to sooner or later. */
const production: Partial<Record<PatchName, Circumstances>> = {
  "lost-answers": { callers: 5, trouble: "answers lost", troubleMs: 500 },
  "obey": { callers: 40, trouble: "503", troubleMs: 500, retryAfterMs: 1_000 },
  "look-later": { callers: 30, trouble: "503", troubleMs: 5_000, patienceMs: 100 },
  "fill-up": { callers: 1, calls: 200, trouble: "half", troubleMs: 20_000 },
};

const names = Object.keys(patches) as PatchName[];

/** All six patches in one world, each beside the client that it changes, under the same circumstances. */
export const review = defineScenario({
  id: "resilience/retry#review",
  version: 1,
  priorities: false,
  variants: {
    trusting: Object.fromEntries(names.map((name) => [name, { accept: true }])) as Review,
    strict: Object.fromEntries(names.map((name) => {
      const because = production[name];
      return [name, because === undefined ? { accept: true } : { accept: false, because }];
    })) as Review,
  },
  async play(world, review: Review) {
    const verdicts = structuredClone(review); // read once: both clients play the same circumstances
    const findings = await Promise.all(names.map(async (name) => {
      const verdict = verdicts[name] as Verdict | undefined;
      const because = verdict?.accept === false ? verdict.because : undefined;
      const valid = isVerdict(verdict);
      const circumstances = because ?? production[name];
      if (!valid || circumstances === undefined) {
        return { name, valid, refuted: because !== undefined, before: [], after: [] };
      }
      const { before, after } = patches[name];
      const [old, patched] = await Promise.all([
        observe(world, `${name}-old`, circumstances, before),
        observe(world, `${name}-new`, circumstances, after),
      ]);
      const finding = {
        name,
        valid,
        refuted: because !== undefined,
        before: harmOf(old),
        after: harmOf(patched),
      };
      const said = (harm: string[]) => harm.join(", ") || "no harm";
      if (finding.refuted) {
        world.note(`${name}: before ${said(finding.before)}; after ${said(finding.after)}`);
      }
      return finding;
    }));
    return findings;
  },
  properties: {
    "Every patch has a verdict that can be played": (findings) => {
      const bad = findings.filter(({ valid }) => !valid).map(({ name }) => name);
      return bad.length === 0 || `missing, or out of range: ${bad.join(", ")}`;
    },
    "A patch that is refuted does harm in the circumstances given": (findings) => {
      const idle = findings.filter(({ refuted, valid, after }) => refuted && valid && after.length === 0);
      return idle.length === 0 || `in this run no harm was seen: ${idle.map(({ name }) => name).join(", ")}`;
    },
    "The harm comes from the patch": (findings) => {
      const both = findings.filter(({ refuted, before }) => refuted && before.length > 0);
      return both.length === 0 ||
        `the client before ${both[0]!.name} does harm there as well: ${both[0]!.before.join(", ")}`;
    },
    "A patch that is accepted does no harm in production": (findings) => {
      const harmful = findings.filter(({ refuted, after }) => !refuted && after.length > 0);
      return harmful.length === 0 || `of one that you accepted: ${harmful[0]!.after.join(", ")}`;
    },
  },
});

const within = (value: unknown, from: number, to: number) =>
  typeof value === "number" && value >= from && value <= to;
const troubles = ["none", "down", "400", "429", "503", "half", "answers lost"];

function isVerdict(verdict: Verdict | undefined): boolean {
  if (verdict?.accept !== false) return verdict?.accept === true;
  const { callers, calls = 1, trouble, troubleMs, retryAfterMs = 0, patienceMs = 1 } = verdict.because ?? {};
  return within(callers, 1, 50) && Number.isInteger(callers) && within(calls, 1, 200) &&
    Number.isInteger(calls) &&
    troubles.includes(trouble) && within(troubleMs, 0, 20_000) && within(retryAfterMs, 0, 60_000) &&
    within(patienceMs, 1, 600_000);
}

/** Plays the circumstances with one client, on hosts of its own. */
async function observe(world: World, label: string, because: Circumstances, rules: Rules): Promise<Seen> {
  const { callers, calls = 1, trouble, troubleMs, retryAfterMs, patienceMs } = because;
  const callee = label;
  const bookings = new Map<string, number>();
  let requests = 0;
  void world.host(callee, (host) =>
    host.listen(async (body) => {
      await host.work(5);
      const ill = world.nowMs() < troubleMs && (trouble !== "half" || requests++ % 2 === 0);
      const status = { "400": 400, "429": 429, "503": 503, half: 503 }[trouble as "400"];
      if (ill && status !== undefined) throw new ErrorAnswer(status, retryAfterMs ? { retryAfterMs } : {});
      bookings.set(String(body), (bookings.get(String(body)) ?? 0) + 1);
      return "booked";
    }));
  for (const fault of faultsOf(because, callee)) world.fault(fault);
  const repeatedAtMs: number[] = [];
  let attempts = 0;
  let lateMs = 0;
  await Promise.all(
    Array.from({ length: callers }, (_, index) =>
      world.host(`${label}-${index + 1}`, async (host) => {
        // Chance of its own, which shrinking leaves alone: with all draws at 0 every client would look guilty.
        const random = new SeededRandom(world.seed, host.name);
        const policy = client({ clock: host.clock, random }, rules);
        for (let call = 0; call < calls; call++) {
          const leavesAtMs = world.nowMs() + (patienceMs ?? Infinity);
          const payment = `${index}-${call}`;
          await policy.execute(({ attempt = 1, remainingMs = Infinity }) => {
            attempts++;
            if (attempt > 1) repeatedAtMs.push(world.nowMs());
            return host.request(callee, payment, { timeoutMs: Math.max(1, Math.min(300, remainingMs)) });
          }, patienceMs === undefined ? {} : { remainingMs: patienceMs }).catch(() => {});
          lateMs = Math.max(lateMs, world.nowMs() - leavesAtMs);
        }
      })),
  );
  return {
    callers,
    calls: callers * calls,
    attempts,
    twice: [...bookings.values()].filter((count) => count > 1).length,
    crowd: mostWithin(20, repeatedAtMs) / callers,
    lateMs: Math.max(0, lateMs),
  };
}

/** The most of these times that lie in any stretch of `ms`. */
function mostWithin(ms: number, times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let first = 0;
  return sorted.reduce((most, time, index) => {
    while (time - sorted[first]! > ms) first++;
    return Math.max(most, index - first + 1);
  }, 0);
}

function faultsOf({ trouble, troubleMs }: Circumstances, callee: string): Fault[] {
  if (troubleMs <= 0) return [];
  if (trouble === "down") return [crash(callee, { atMs: 0, forMs: troubleMs })];
  if (trouble === "answers lost") return [{ kind: "cut", from: callee, to: "*", atMs: 0, forMs: troubleMs }];
  return [];
}
