/**
 * The simulated world that a story plays in: hosts, network, faults, chance and time, all from one seed.
 *
 * @module
 */
import type { Random } from "#src/ports/random.ts";
import { type Draw, Draws, type Overrides } from "#src/sim/draws.ts";
import { describeFault, type Fault, type FaultKind } from "#src/sim/fault.ts";
import { HistoryRecorder } from "#src/sim/history.ts";
import { type HostContext, HostNode, type Main } from "#src/sim/host.ts";
import { SimulatedDisk } from "#src/sim/machine.ts";
import { type LinkOptions, Network, quantised } from "#src/sim/network.ts";
import { type Ending, Simulation, type SimulationLimits } from "#src/sim/simulation.ts";
import type { Plain, Trace } from "#src/sim/trace.ts";
import { Tracer } from "#src/sim/tracer.ts";

export type { Host, Main } from "#src/sim/host.ts";

/** How a world is made. */
export interface WorldOptions extends SimulationLimits {
  /** Everything that happens follows from it: a whole number from 0 to 2^32 − 1. */
  seed: number;
  /** Values that replace drawn ones. */
  overrides?: Overrides;
  /** Whether trace events are kept; switched off, runs are faster. @default {true} */
  trace?: boolean;
  /** Whether drawn values are kept, for shrinking. @default {false} */
  record?: boolean;
  /** Whether whole links lag behind others, with few changes in a run, instead of by chance alone. @default {false} */
  priorities?: boolean;
}

/** A request that came to a host's address. */
export interface Arrival {
  readonly atMs: number;
  readonly from: string;
  /** Whether the host's process was there to see it; otherwise it was refused. */
  readonly up: boolean;
}

/** What a story's `play` works with. */
export interface World {
  readonly seed: number;
  /** Names of the hosts so far. */
  readonly hosts: readonly string[];
  /** True virtual time, in milliseconds since the start of the run. No host can read it. */
  nowMs(): number;
  /** Waits in true time. */
  sleep(ms: number): Promise<void>;
  /**
   * Adds a host and boots it: `main` runs at once, and again after each restart.
   *
   * @returns What `main` of the first life that came to its end returned; `undefined` if the host went down for good.
   */
  host<T>(name: string, main: Main<T>): Promise<T | undefined>;
  /** From now on, the requests that come to a host's address, whether its process is up or not. */
  arrivalsAt(host: string): readonly Arrival[];
  /** Calls `action` at each crash of a host: for observers outside of the simulation. */
  onCrash(host: string, action: () => void): void;
  /** Sets how messages travel from `from` to `to`; `"*"` stands for any host. */
  link(from: string, to: string, options: LinkOptions): void;
  /** Adds a fault; its `atMs` counts from the start of the run and must not be past. */
  fault(fault: Fault): void;
  /** Adds faults that begin now: for scripts tied to events ("after the first acknowledgement"). */
  faultNow(fault: Fault): void;
  /** The next value of a named stream, in [0, 1); 0 should mean calm. */
  draw(name: string): number;
  /** A named stream of chance. */
  random(name: string): Random;
  /** Writes a note about the whole into the trace. */
  note(text: string, data?: Plain): void;
  /** The operations of clients. */
  readonly history: HistoryRecorder;
  /** The last value of each `host.state(name, value)`, keyed `host.name`. */
  readonly states: ReadonlyMap<string, Plain>;
}

/** What came of a run of a world. */
export interface WorldRun<R> {
  ending: Ending | "failed";
  result: R | undefined;
  /** What the story threw, where `ending` is `"failed"`. */
  error: unknown;
  /** Who waited for what when nothing was left to happen. */
  waits: string[];
  /** Errors that hosts' code let through. */
  unhandled: { host: string; error: unknown }[];
  trace: Trace;
  hits: Partial<Record<FaultKind, number>>;
  tape: readonly Draw[];
  events: number;
}

