/**
 * A host of the simulated world: what code under simulation sees, and the node that carries its lives.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import type { Disk } from "#src/ports/disk.ts";
import type { Random } from "#src/ports/random.ts";
import {
  ErrorAnswer,
  NoAnswer,
  type RequestOptions,
  type Transport,
  Unreachable,
} from "#src/ports/transport.ts";
import type { WallClock } from "#src/ports/wall-clock.ts";
import type { FaultKind } from "#src/sim/fault.ts";
import type { SimulatedDisk } from "#src/sim/machine.ts";
import { Crystal } from "#src/sim/machine.ts";
import { type Envelope, type Network, quantised } from "#src/sim/network.ts";
import type { Scheduled, Simulation } from "#src/sim/simulation.ts";
import type { Plain } from "#src/sim/trace.ts";
import type { Tracer } from "#src/sim/tracer.ts";

/** What a handler knows of a request besides its body. */
export interface RequestContext {
  /** Who asks. */
  readonly from: string;
  /** Aborts when the caller stops waiting and its word of it arrives. */
  readonly signal: AbortSignal;
  /** Whether it has. */
  readonly cancelled: boolean;
}

/** Answers a request; throw `ErrorAnswer` to answer an error. */
export type RequestHandler = (body: Plain, context: RequestContext) => Plain | void | Promise<Plain | void>;

/** Takes a one-way message. */
export type MessageHandler = (body: Plain, from: string, label: string) => void;

/**
 * One life of a host, from boot to crash. Its memory is what its code holds; only the disk outlives it.
 *
 * A crash stops everything for good: what waited goes on waiting, no finaliser runs.
 */
export interface Host extends Transport {
  readonly name: string;
  /** 1 at first boot, one more after each restart. */
  readonly life: number;
  /** Monotonic; its origin differs from host to host. */
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly random: Random;
  readonly disk: Disk;
  /** Takes requests from now on. */
  listen(handler: RequestHandler): void;
  /** Sends a one-way message; whether it arrives is unknown. */
  send(to: string, body: Plain, label?: string): void;
  /** Takes one-way messages from now on. */
  onMessage(handler: MessageHandler): void;
  /** Spends this host's own time, in milliseconds; a slow host takes longer. */
  work(ms: number, options?: { signal?: AbortSignal }): Promise<void>;
  /** Starts a task beside `main`; an error that it lets through is written into the trace. */
  spawn(task: () => Promise<unknown>): void;
  /** Writes a named state into the trace; pictures colour the host's line by it. */
  state(name: string, value: Plain): void;
  /** Writes a note into the trace. */
  note(text: string, data?: Plain): void;
}

/** What a host's code runs. */
export type Main<T> = (host: Host) => T | Promise<T>;

/** What hosts need of the world. */
export interface HostContext {
  simulation: Simulation;
  tracer: Tracer;
  network: Network;
  /** A thing somebody waits for, for the report of a hang; call the answer when it is over. */
  waiting(what: string): () => void;
  hit(kind: FaultKind): void;
  /** A request came to a host's address. */
  arrived(host: string, from: string, up: boolean): void;
  stateChanged(host: string, name: string, value: Plain): void;
  unhandled(host: string, error: unknown): void;
}

const EPOCH_MS = 1_767_225_600_000; // 2026-01-01T00:00:00Z

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Carries the lives of one host. */
export class HostNode {
  readonly name: string;
  readonly crystal: Crystal;
  /** True from boot to crash. */
  up = false;
  /** True while a crash is silent: not even a refusal comes back. */
  gone = false;
  pausedUntilMs = 0;
  slowFactor = 1;
  #context: HostContext;
  #random: Random;
  #disk: SimulatedDisk;
  #life: Life | undefined;
  #lives = 0;
  #start: (host: Host) => void = () => {};
  #crashObservers: (() => void)[] = [];

  constructor(
    name: string,
    options: { context: HostContext; random: Random; disk: SimulatedDisk; originMs: number },
  ) {
    this.name = name;
    this.#context = options.context;
    this.#random = options.random;
    this.#disk = options.disk;
    this.crystal = new Crystal(options.originMs);
  }

  /** Sets what each life runs. */
  onBoot(start: (host: Host) => void): void {
    this.#start = start;
  }

  /** Adds an observer of crashes. */
  onCrash(action: () => void): void {
    this.#crashObservers.push(action);
  }

  /** Begins a life. */
  boot(): void {
    this.up = true;
    this.gone = false;
    this.#lives++;
    if (this.#lives > 1) this.#context.tracer.add({ kind: "restart", host: this.name });
    this.#life = new Life(this, this.#lives, this.#context, this.#random, this.#disk);
    this.#start(this.#life);
  }

  /** Ends the life at once. */
  crash(silent = false): void {
    if (!this.up) return;
    const life = this.#life!;
    this.up = false;
    this.gone = silent;
    this.#life = undefined;
    this.#context.tracer.add({ kind: "crash", host: this.name });
    life.end();
    this.#context.simulation.forget(life);
    this.#disk.crash();
    if (!silent) life.resetCallers();
    for (const action of this.#crashObservers) action();
  }

  /** Hands over an envelope; false where nobody is up. */
  receive(envelope: Envelope, message: number, cause: number): boolean {
    const life = this.#life;
    if (envelope.kind === "request") this.#context.arrived(this.name, envelope.from, life !== undefined);
    if (life !== undefined) {
      this.atOnce(life, () => life.receive(envelope, message, cause));
      return true;
    }
    if (envelope.kind === "request" && !this.gone) {
      this.#context.tracer.add({
        kind: "receive",
        host: this.name,
        from: envelope.from,
        message,
        label: envelope.label,
        cause,
      });
      this.#context.network.send({ ...answerTo(envelope), kind: "refused", label: "refused" }, cause);
      return true;
    }
    return false;
  }

