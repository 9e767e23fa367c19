import { defineScenario } from "#src/check/scenario.ts";
import { ErrorAnswer, NoAnswer } from "#src/ports/transport.ts";
import { arrivals } from "#src/sim/load.ts";
import { loss, slow } from "#src/sim/fault.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";
import { build } from "#patterns/clinic/resilience.ts";
import type * as Answer from "./4-choose.stub.ts";

const forMs = 50_000;
const patienceMs = 2_000;

/** `stock` bears 100 requests a second and gets 60 orders; for ten seconds it bears five. */
export const orders = defineScenario({
  id: "clinic/resilience#orders",
  version: 1,
  priorities: false,
  faults: [
    slow("stock", 20, { atMs: 10_000, forMs: 10_000 }),
    loss("orders", "stock", 0.01, { atMs: 0 }),
    loss("stock", "orders", 0.01, { atMs: 0 }),
  ],
  async play(world: World, answer: Pick<typeof Answer, "plan" | "handsOn">) {
    const { plan, handsOn } = structuredClone({ plan: answer.plan, handsOn: answer.handsOn });
    let done = 0;
    let inVain = 0;
    const service = server(world, "stock", {
      serviceMs: 50,
      slots: 5,
      stopsWhenCancelled: true,
      answer: (body, { nowMs }) => {
        done++;
        if (nowMs > (body as number)) inVain++;
        return "reserved";
      },
    });
    void world.host("orders", (host) => {
      const policy = build(plan, host)("orders");
      host.listen(async (body, request) => {
        const leftMs = (body as number) - world.nowMs();
        const options = {
          ...(handsOn.cancellation === true && { signal: request.signal }),
          ...(handsOn.remainingTime === true && { remainingMs: leftMs }),
        };
        try {
          return await policy.execute(
            ({ signal }) => host.request<string>("stock", body as number, { signal }),
            options,
          );
        } catch (error) {
          throw error instanceof ErrorAnswer || error instanceof NoAnswer ? error : new ErrorAnswer(503);
        }
      });
    });
    const report = await world.host(
      "gateway",
      (host) =>
        arrivals(
          host,
          { ratePerSecond: 60, forMs },
          () => host.request("orders", world.nowMs() + patienceMs, { timeoutMs: patienceMs }),
        ),
    );
    await world.sleep(20_000); // what was begun comes to its end
    const share = (fromMs: number, toMs: number) => {
      const some = report!.calls.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
      return (100 * some.filter(({ error }) => error === undefined).length) / some.length;
    };
    return {
      before: share(0, 9_000),
      after: share(23_000, 48_000),
      inVain: (100 * inVain) / done,
      requests: service.seen.arrivals.length / report!.calls.length,
    };
  },
  variants: { nothing: { plan: [], handsOn: { remainingTime: false, cancellation: false } } },
  properties: {
    "Before the trouble at least 99 of 100 orders succeed": ({ before }) =>
      before >= 99 || `${before.toFixed(1)} of 100 did`,
    "Three seconds after the trouble at least 98 of 100 orders succeed": ({ after }) =>
      after >= 98 || `${after.toFixed(1)} of 100 did`,
    "At most 1 of 100 reservations is made for somebody who has left": ({ inVain }) =>
      inVain <= 1 || `${inVain.toFixed(1)} of 100 were`,
  },
});
