/**
 * The simulated network: every message may be late, lost, doubled or overtaken.
 *
 * @module
 */
import type { ErrorAnswer } from "#src/ports/transport.ts";
import { exponential } from "#src/pure/number.ts";
import type { Draws, DrawStream } from "#src/sim/draws.ts";
import type { Fault, FaultKind } from "#src/sim/fault.ts";
import type { Simulation } from "#src/sim/simulation.ts";
import type { DropEvent, Plain } from "#src/sim/trace.ts";
import type { Tracer } from "#src/sim/tracer.ts";

/** How a link behaves when nothing is wrong. */
export interface LinkOptions {
  /** Least time on the way, in milliseconds. @default {1} */
  minMs?: number;
  /** Mean of the time that is added, exponentially distributed, in milliseconds. @default {1} */
  meanExtraMs?: number;
  /** Share of messages that get lost, 0 to 1. @default {0} */
  lossRatio?: number;
  /** Share of messages that arrive twice, 0 to 1. @default {0} */
  duplicateRatio?: number;
}

/** What travels. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly kind: "message" | "request" | "reply" | "refused" | "reset" | "cancel";
  /** Pairs a request with its reply and its cancellation. */
  readonly request?: number;
  readonly body?: Plain;
  /** A reply's error. */
  readonly error?: ErrorAnswer;
}

/** Virtual times are whole multiples of 1/1024 ms, so that sums of them are exact. */
export const quantised = (ms: number): number => Math.ceil(ms * 1024) / 1024;

interface Link {
  options: Required<LinkOptions>;
  latency: DrawStream;
  loss: DrawStream;
  duplicate: DrawStream;
  delay: DrawStream;
  priority: { stream: DrawStream; lag: number } | undefined;
}

/** What the network asks of the world around it. */
export interface NetworkContext {
  simulation: Simulation;
  draws: Draws;
  tracer: Tracer;
  /** Counts an effect of a fault. */
  hit(kind: FaultKind): void;
  /** Hands an envelope to its host, or answers false where nobody is up. */
  deliver(envelope: Envelope, message: number, cause: number): boolean;
  /** Whether links have priorities: whole links lag behind others, and change places a few times in a run. */
  priorities: boolean;
}

/** How far a link of the lowest priority lags behind, in milliseconds. */
const LONGEST_LAG_MS = 500;
/** How often a message changes its link's priority. */
const CHANGE_RATIO = 0.03;

const DEFAULTS: Required<LinkOptions> = { minMs: 1, meanExtraMs: 1, lossRatio: 0, duplicateRatio: 0 };

/** Carries envelopes between hosts under the faults of the moment. */
export class Network {
  #context: NetworkContext;
  #links = new Map<string, Link>();
  #settings: [from: string, to: string, options: LinkOptions][] = [];
  #faults: Fault[] = [];
  #messages = 0;

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  /** Sets how a link behaves; `"*"` stands for any host. Later settings win. */
  configure(from: string, to: string, options: LinkOptions): void {
    this.#settings.push([from, to, options]);
    this.#links.clear(); // streams are kept by `draws`, so no choice is lost
  }

  /** A network fault begins. */
  begin(fault: Fault): void {
    this.#faults.push(fault);
  }

  /** A network fault ends. */
  end(fault: Fault): void {
    this.#faults = this.#faults.filter((each) => each !== fault);
  }