  /** Runs `action` in a life: now, or when a pause ends. */
  atOnce(life: Life, action: () => void): void {
    const { simulation } = this.#context;
    if (this.pausedUntilMs <= simulation.nowMs) return action();
    this.#context.hit("pause");
    if (this.pausedUntilMs === Infinity) return;
    simulation.schedule(this.pausedUntilMs, () => this.atOnce(life, action), life);
  }
}

const servingKey = ({ from, request }: Envelope): string => `${from} ${request}`;

const answerTo = (request: Envelope) => ({
  from: request.to,
  to: request.from,
  ...(request.request !== undefined && { request: request.request }),
});

/** A request that is being answered. Few handlers look at the signal, so it is made when one does. */
class Serving implements RequestContext {
  readonly envelope: Envelope;
  readonly cause: number;
  cancelled = false;
  #controller: AbortController | undefined;

  constructor(envelope: Envelope, cause: number) {
    this.envelope = envelope;
    this.cause = cause;
  }
  get from(): string {
    return this.envelope.from;
  }
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.cancelled) this.#controller.abort(CANCELLED);
    return this.#controller.signal;
  }
  cancel(): void {
    this.cancelled = true;
    this.#controller?.abort(CANCELLED);
  }
}

/** One life; implements what the code sees. Everything checks that the life goes on. */
class Life implements Host {
  readonly name: string;
  readonly life: number;
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly random: Random;
  readonly disk: Disk;
  #alive = true;
  #node: HostNode;
  #context: HostContext;
  #pending = new Map<number, Pending>();
  #serving = new Map<string, Serving>(); // by caller and number: each caller counts for itself
  #handler: RequestHandler | undefined;
  #onMessage: MessageHandler | undefined;
  #requests = 0;

