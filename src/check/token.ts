/**
 * Replay tokens: one line that brings back one run.
 *
 * @module
 */
import type { FaultKind } from "#src/sim/fault.ts";

/** What a token says. */
export interface Token {
  /** Scenario, for example `resilience/circuit-breaker#outage`. */
  readonly scenario: string;
  /** The scenario's version; draws of another version mean something else. */
  readonly version: number;
  /** A variant's name, or an exercise's, for example `with` or `1-build`. */
  readonly subject: string;
  readonly seed: number;
  /** Which directed script of the harness ran. */
  readonly script?: string;
  /** Kinds of fault that were added by chance. */
  readonly menu?: readonly FaultKind[];
  /** How messages were scheduled, where it was not by chance alone. */
  readonly strategy?: Strategy;
  /** Draws that were replaced. */
  readonly overrides: ReadonlyMap<string, number | "seed">;
}

/** How explore chooses the order of messages: by chance, or by priorities with few change points. */
export type Strategy = "random" | "priorities";

/** The longest token, in characters. */
export const MAX_TOKEN_LENGTH = 200;

/** Writes a token: `<scenario>@<version>:<subject>:<seed>[:key=value,…]`. */
export function formatToken(token: Token): string {
  const parts: string[] = [];
  if (token.script !== undefined) parts.push(`script=${token.script}`);
  if (token.menu !== undefined && token.menu.length > 0) parts.push(`menu=${token.menu.join("+")}`);
  if (token.strategy === "priorities") parts.push("strategy=priorities");
  for (const [key, value] of token.overrides) parts.push(`${key}=${value === "seed" ? "?" : String(value)}`);
  const head = `${token.scenario}@${token.version}:${token.subject}:${token.seed}`;
  return parts.length === 0 ? head : `${head}:${parts.join(",")}`;
}

/**
 * Reads a token.
 *
 * @throws {RangeError} If it is no token; the message says which part is wrong.
 */
export function parseToken(text: string): Token {
  const match = /^([a-z][\w./#-]*)@(\d+):([\w.-]+):(\d+)(?::(.*))?$/.exec(text.trim());
  if (match === null) {
    throw new RangeError(
      `Cannot read the token as it must look like 'resilience/retry#waves@1:with:7': current value is ${
        text.slice(0, 80)
      }`,
    );
  }
  const overrides = new Map<string, number | "seed">();
  let script: string | undefined;
  let menu: FaultKind[] | undefined;
  let strategy: Strategy | undefined;
  for (const part of match[5] ? match[5].split(",") : []) {
    const at = part.lastIndexOf("=");
    const key = part.slice(0, at);
    const value = part.slice(at + 1);
    if (key === "script") script = value;
    else if (key === "menu") menu = value.split("+") as FaultKind[];
    else if (key === "strategy") strategy = value as Strategy;
    else {
      const number = value === "?" ? "seed" : Number(value);
      if (at < 1 || (number !== "seed" && !(number >= 0 && number < 1))) {
        throw new RangeError(
          `Cannot read the token as each override must be name=number below 1: current value is ${part}`,
        );
      }
      overrides.set(key, number);
    }
  }
  return {
    scenario: match[1]!,
    version: Number(match[2]),
    subject: match[3]!,
    seed: Number(match[4]),
    ...(script !== undefined && { script }),
    ...(menu !== undefined && { menu }),
    ...(strategy !== undefined && { strategy }),
    overrides,
  };
}
