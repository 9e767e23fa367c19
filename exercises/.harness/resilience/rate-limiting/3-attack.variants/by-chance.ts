/** Draws the calls, also those that cost more than a bucket holds, and works out what a right limiter does. */
export interface PlannedCall {
  readonly atMs: number;
  readonly key?: string;
  readonly cost?: number;
  readonly expect: "admitted" | "refused";
}

export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

const drawn: Case[] = [];
let seed = 7;
const draw = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
for (let n = 0; n < 20; n++) {
  const calls: PlannedCall[] = [];
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  let now = 10_000;
  while (calls.length < 400) {
    const step = draw() < 0.1 ? -3_000 : draw() < 0.05 ? 60_000 : 300; // back, a pause, or soon
    now = Math.max(0, Math.round(now + step * draw()));
    const key = "abc"[Math.floor(draw() * 3)]!;
    const cost = 1 + Math.floor(draw() * (draw() < 0.3 ? 10 : 2));
    const bucket = buckets.get(key) ?? { tokens: 5, atMs: now };
    const passed = Math.max(0, now - bucket.atMs);
    const tokens = Math.min(5, bucket.tokens + passed * 0.004);
    if (Math.abs(tokens - cost) < 0.005) continue; // rounding is nobody's fault
    buckets.set(key, { tokens: tokens >= cost ? tokens - cost : tokens, atMs: Math.max(now, bucket.atMs) });
    calls.push({ atMs: now, key, cost, expect: tokens >= cost ? "admitted" : "refused" });
  }
  drawn.push({ name: `draw ${n}`, calls });
}

export const cases: readonly Case[] = drawn;
