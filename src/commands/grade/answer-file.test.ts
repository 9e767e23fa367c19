import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isStub, readAnswer } from "./answer-file.ts";

describe("reading an answer", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "answers-"))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return readAnswer(join(folder, name));
  };

  test.each([
    ["line feeds", "a\nb\n"],
    ["carriage returns and line feeds", "a\r\nb\r\n"],
    ["carriage returns alone", "a\rb\r"],
    ["a byte order mark", "\uFEFFa\nb\n"],
  ])("gives the same text with %s", (_, content) => {
    expect(put("a.ts", content)).toEqual({ text: "a\nb\n" });
  });

  test("tells a missing file, a folder, a link and a file that is no text apart", () => {
    mkdirSync(join(folder, "folder.ts"));
    symlinkSync(join(folder, "a.ts"), join(folder, "link.ts"));
    const mistake = (read: ReturnType<typeof readAnswer>) => "mistake" in read ? read.mistake.message : "";
    expect(mistake(readAnswer(join(folder, "none.ts")))).toContain("not there");
    expect(mistake(readAnswer(join(folder, "folder.ts")))).toContain("folder");
    expect(mistake(readAnswer(join(folder, "link.ts")))).toContain("symbolic link");
    expect(mistake(put("utf16.ts", new Uint8Array([0xff, 0xfe, 97, 0])))).toContain("UTF-16");
    expect(mistake(put("latin.ts", new Uint8Array([97, 0xe4, 98])))).toContain("not saved as UTF-8");
    expect(mistake(put("big.ts", "x".repeat(300_000)))).toContain("256 kB");
  });

  test("knows the stub again whatever the editor did to its line ends", () => {
    expect(isStub("a\r\nb", "a\nb\n")).toBe(true);
    expect(isStub("\uFEFFa\nb\n\n", "a\nb\n")).toBe(true);
    expect(isStub("a\nb // mine\n", "a\nb\n")).toBe(false);
  });
});
