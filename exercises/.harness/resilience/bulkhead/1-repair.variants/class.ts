/** A class with an array and a flag for each who waits. */
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";

export interface Size {
  limit?: number;
  maxQueue?: number;
}

interface Waiter {
  go: () => void;
}

class ShortQueue implements Policy {
  #free: number;
  readonly #room: number;
  #line: Waiter[] = [];

  constructor(limit: number, room: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError("limit");
    if (!Number.isInteger(room) || room < 0) throw new RangeError("maxQueue");
    this.#free = limit;
    this.#room = room;
  }

  execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise<T>((resolve, reject) => {
      let waiter: Waiter | undefined;
      const left = () => {
        if (waiter) this.#line = this.#line.filter((each) => each !== waiter);
        reject(signal!.reason);
      };
      const settle = () => {
        signal?.removeEventListener("abort", left);
        this.#free++;
        const next = this.#line.shift();
        if (next) {
          this.#free--;
          next.go();
        }
      };
      const go = () => {
        waiter = undefined;
        new Promise<T>((done) => done(call(contextOf(options)))).then(
          (value) => (settle(), resolve(value)),
          (error) => (settle(), reject(error)),
        );
      };
      if (this.#free > 0) {
        this.#free--;
        signal?.addEventListener("abort", left, { once: true });
        go();
      } else if (this.#line.length < this.#room) {
        signal?.addEventListener("abort", left, { once: true });
        this.#line.push(waiter = { go });
      } else reject(new Refused("short queue"));
    });
  }
}

export const hopefulBulkhead = ({ limit = 10, maxQueue = 16 }: Size = {}): Policy =>
  new ShortQueue(limit, maxQueue);
