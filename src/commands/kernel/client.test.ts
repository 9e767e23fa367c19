import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CellRun, startKernel } from "./client.ts";
import { pinnedDeno, pinnedVersion, root } from "./pinned.ts";

const start = () => startKernel({ deno: pinnedDeno(), version: pinnedVersion(), cwd: root });
const texts = ({ outputs }: CellRun): unknown[] =>
  outputs.map((output) =>
    output.output_type === "stream"
      ? output.text
      : output.output_type === "error"
      ? output.evalue
      : output.data["text/plain"]
  );

test("runs cells that see each other, and stops at an error", { timeout: 30_000 }, async () => {
  await using kernel = await start();
  await kernel.execute('import { predict } from "#src/learn/predict.ts"; const x: number = 40;', 5_000);
  expect(await kernel.execute('console.log("a"); console.log("b"); x + (predict ? 2 : 0)', 5_000))
    .toMatchObject(
      {
        status: "ok",
        outputs: [
          { output_type: "stream", name: "stdout", text: "a\nb\n" },
          { output_type: "execute_result", data: { "text/plain": "42" } },
        ],
      },
    );
  const failed = await kernel.execute('throw new Error("boom")', 5_000);
  expect([failed.status, texts(failed)]).toEqual(["error", ["boom"]]);
  expect((await kernel.execute("x", 5_000)).status).toBe("died");
});

test("loses no output of cells that follow each other at once", { timeout: 60_000 }, async () => {
  await using kernel = await start();
  for (let i = 0; i < 100; i++) {
    expect(texts(await kernel.execute(`console.log("line ${i}"); ${i};`, 5_000))).toEqual([
      `line ${i}\n`,
      `${i}`,
    ]);
  }
});

test(
  "ends a cell that does not end, and a kernel that ends itself is no success",
  { timeout: 30_000 },
  async () => {
    await using endless = await start();
    const seen = await endless.execute("while (true) {}", 300);
    expect(seen.status).toBe("too late");
    expect(seen.tookMs).toBeGreaterThan(290);
    await using dying = await start();
    expect((await dying.execute("Deno.exit(0)", 5_000)).status).toBe("died");
  },
);

test("refuses a kernel of another version", { timeout: 30_000 }, async () => {
  const options = { deno: pinnedDeno(), version: "1.2.3", cwd: root };
  await expect(startKernel(options)).rejects.toThrow(
    `must be Deno 1.2.3: ${pinnedDeno()} is ${pinnedVersion()}`,
  );
});

test("says so when the kernel does not start", { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "no-kernel-"));
  const deno = join(folder, "deno");
  writeFileSync(deno, "#!/bin/sh\necho 'out of order' >&2\nexit 3\n", { mode: 0o755 });
  try {
    await expect(startKernel({ deno, version: "1.2.3", cwd: root })).rejects.toThrow("out of order");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