  /** Puts an envelope on the wire. */
  send(original: Envelope, cause?: number): void {
    const { tracer, draws } = this.#context;
    const { from, to, label } = original;
    // A copy: hosts share no memory.
    const envelope = typeof original.body === "object"
      ? { ...original, body: structuredClone(original.body) }
      : original;
    const message = this.#messages++;
    const sent = tracer.add({
      kind: "send",
      host: from,
      to,
      message,
      label,
      ...(envelope.body !== undefined && { body: envelope.body }),
      ...(cause !== undefined && { cause }),
    });
    const link = this.#link(from, to, draws);
    const drop = (reason: DropEvent["reason"]) =>
      void tracer.add({ kind: "drop", host: "network", from, to, message, label, reason, cause: sent });
    if (this.#cut(from, to)) return drop("partition");
    if (this.#lost(link, from, to)) return drop("loss");
    this.#carry(envelope, message, sent, link);
    if (this.#doubled(link, from, to)) this.#carry(envelope, message, sent, link);
  }

  #carry(envelope: Envelope, message: number, sent: number, link: Link): void {
    const { simulation, tracer } = this.#context;
    const { from, to, label } = envelope;
    let ms = link.options.minMs + exponential(link.latency.next(), link.options.meanExtraMs);
    if (link.priority !== undefined) {
      const { stream } = link.priority;
      if (isHit(stream.next(), CHANGE_RATIO)) link.priority.lag = stream.next() * LONGEST_LAG_MS;
      ms += link.priority.lag;
    }
    for (const fault of this.#faults) {
      if (fault.kind !== "delay" || !matches(fault, from, to)) continue;
      ms += link.delay.next() * fault.addMs;
      this.#context.hit("delay");
    }
    simulation.schedule(simulation.nowMs + quantised(ms), () => {
      const drop = (reason: DropEvent["reason"]) =>
        void tracer.add({ kind: "drop", host: "network", from, to, message, label, reason, cause: sent });
      if (this.#cut(from, to)) return drop("partition");
      if (!this.#context.deliver(envelope, message, sent)) drop("down");
    });
  }

  #cut(from: string, to: string): boolean {
    for (const fault of this.#faults) {
      if (fault.kind === "cut" && matches(fault, from, to)) {
        this.#context.hit("cut");
        return true;
      }
      if (fault.kind === "partition" && separated(fault.sides, from, to)) {
        this.#context.hit("partition");
        return true;
      }
    }
    return false;
  }

  #lost(link: Link, from: string, to: string): boolean {
    if (link.options.lossRatio > 0 && isHit(link.loss.next(), link.options.lossRatio)) return true;
    for (const fault of this.#faults) {
      if (fault.kind !== "loss" || !matches(fault, from, to)) continue;
      if (!isHit(link.loss.next(), fault.ratio)) continue;
      this.#context.hit("loss");
      return true;
    }
    return false;
  }

  #doubled(link: Link, from: string, to: string): boolean {
    if (link.options.duplicateRatio > 0 && isHit(link.duplicate.next(), link.options.duplicateRatio)) {
      return true;
    }
    for (const fault of this.#faults) {
      if (fault.kind !== "duplicate" || !matches(fault, from, to)) continue;
      if (!isHit(link.duplicate.next(), fault.ratio)) continue;
      this.#context.hit("duplicate");
      return true;
    }
    return false;
  }

  #link(from: string, to: string, draws: Draws): Link {
    const key = `${from}>${to}`;
    let link = this.#links.get(key);
    if (link === undefined) {
      const options = { ...DEFAULTS };
      for (const [f, t, set] of this.#settings) {
        if (matches({ from: f, to: t }, from, to)) Object.assign(options, set);
      }
      link = {
        options,
        latency: draws.stream(`${key}.latency`),
        loss: draws.stream(`${key}.loss`),
        duplicate: draws.stream(`${key}.duplicate`),
        delay: draws.stream(`${key}.delay`),
        priority: this.#context.priorities ? firstPriority(draws.stream(`${key}.priority`)) : undefined,
      };
      this.#links.set(key, link);
    }
    return link;
  }
}

const firstPriority = (stream: DrawStream) => ({ stream, lag: stream.next() * LONGEST_LAG_MS });

// A draw of 0 must be calm, so the unlucky values lie at the top of the range.
const isHit = (u: number, ratio: number): boolean => u >= 1 - ratio && ratio > 0 && (u > 0 || ratio >= 1);

const matches = (link: { from: string; to: string }, from: string, to: string): boolean =>
  (link.from === "*" || link.from === from) && (link.to === "*" || link.to === to);

function separated(sides: readonly (readonly string[])[], from: string, to: string): boolean {
  const fromSides = sides.filter((side) => side.includes(from));
  const toSides = sides.filter((side) => side.includes(to));
  if (fromSides.length === 0 || toSides.length === 0) return false;
  return !fromSides.some((side) => toSides.includes(side));
}
