import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { inputsHash } from "./inputs.ts";
import { answer, fileFor } from "./files.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "site with spaces "));
const inside = path.join(folder, "build");
fs.mkdirSync(path.join(inside, "a b"), { recursive: true });
fs.writeFileSync(path.join(folder, "secret.txt"), "secret");
fs.writeFileSync(path.join(inside, "index.html"), "home");
fs.writeFileSync(path.join(inside, "404.html"), "nothing");
fs.writeFileSync(path.join(inside, "a b", "page.html"), "page");
fs.writeFileSync(path.join(inside, ".inputs"), "hash");
afterAll(() => fs.rmSync(folder, { recursive: true }));

const get = (address: string) => answer(inside, new Request(`http://127.0.0.1${address}`));

test.each([
  ["/", "home"],
  ["/a%20b/page", "page"],
  ["/a%20b/page.html", "page"],
  ["/a%20b/page/", "page"],
])(
  "%s is answered with the page",
  async (address, body) => {
    const response = get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(
      "text/html; charset=utf-8",
    );
    expect(await response.text()).toBe(body);
  },
);

test.each([
  "/nowhere",
  "/..%2fsecret.txt",
  "/%2e%2e/secret.txt",
  "/a%20b/..%2f..%2fsecret.txt",
  "/.inputs",
  "/%00",
  "/%zz",
])(
  "%s is not found",
  async (address) => {
    const response = get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("nothing");
  },
);

test("a file outside is never named", () => {
  expect(fileFor(inside, "/../secret.txt")).toBeUndefined();
});

test("only reading is allowed", () => {
  expect(
    answer(inside, new Request("http://127.0.0.1/", { method: "POST" })).status,
  ).toBe(405);
});

test("the hash changes with a source and not with an answer to an exercise", () => {
  const root = fs.mkdtempSync(path.join(folder, "root"));
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  write("src/a.ts", "1");
  write("exercises/resilience/retry/1-build.ts", "1");
  const first = inputsHash(root);
  write("exercises/resilience/retry/1-build.ts", "2");
  write("src/a.test.ts", "1");
  write("site/build/x.html", "1");
  expect(inputsHash(root)).toBe(first);
  write("src/a.ts", "2");
  expect(inputsHash(root)).not.toBe(first);
  expect(inputsHash(root, { SITE_URL: "x" })).not.toBe(inputsHash(root));
});
