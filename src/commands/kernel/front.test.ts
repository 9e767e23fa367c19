import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Channel, freeConnection, openChannel } from "./channel.ts";
import { kernelspec, kernelspecFile, kernelspecText } from "./kernelspec.ts";
import { root } from "./pinned.ts";

const temporary = mkdtempSync(join(tmpdir(), "front-"));
const cwd = join(root, ".cache", `Ordner f\u00fcr den Kern ${process.pid}`);
let channel: Channel;
let front: ChildProcess;

const run = (code: string) => {
  const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
  return channel.send("execute_request", content, { limitMs: 20_000 });
};

beforeAll(async () => {
  mkdirSync(cwd, { recursive: true });
  const connection = await freeConnection();
  const file = join(temporary, "connection.json");
  writeFileSync(file, JSON.stringify(connection));
  const [program, ...args] = kernelspec.argv.map((arg) => (arg === "{connection_file}" ? file : arg));
  front = spawn(program!, args, { cwd, stdio: "ignore" });
  channel = openChannel(connection);
  while ((await channel.send("kernel_info_request", {}, { limitMs: 250 })).how !== "done");
}, 30_000);

afterAll(() => {
  channel?.close();
  front?.kill("SIGTERM");
  rmSync(temporary, { recursive: true, force: true });
  rmSync(cwd, { recursive: true, force: true });
});

test("the committed kernelspec is the one in the source", () => {
  expect(readFileSync(join(root, kernelspecFile), "utf8")).toBe(kernelspecText());
});

test("shows every output before it says idle, however many cells wait", { timeout: 60_000 }, async () => {
  const seen = await Promise.all(
    Array.from({ length: 60 }, (_, i) => run(`console.log("line ${i}"); ${i};`)),
  );
  const texts = seen.map(({ messages }) =>
    messages.map(({ content }) => content.text ?? (content.data as Record<string, unknown>)?.["text/plain"])
      .filter((text) => text !== undefined)
  );
  expect(texts).toEqual(Array.from({ length: 60 }, (_, i) => [`line ${i}\n`, `${i}`]));
});

test("drops the cells that wait when one fails, and takes the next", { timeout: 30_000 }, async () => {
  const three = await Promise.all(['throw new Error("boom");', "globalThis.ran = 1;", "2;"].map(run));
  expect(three.map(({ reply }) => reply?.content.status)).toEqual(["error", "aborted", "aborted"]);
  const after = await run("globalThis.ran ?? 0;");
  expect(after.messages.at(-1)?.content.data).toEqual({ "text/plain": "0" });
});

test(
  "resolves the library from any folder of the repository, without colours",
  { timeout: 30_000 },
  async () => {
    const code = 'import { predict } from "#src/learn/predict.ts"; `${typeof predict} ${Deno.noColor}`;';
    expect((await run(code)).messages.at(-1)?.content.data).toEqual({ "text/plain": '"function true"' });
  },
);

test(
  "names the holes that a cell reached, even where a scenario swallowed the error",
  { timeout: 30_000 },
  async () => {
    await run('import { todo } from "#src/grade/todo.ts";');
    const { messages, reply } = await run(
      'try { todo("why five?"); } catch { /* a failed call */ }; "a result";',
    );
    expect(reply?.content.status).toBe("ok");
    expect(messages.slice(1).map(({ content }) => content.text ?? content.data)).toEqual([
      { "text/plain": '"a result"' },
      expect.stringMatching(/^Open hole: why five\?\n.*not the chapter's result/),
    ]);
    expect((await run("1;")).messages.slice(1).map(({ header }) => header.msg_type)).toEqual([
      "execute_result",
    ]);
  },
);

test("ends its kernel when it ends", { timeout: 30_000 }, async () => {
  const { messages } = await run("Deno.pid;");
  const pid = Number((messages.at(-1)?.content.data as Record<string, string>)["text/plain"]);
  expect(process.kill(pid, 0)).toBe(true);
  const ended = new Promise((resolve) => front.once("exit", resolve));
  front.kill("SIGTERM");
  await ended;
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