  constructor(node: HostNode, life: number, context: HostContext, random: Random, disk: SimulatedDisk) {
    this.name = node.name;
    this.life = life;
    this.#node = node;
    this.#context = context;
    this.random = random;
    const { simulation } = context;
    const { crystal } = node;
    this.clock = {
      nowMs: () => crystal.localMs(simulation.nowMs),
      sleep: (ms, options) => this.#sleep(ms, options?.signal),
    };
    this.wallClock = {
      epochMs: () => EPOCH_MS + Math.floor(crystal.localMs(simulation.nowMs) + crystal.wallOffsetMs),
    };
    this.disk = disk.port((ms) => (ms === 0 ? this.#alive ? Promise.resolve() : never() : this.work(ms)));
  }

  end(): void {
    this.#alive = false;
    this.#pending.clear();
  }

  /** The kernel of a machine whose process died closes its connections. */
  resetCallers(): void {
    for (const { envelope, cause } of this.#serving.values()) {
      this.#context.network.send({ ...answerTo(envelope), kind: "reset", label: "reset" }, cause);
    }
    this.#serving.clear();
  }

  listen(handler: RequestHandler): void {
    this.#handler = handler;
  }

  onMessage(handler: MessageHandler): void {
    this.#onMessage = handler;
  }

  send(to: string, body: Plain, label = "message"): void {
    if (this.#alive) this.#context.network.send({ from: this.name, to, label, kind: "message", body });
  }

  state(name: string, value: Plain): void {
    if (!this.#alive) return;
    this.#context.tracer.add({ kind: "state", host: this.name, name, value });
    this.#context.stateChanged(this.name, name, value);
  }

  note(text: string, data?: Plain): void {
    if (!this.#alive) return;
    this.#context.tracer.add({ kind: "note", host: this.name, text, ...(data !== undefined && { data }) });
  }

  spawn(task: () => Promise<unknown>): void {
    if (!this.#alive) return;
    task().catch((error: unknown) => {
      if (this.#alive) this.#context.unhandled(this.name, error);
    });
  }

  work(ms: number, options: { signal?: AbortSignal } = {}): Promise<void> {
    const factor = this.#node.slowFactor;
    if (factor !== 1) this.#context.hit("slow");
    return this.#sleep(ms * factor, options.signal);
  }

  request<A = unknown>(to: string, body?: unknown, options: RequestOptions = {}): Promise<A> {
    if (!this.#alive) return never();
    const { signal, timeoutMs } = options;
    if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs < Infinity)) {
      throw new RangeError(
        `Cannot request as 'timeoutMs' must be above 0 and finite: current value is ${timeoutMs}`,
      );
    }
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { simulation, network } = this.#context;
    const request = this.life * 1_000_000_000 + this.#requests++;
    const label = labelOf(body);
    const startMs = simulation.nowMs;
    return new Promise<A>((resolve, reject) => {
      const over = timeoutMs === undefined
        ? this.#context.waiting(`${this.name} waits for an answer from ${to}`)
        : undefined;
      const timer = timeoutMs === undefined
        ? undefined
        : this.#after(timeoutMs, () => giveUp(new NoAnswer(to, timeoutMs)));
      const settle = () => {
        over?.();
        this.#pending.delete(request);
        if (timer !== undefined) simulation.cancel(timer);
        signal?.removeEventListener("abort", aborted);
      };
      const giveUp = (reason: unknown) => {
        settle();
        network.send({ from: this.name, to, label: "cancel", kind: "cancel", request });
        reject(reason);
      };
      const aborted = () => {
        if (this.#alive) giveUp(signal!.reason);
      };
      signal?.addEventListener("abort", aborted, { once: true });
      this.#pending.set(request, {
        resolve: (value) => {
          settle();
          resolve(value as A);
        },
        reject: (error) => {
          settle();
          reject(error === RESET ? new NoAnswer(to, simulation.nowMs - startMs) : error);
        },
      });
      network.send({
        from: this.name,
        to,
        label,
        kind: "request",
        request,
        ...(body !== undefined && { body: body as Plain }),
      });
    });
  }

  receive(envelope: Envelope, message: number, cause: number): void {
    if (!this.#alive) return;
    const { from, label } = envelope;
    const received = this.#context.tracer.add({
      kind: "receive",
      host: this.name,
      from,
      message,
      label,
      cause,
    });
    switch (envelope.kind) {
      case "message":
        return this.#onMessage?.(envelope.body, from, label);
      case "request":
        return this.#serve(envelope, received);
      case "cancel":
        return this.#serving.get(servingKey(envelope))?.cancel();
      case "reply": {
        const pending = this.#pending.get(envelope.request!);
        return envelope.error ? pending?.reject(envelope.error) : pending?.resolve(envelope.body);
      }
      case "refused":
        return this.#pending.get(envelope.request!)?.reject(new Unreachable(from));
      case "reset":
        return this.#pending.get(envelope.request!)?.reject(RESET);
    }
  }

  #serve(envelope: Envelope, cause: number): void {
    const { network } = this.#context;
    const handler = this.#handler;
    if (handler === undefined) {
      return network.send({ ...answerTo(envelope), kind: "refused", label: "refused" }, cause);
    }
    const serving = new Serving(envelope, cause);
    const key = servingKey(envelope);
    this.#serving.set(key, serving);
    const answer = (body: Plain | void, error?: ErrorAnswer) => {
      if (!this.#alive) return;
      this.#serving.delete(key);
      if (serving.cancelled) return;
      network.send({
        ...answerTo(envelope),
        kind: "reply",
        label: error ? `error ${error.status}` : "ok",
        ...(body !== undefined && { body }),
        ...(error !== undefined && { error }),
      }, cause);
    };
    (async () => handler(envelope.body, serving))().then(
      (body) => answer(body),
      (error: unknown) => answer(undefined, overTheWire(error)),
    );
  }

  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(`Cannot sleep as 'ms' must be at least 0 and finite: current value is ${ms}`);
    }
    if (!this.#alive) return never();
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise<void>((resolve, reject) => {
      const stop = () => {
        if (!this.#alive) return;
        this.#context.simulation.cancel(timer.event);
        reject(signal!.reason);
      };
      const timer = this.#timer(ms, () => {
        signal?.removeEventListener("abort", stop);
        this.#context.tracer.add({ kind: "timer", host: this.name });
        resolve();
      });
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  #after(ms: number, action: () => void) {
    const { simulation } = this.#context;
    const due = simulation.nowMs + quantised(this.#node.crystal.trueDuration(ms));
    return simulation.schedule(due, () => this.#node.atOnce(this, action), this);
  }

  // The crystal may have slowed down meanwhile: a sleep is over when the host's own clock says so, never before.
  #timer(ms: number, action: () => void): { event: Scheduled } {
    const untilMs = this.clock.nowMs() + ms;
    const due = () => {
      const missingMs = untilMs - this.clock.nowMs();
      if (missingMs > 1e-6) timer.event = this.#after(missingMs, due);
      else action();
    };
    const timer = { event: this.#after(ms, due) };
    return timer;
  }
}

// Only what an answer can carry crosses the wire; anything else that a handler throws is its bug, a 500.
function overTheWire(error: unknown): ErrorAnswer {
  if (!(error instanceof ErrorAnswer)) return new ErrorAnswer(500);
  const { status, retryAfterMs } = error;
  return new ErrorAnswer(status, retryAfterMs === undefined ? {} : { retryAfterMs });
}

const CANCELLED = "the caller stopped waiting";
const RESET = Symbol("connection reset");
const never = <T>(): Promise<T> => new Promise<T>(() => {});

function labelOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (typeof body === "object" && body !== null && "type" in body && typeof body.type === "string") {
    return body.type;
  }
  return "request";
}
