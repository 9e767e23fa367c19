/**
 * Faults as data: what goes wrong, where and when. They can be listed, counted, shrunk and drawn.
 *
 * @module
 */

/** When a fault acts. */
export interface During {
  /** Virtual time at which it begins, in milliseconds. */
  atMs: number;
  /** How long it lasts, in milliseconds; without it, until the end of the run. */
  forMs?: number;
}

/** One fault. Hosts are given by name; `from` and `to` of a link may be `"*"`. */
export type Fault =
  | ({ kind: "crash"; host: string; silent?: boolean } & During)
  | ({ kind: "pause"; host: string } & During)
  | ({ kind: "slow"; host: string; factor: number } & During)
  | ({ kind: "partition"; sides: readonly (readonly string[])[] } & During)
  | ({ kind: "cut"; from: string; to: string } & During)
  | ({ kind: "loss"; from: string; to: string; ratio: number } & During)
  | ({ kind: "duplicate"; from: string; to: string; ratio: number } & During)
  | ({ kind: "delay"; from: string; to: string; addMs: number } & During)
  | ({ kind: "clock-jump"; host: string; byMs: number } & During)
  | ({ kind: "clock-drift"; host: string; rate: number } & During);

/** The kinds of fault there are. */
export type FaultKind = Fault["kind"];

/**
 * The host's process dies at once; it boots again from its disk after `forMs`. Requests to it are refused, as by a
 * machine whose process is gone; `silent` takes the machine away too, and nobody answers.
 */
export const crash = (host: string, during: During & { silent?: boolean }): Fault => ({
  kind: "crash",
  host,
  ...during,
});
/** The host stands still (garbage collection, stop signal) and goes on where it was; its clock runs on. */
export const pause = (host: string, during: During): Fault => ({ kind: "pause", host, ...during });
/** The host's own work takes `factor` times as long. */
export const slow = (host: string, factor: number, during: During): Fault => ({
  kind: "slow",
  host,
  factor,
  ...during,
});
/** Hosts on different sides cannot hear each other. A host on two sides is a bridge; one on none hears all. */
export const partition = (sides: readonly (readonly string[])[], during: During): Fault => ({
  kind: "partition",
  sides,
  ...during,
});
/** Messages from `from` to `to` are lost; the other way works. */
export const cut = (from: string, to: string, during: During): Fault => ({
  kind: "cut",
  from,
  to,
  ...during,
});
/** Each message from `from` to `to` is lost with probability `ratio`. */
export const loss = (from: string, to: string, ratio: number, during: During): Fault => ({
  kind: "loss",
  from,
  to,
  ratio,
  ...during,
});
/** Each message from `from` to `to` arrives twice with probability `ratio`. */
export const duplicate = (from: string, to: string, ratio: number, during: During): Fault => ({
  kind: "duplicate",
  from,
  to,
  ratio,
  ...during,
});
/** Each message from `from` to `to` takes up to `addMs` longer; messages may overtake each other. */
export const delay = (from: string, to: string, addMs: number, during: During): Fault => ({
  kind: "delay",
  from,
  to,
  addMs,
  ...during,
});
/** The host's wall clock jumps by `byMs` (and back at the end); its monotonic clock does not. */
export const clockJump = (host: string, byMs: number, during: During): Fault => ({
  kind: "clock-jump",
  host,
  byMs,
  ...during,
});
/** Both of the host's clocks run at `rate` times the true speed. */
export const clockDrift = (host: string, rate: number, during: During): Fault => ({
  kind: "clock-drift",
  host,
  rate,
  ...during,
});

/** A fault in words, for diagrams and reports. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case "crash":
      return `${fault.host} is down`;
    case "pause":
      return `${fault.host} stands still`;
    case "slow":
      return `${fault.host} is ${fault.factor} times slower`;
    case "partition":
      return `partition ${fault.sides.map((side) => side.join(" ")).join(" | ")}`;
    case "cut":
      return `${fault.from} → ${fault.to} cut`;
    case "loss":
      return `${fault.from} → ${fault.to} loses ${Math.round(fault.ratio * 100)} %`;
    case "duplicate":
      return `${fault.from} → ${fault.to} duplicates ${Math.round(fault.ratio * 100)} %`;
    case "delay":
      return `${fault.from} → ${fault.to} up to ${fault.addMs} ms late`;
    case "clock-jump":
      return `wall clock of ${fault.host} jumps by ${fault.byMs} ms`;
    case "clock-drift":
      return `clocks of ${fault.host} run at ${fault.rate} times the true rate`;
  }
}
