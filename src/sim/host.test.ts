import { expect, test } from "vitest";
import { playIn } from "#src/sim/world.ts";

test("a caller that gives up takes back its own request, not another caller's with the same number", async () => {
  const run = await playIn({ seed: 1 }, async (world) => {
    void world.host("bank", (bank) => bank.listen(async () => (await bank.work(100), "done")));
    const hasty = world.host(
      "hasty",
      (host) => host.request("bank", "a", { timeoutMs: 50 }).catch(() => "gave up"),
    );
    const patient = world.host(
      "patient",
      (host) => host.request("bank", "b", { timeoutMs: 500 }).catch(() => "gave up"),
    );
    return [await hasty, await patient];
  });
  expect(run.result).toEqual(["gave up", "done"]);
});
