/**
 * The child process of an answer has no permission, whichever runtime starts it.
 */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { denoPath } from "./deno-path.ts";
import { runInSandbox } from "./sandbox.ts";

// In place of the grader's own program: says what it may do, as a verdict.
const RUNNER = `
const chunk = new Uint8Array(4096);
const { nonce } = JSON.parse(new TextDecoder().decode(chunk.subarray(0, Deno.stdin.readSync(chunk))));
const names = ["read", "write", "net", "env", "run", "ffi", "sys"];
const what = names.map((name) => name + " " + Deno.permissions.querySync({ name }).state);
console.log(nonce + " " + JSON.stringify({ type: "verdict", verdict: { kind: "to-do", what } }));
`;
const DENIED = ["read", "write", "net", "env", "run", "ffi", "sys"].map((name) => `${name} denied`);

const bundle = () => ({
  files: new Map([["runner.js", new TextEncoder().encode(RUNNER)]]),
  map: { sources: [], mappings: "" },
});

test("started by Node", async () => {
  const { verdict } = await runInSandbox(bundle(), {});
  expect(verdict).toEqual({ kind: "to-do", what: DENIED });
});

test("started by Deno, as npm test does", () => {
  const program = `
    import { runInSandbox } from ${JSON.stringify(new URL("sandbox.ts", import.meta.url).href)};
    const files = new Map([["runner.js", new TextEncoder().encode(${JSON.stringify(RUNNER)})]]);
    const { verdict } = await runInSandbox({ files, map: { sources: [], mappings: "" } }, {});
    console.log(JSON.stringify(verdict));`;
  const { stdout } = spawnSync(denoPath(), ["run", "-A", "--no-lock", "-"], {
    input: program,
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toEqual({ kind: "to-do", what: DENIED });
}, 30_000);
