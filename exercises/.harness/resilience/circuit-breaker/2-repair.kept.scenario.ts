import { defineScenario } from "#src/check/scenario.ts";
import { type Call, type Policy, Refused } from "#src/ports/policy.ts";
import { Unreachable } from "#src/ports/transport.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./2-repair.stub.ts";

/** Makes a breaker with these options. */
export type MakeBreaker = (options: Answer.HopefulBreakerOptions) => Policy;

/** What a call through the breaker came to: its answer, or what was thrown. */
const outcome = (breaker: Policy, call: Call<unknown>, signal?: AbortSignal): Promise<unknown> =>
  breaker.execute(call, signal === undefined ? {} : { signal }).catch((error: unknown) => error);

/** What the breaker did rightly before, with options that differ from seed to seed. One host, no network. */
export const kept = defineScenario({
  id: "resilience/circuit-breaker#kept",
  version: 1,
  variants: {},
  async play(world: World, make: MakeBreaker) {
    const threshold = 3 + Math.floor(world.draw("threshold") * 6);
    const cooldownMs = 1_234 + Math.floor(world.draw("cooldown") * 5_000);
    const seen = await world.host("shop", async (shop: Host) => {
      const { clock } = shop;
      const breaker = () => make({ clock, failureThreshold: threshold, cooldownMs });
      const down = new Unreachable("payment");
      const fail = async (guard: Policy, times: number) => {
        const thrown = [];
        for (let index = 0; index < times; index++) {
          thrown.push(await outcome(guard, () => Promise.reject(down)));
        }
        return thrown;
      };
      const refused = async (guard: Policy) =>
        await outcome(guard, () => Promise.resolve("made")) instanceof Refused;

      const row = breaker();
      const thrown = await fail(row, threshold - 1);
      const early = await outcome(row, () => Promise.reject(down)) instanceof Refused;
      shop.note(`${threshold} failures in a row`);
      await clock.sleep(345);
      const told = await outcome(row, () => Promise.resolve("made"));
      const toldMs = told instanceof Refused ? told.retryAfterMs : undefined;
      await clock.sleep(cooldownMs - 346);
      const tooEarly = !await refused(row);
      await clock.sleep(2);
      const inTime = !await refused(row);

      const disturbed = breaker();
      await fail(disturbed, threshold - 1);
      const controller = new AbortController();
      let heard = false;
      const leaving = outcome(disturbed, async ({ signal }) => {
        await clock.sleep(10);
        heard = signal.aborted;
        throw signal.reason;
      }, controller.signal);
      await clock.sleep(5);
      controller.abort("the customer has gone");
      await leaving;
      await clock.sleep(20);
      await outcome(disturbed, () => Promise.reject(new Refused("limiter")));
      shop.note("one cancelled, one refused inside");
      await fail(disturbed, 1);
      const uninterrupted = await refused(disturbed);

      let calls = 0;
      await outcome(breaker(), () => Promise.resolve(calls++), AbortSignal.abort("gone before"));
      const asItIs = thrown.every((error) => error === down);
      return { early, toldMs, tooEarly, inTime, heard, uninterrupted, calls, asItIs };
    });
    return { ...seen!, threshold, cooldownMs };
  },
  properties: {
    "The options still decide how many failures and how long": (seen) => {
      const { threshold, cooldownMs } = seen;
      if (seen.early) {
        return `fewer than ${threshold} failures opened a circuit whose threshold is ${threshold}`;
      }
      if (seen.tooEarly) return `1 ms before a cooldown of ${cooldownMs} ms was over a call was made`;
      return seen.inTime || `1 ms after a cooldown of ${cooldownMs} ms a call was refused`;
    },
    "A refusal still says how long the cooldown lasts": ({ toldMs, cooldownMs }) =>
      toldMs === cooldownMs - 345 || `345 ms into a cooldown of ${cooldownMs} ms it said ${toldMs} ms`,
    "What a call throws still comes out as it is": ({ asItIs }) => asItIs || "something else came out",
    "Cancellations and refusals from inside do not end a row of failures": ({ uninterrupted, threshold }) =>
      uninterrupted ||
      `${
        threshold - 1
      } failures, a cancelled call, a refusal from inside and a failure did not open the circuit`,
    "A call still hears its caller, and none is made for a caller that has gone": ({ heard, calls }) => {
      if (!heard) return "the caller's signal aborted, and the call's signal did not";
      return calls === 0 || "the signal had aborted before, and the call was made";
    },
  },
});