/** Plays a story in a fresh world until it ends, hangs, or never ends. */
export async function playIn<R>(
  options: WorldOptions,
  play: (world: World) => Promise<R> | R,
  afterEach?: (world: World) => void,
): Promise<WorldRun<R> & { world: World }> {
  const world = new SimulatedWorld(options);
  const run = await world.play(play, afterEach);
  return { ...run, world };
}

class SimulatedWorld implements World {
  readonly seed: number;
  readonly history: HistoryRecorder;
  readonly states = new Map<string, Plain>();
  #simulation: Simulation;
  #draws: Draws;
  #tracer: Tracer;
  #network: Network;
  #nodes = new Map<string, HostNode>();
  #hits: Partial<Record<FaultKind, number>> = {};
  #waits = new Set<{ what: string }>();
  #unhandled: { host: string; error: unknown }[] = [];
  #unfinished = new Set<string>();
  #downForGood = new Map<string, () => void>();
  #arrivals = new Map<string, Arrival[]>();
  #context: HostContext;

  constructor(options: WorldOptions) {
    this.seed = options.seed;
    this.#simulation = new Simulation(options);
    this.#draws = new Draws(options.seed, options);
    this.#tracer = new Tracer(() => this.#simulation.nowMs, options.trace ?? true);
    this.history = new HistoryRecorder(() => this.#simulation.nowMs);
    const hit = (kind: FaultKind) => void (this.#hits[kind] = (this.#hits[kind] ?? 0) + 1);
    this.#network = new Network({
      simulation: this.#simulation,
      draws: this.#draws,
      tracer: this.#tracer,
      hit,
      priorities: options.priorities ?? false,
      deliver: (envelope, message, cause) =>
        this.#nodes.get(envelope.to)?.receive(envelope, message, cause) ?? false,
    });
    this.#context = {
      simulation: this.#simulation,
      tracer: this.#tracer,
      network: this.#network,
      hit,
      waiting: (what) => {
        const wait = { what };
        this.#waits.add(wait);
        return () => void this.#waits.delete(wait);
      },
      arrived: (host, from, up) => this.#arrivals.get(host)?.push({ atMs: this.nowMs(), from, up }),
      stateChanged: (host, name, value) => void this.states.set(`${host}.${name}`, value),
      unhandled: (host, error) => {
        this.#unhandled.push({ host, error });
        this.#tracer.add({ kind: "error", host, error: error instanceof Error ? error.name : "unknown" });
      },
    };
  }

  get hosts(): readonly string[] {
    return [...this.#nodes.keys()];
  }

  nowMs(): number {
    return this.#simulation.nowMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#simulation.schedule(this.nowMs() + quantised(ms), resolve));
  }

  host<T>(name: string, main: Main<T>): Promise<T | undefined> {
    if (this.#nodes.has(name)) {
      throw new RangeError(`Cannot add a host as 'name' must be new: current value is ${name}`);
    }
    const node = new HostNode(name, {
      context: this.#context,
      random: this.#draws.stream(name),
      disk: new SimulatedDisk(this.#draws.stream(`${name}.disk`)),
      originMs: Math.floor(this.draw(`${name}.origin`) * 1_000_000),
    });
    this.#nodes.set(name, node);
    this.#tracer.host(name);
    const finished = new Promise<T | undefined>((resolve, reject) => {
      node.onBoot((host) => {
        this.#unfinished.add(name);
        const over = () => void this.#unfinished.delete(name);
        (async () => main(host))().then(
          (value) => (over(), resolve(value)),
          (error) => (over(), reject(error)),
        );
      });
      this.#downForGood.set(name, () => resolve(undefined));
    });
    finished.catch(() => {}); // the story may await it later, or not at all
    node.boot();
    return finished;
  }

  arrivalsAt(host: string): readonly Arrival[] {
    const arrivals = this.#arrivals.get(host) ?? [];
    this.#arrivals.set(host, arrivals);
    return arrivals;
  }

  onCrash(host: string, action: () => void): void {
    this.#node(host).onCrash(action);
  }

  link(from: string, to: string, options: LinkOptions): void {
    this.#network.configure(from, to, options);
  }

  fault(fault: Fault): void {
    // A network fault of this moment acts on what is sent in this moment; a host may be added only later in it.
    if (fault.atMs === this.nowMs() && !("host" in fault)) this.#begin(fault);
    else this.#simulation.schedule(fault.atMs, () => this.#begin(fault));
  }

  faultNow(fault: Fault): void {
    this.fault({ ...fault, atMs: this.nowMs() });
  }

  draw(name: string): number {
    return this.#draws.stream(name).next();
  }

  random(name: string): Random {
    return this.#draws.stream(name);
  }

  note(text: string, data?: Plain): void {
    this.#tracer.add({ kind: "note", host: "world", text, ...(data !== undefined && { data }) });
  }

  async play<R>(
    story: (world: World) => Promise<R> | R,
    afterEach?: (world: World) => void,
  ): Promise<WorldRun<R>> {
    let settled = false;
    let failed = false;
    let result: R | undefined;
    let error: unknown;
    (async () => story(this))().then((value) => {
      result = value;
      settled = true;
    }, (reason) => {
      error = reason;
      settled = failed = true;
    });
    const ending = await this.#simulation.run(() => settled, afterEach && (() => afterEach(this)));
    return {
      ending: failed ? "failed" : ending,
      result,
      error,
      waits: ending === "idle" ? this.#whoWaits() : [],
      unhandled: this.#unhandled,
      trace: this.#tracer.trace(),
      hits: this.#hits,
      tape: this.#draws.tape,
      events: this.#simulation.events,
    };
  }

  #node(name: string): HostNode {
    const node = this.#nodes.get(name);
    if (node !== undefined) return node;
    throw new RangeError(
      `Cannot find a host as 'name' must be one of ${this.hosts.join(", ")}: current value is ${name}`,
    );
  }

  #whoWaits(): string[] {
    const known = [...new Set([...this.#waits].map((wait) => wait.what))];
    if (known.length > 0) return known;
    const hosts = [...this.#unfinished].filter((name) => this.#nodes.get(name)?.up);
    return hosts.length > 0
      ? hosts.map((name) =>
        `${name} waits for something outside the simulation, or for a promise that nothing settles`
      )
      : ["the story waits for something outside the simulation, or for a promise that nothing settles"];
  }

  #begin(fault: Fault): void {
    const text = describeFault(fault);
    const trace = (phase: "begin" | "end") =>
      this.#tracer.add({ kind: "fault", host: "world", fault: fault.kind, phase, text });
    trace("begin");
    const end = this.#apply(fault);
    if (fault.forMs === undefined) return;
    this.#simulation.schedule(this.nowMs() + quantised(fault.forMs), () => {
      trace("end");
      end();
    });
  }

  /** Applies a fault and answers how to end it. */
  #apply(fault: Fault): () => void {
    if (!("host" in fault)) {
      this.#network.begin(fault);
      return () => this.#network.end(fault);
    }
    const node = this.#nodes.get(fault.host);
    if (node === undefined) {
      throw new RangeError(
        `Cannot apply a fault as 'host' must be one of ${
          this.hosts.join(", ")
        }: current value is ${fault.host}`,
      );
    }
    switch (fault.kind) {
      case "crash": {
        if (node.up) this.#context.hit("crash");
        node.crash(fault.silent);
        if (fault.forMs === undefined) this.#downForGood.get(fault.host)?.();
        return () => {
          if (!node.up) node.boot();
        };
      }
      case "pause":
        node.pausedUntilMs = Math.max(
          node.pausedUntilMs,
          fault.forMs === undefined ? Infinity : this.nowMs() + quantised(fault.forMs),
        );
        return () => {};
      case "slow":
        node.slowFactor *= fault.factor;
        return () => void (node.slowFactor /= fault.factor);
      case "clock-jump":
        this.#context.hit("clock-jump");
        node.crystal.wallOffsetMs += fault.byMs;
        return () => void (node.crystal.wallOffsetMs -= fault.byMs);
      case "clock-drift":
        this.#context.hit("clock-drift");
        node.crystal.setRate(this.nowMs(), fault.rate);
        return () => node.crystal.setRate(this.nowMs(), 1);
    }
  }
}
