import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromMarkdown } from "../notebooks/markdown.ts";
import { formatNotebook } from "../notebooks/notebook.ts";
import { withJupyterPath, writeEnvFile } from "./env-file.ts";
import { openLab } from "./open.ts";

test("the .env names the kernel's folder, and keeps what stood in it", () => {
  const text = withJupyterPath(
    "A=1\r\nJUPYTER_PATH=/old\nB=2\n",
    "C:\\Users\\J\u00f6rg K\\course\\notebooks\\.jupyter",
  );
  expect(text).toBe('A=1\nB=2\nJUPYTER_PATH="C:/Users/J\u00f6rg K/course/notebooks/.jupyter"\n');
  expect(withJupyterPath(text, "C:\\Users\\J\u00f6rg K\\course\\notebooks\\.jupyter")).toBe(text);
});

test("the .env is written where there is none", () => {
  const folder = mkdtempSync(join(tmpdir(), "env file "));
  try {
    writeEnvFile(folder);
    expect(readFileSync(join(folder, ".env"), "utf8")).toBe(
      `JUPYTER_PATH="${join(folder, "notebooks", ".jupyter").replaceAll("\\", "/")}"\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A repository with one chapter, in a folder with a blank and an umlaut, and a Jupyter that prints what it is told. */
async function lab(
  args: string[],
  withJupyter: boolean,
): Promise<{ code: number; lines: string[]; told: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "a c\u00f6urse "));
  const lines: string[] = [];
  try {
    mkdirSync(join(folder, "notebooks", "resilience"), { recursive: true });
    writeFileSync(
      join(folder, "notebooks", "resilience", "retry.ipynb"),
      formatNotebook(fromMarkdown("# Retry\n")),
    );
    const script = `#!/bin/sh
[ "$1" = --version ] && exit 0
{ echo "$JUPYTER_PATH"; for a; do echo "$a"; done; } > "${folder}/told"
`;
    if (withJupyter) writeFileSync(join(folder, "jupyter-lab"), script, { mode: 0o755 });
    const env = { PATH: folder, JUPYTER_PATH: "/mine" };
    const code = await openLab(args, { folder, env, say: (line) => lines.push(line), stdio: "ignore" });
    const told = withJupyter && code === 0 ? readFileSync(join(folder, "told"), "utf8") : "";
    const short = (text: string) => text.replaceAll(folder, "…").trim().split("\n");
    return { code, lines: lines.flatMap(short), told: short(told) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("without Jupyter it says in two lines how to get one and how VS Code does without", async () => {
  const { code, lines } = await lab([], false);
  expect([code, lines.length]).toEqual([1, 3]);
  expect(lines[0]).toBe("Study copies made: resilience/retry");
  expect(lines[1]).toContain("pip install jupyterlab");
  expect(lines[2]).toContain("VS Code");
});

test("opens a study copy with the course's kernel in the Jupyter that is there", async () => {
  expect(await lab(["retry", "--no-browser"], true)).toMatchObject({
    code: 0,
    told: [
      "…/notebooks/.jupyter:/mine",
      "--notebook-dir=…/notebooks/.study",
      "--no-browser",
      "…/notebooks/.study/resilience/retry.ipynb",
    ],
  });
});

test("an unknown name gets a suggestion", async () => {
  expect(await lab(["rety"], true)).toMatchObject({
    code: 2,
    lines: ["There is no chapter rety. Did you mean resilience/retry?"],
  });
});
