import type * as Answer from "./2-choose.stub.ts";

/** The account of a key, as numbers: a store holds nothing else. */
export type Account = readonly number[];

/** What is allowed for each key. */
export type Rule = Pick<Answer.Choice, "algorithm" | "unitsPerSecond" | "burst">;

/** Whether `cost` is there, and the account afterwards. A refusal takes nothing. */
export function decide(rule: Rule, account: Account | undefined, cost: number, nowMs: number) {
  switch (rule.algorithm) {
    case "token-bucket":
      return tokenBucket(rule, account, cost, nowMs);
    case "fixed-window":
      return fixedWindow(rule, account, cost, nowMs);
    case "sliding-counter":
      return slidingCounter(rule, account, cost, nowMs);
    case "sliding-log":
      return slidingLog(rule, account, cost, nowMs);
  }
}

const windowMs = ({ burst, unitsPerSecond }: Rule) => (burst / unitsPerSecond) * 1_000;

function tokenBucket(
  { unitsPerSecond, burst }: Rule,
  account: Account | undefined,
  cost: number,
  nowMs: number,
) {
  const [before = burst, atMs = nowMs] = account ?? [];
  const tokens = Math.min(burst, before + ((nowMs - atMs) / 1_000) * unitsPerSecond);
  return tokens >= cost
    ? { admitted: true, account: [tokens - cost, nowMs] }
    : { admitted: false, account: [tokens, nowMs] };
}

function fixedWindow(rule: Rule, account: Account | undefined, cost: number, nowMs: number) {
  const window = Math.floor(nowMs / windowMs(rule));
  const [last = window, count = 0] = account ?? [];
  const used = last === window ? count : 0;
  const admitted = used + cost <= rule.burst;
  return { admitted, account: [window, admitted ? used + cost : used] };
}

function slidingCounter(rule: Rule, account: Account | undefined, cost: number, nowMs: number) {
  const lengthMs = windowMs(rule);
  const window = Math.floor(nowMs / lengthMs);
  const [last = window, past = 0, count = 0] = account ?? [];
  const before = last === window ? past : last === window - 1 ? count : 0;
  const used = last === window ? count : 0;
  const share = 1 - (nowMs - window * lengthMs) / lengthMs;
  const admitted = before * share + used + cost <= rule.burst;
  return { admitted, account: [window, before, admitted ? used + cost : used] };
}

function slidingLog(rule: Rule, account: Account | undefined, cost: number, nowMs: number) {
  const kept: number[] = [];
  let used = 0;
  for (let at = 0; at < (account?.length ?? 0); at += 2) {
    if (account![at]! <= nowMs - windowMs(rule)) continue;
    kept.push(account![at]!, account![at + 1]!);
    used += account![at + 1]!;
  }
  const admitted = used + cost <= rule.burst;
  return { admitted, account: admitted ? [...kept, nowMs, cost] : kept };
}

/** How many numbers of the account are needed; none once it is as good as new. */
export function held(rule: Rule, account: Account, nowMs: number): number {
  switch (rule.algorithm) {
    case "token-bucket":
      return account[0]! + ((nowMs - account[1]!) / 1_000) * rule.unitsPerSecond >= rule.burst ? 0 : 2;
    case "fixed-window":
      return account[0] === Math.floor(nowMs / windowMs(rule)) ? 2 : 0;
    case "sliding-counter":
      return account[0]! >= Math.floor(nowMs / windowMs(rule)) - 1 ? 3 : 0;
    case "sliding-log":
      return account.filter((atMs, index) => index % 2 === 0 && atMs > nowMs - windowMs(rule)).length * 2;
  }
}
