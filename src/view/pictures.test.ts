import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { outage, paidTwice, Script, twoLeaders } from "#src/view/sample-traces.ts";
import { fingerprint, pictures } from "#src/view/samples.ts";
import { scene } from "#src/view/scene.ts";
import { spaceTime } from "#src/view/space-time.ts";
import { bytes, maxPictureBytes } from "#src/view/svg.ts";
import { darkDeclarations, theme } from "#src/view/theme.ts";

const all = pictures();
const svgs = Object.entries(all).filter(([name]) => name.endsWith("image/svg+xml"));
const texts = Object.entries(all).filter(([name]) => name.endsWith("text/plain"));

describe.each(svgs)("%s", (_, svg) => {
  test("is well formed", () => expect(unclosed(svg)).toEqual([]));
  test("is small", () => expect(bytes(svg)).toBeLessThanOrEqual(maxPictureBytes));
  test("has a role, a title and a description", () => {
    expect(svg).toMatch(/<svg [^>]*role="img"/);
    expect(svg).toMatch(/<title id="[^"]+">[^<]+<\/title><desc id="[^"]+">[^<]+<\/desc>/);
  });
  test("serves light and dark: opaque paper, colours from variables, no style element", () => {
    expect(svg).toMatch(/<rect width="\d+" height="\d+" fill="var\(--view-paper, #fff\)"\/>/);
    expect(svg).not.toContain("<style");
    const bare = svg.replace(/<(title|desc)[^]*?<\/\1>/g, "").replace(/var\(--view-[\w-]+, #\w+\)/g, "");
    expect(bare).not.toMatch(/(fill|stroke)="#/);
  });
  test("has integer coordinates", () => {
    const drawing = svg.replace(/>[^<]*</g, "><");
    expect(drawing).not.toMatch(/NaN|undefined|Infinity/);
    for (const [, value] of drawing.matchAll(/ (?:x|y|x1|y1|x2|y2|width|height|d|transform)="([^"]*)"/g)) {
      expect(value).not.toMatch(/\d\.\d/);
    }
  });
  test("has ids of its own, and refers to none that is missing", () => {
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^v[0-9a-f]{8}-/);
    for (const [, id] of svg.matchAll(/(?:url\(|href=")#([^)"]+)/g)) expect(ids).toContain(id);
  });
  test("keeps its drawing inside its frame", () => {
    const [, width] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
    for (const [, x] of svg.matchAll(/ x="(-?\d+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(Number(width));
    }
  });
});

test.each(texts)("%s has lines of at most 100 characters where they are drawn", (_, text) => {
  for (const line of text.split("\n").filter((each) => /[│┊]/.test(each))) {
    expect([...line].length).toBeLessThanOrEqual(100);
  }
});

test("two pictures on one page share no id", () => {
  const ids = svgs.flatMap(([name, svg]) =>
    [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => ({ name, id }))
  );
  const owners = new Map<string, string>();
  for (const { name, id } of ids) {
    const before = owners.get(id!);
    // The same picture twice has the same ids; it is the same picture.
    if (before !== undefined) expect(all[name]).toBe(all[before]);
    owners.set(id!, name);
  }
});

describe("what is left out is counted", () => {
  test.each([["outage", outage()], ["paidTwice", paidTwice()], ["twoLeaders", twoLeaders()]])(
    "%s",
    (_, trace) => {
      for (const most of [1, 2, 5, 24, 60, 10_000]) {
        const { shown, total, moments } = scene(trace, { most });
        const gaps = moments.filter((moment) => moment.kind === "gap").reduce(
          (sum, { messages }) => sum + messages,
          0,
        );
        expect(shown + gaps).toBe(total);
        expect(shown).toBeLessThanOrEqual(Math.max(most, 1));
        const sends = moments.filter(({ kind }) => kind === "send").length;
        expect(sends).toBe(shown);
      }
    },
  );

  test("what led to a change of state is kept", () => {
    const script = new Script(["a", "b"]);
    for (let i = 0; i < 60; i++) {
      const asked = script.arrive(10 * i + 2, script.send(10 * i, "a", "b", `ask ${i}`));
      script.arrive(10 * i + 5, script.send(10 * i + 3, "b", "a", `answer ${i}`, asked));
      if (i === 40) script.add(10 * i + 5, { kind: "state", host: "a", name: "role", value: "leader" });
    }
    const labels = scene(script.trace(600), { most: 8 }).moments.flatMap((each) =>
      each.kind === "send" ? [each.flight.label] : []
    );
    expect(labels).toEqual(expect.arrayContaining(["ask 40", "answer 40"]));
  });

  test("and said under the picture", () => {
    expect(spaceTime(outage(), { most: 10 })).toMatch(/Showing \d+ of 995 messages/);
    expect(spaceTime(paidTwice())).not.toContain("Showing");
  });

  test("a window shows what happens in it", () => {
    const { moments } = scene(outage(), { fromMs: 30_900, toMs: 31_200 });
    for (const { atMs } of moments) expect(atMs).toBeGreaterThanOrEqual(30_900);
    expect(moments.some((moment) => moment.kind === "mark" && moment.event.kind === "restart")).toBe(true);
  });
});

test("a trace without anything in it can be drawn", () => {
  expect(spaceTime({ hosts: [], events: [], endMs: 0 })).toContain("<svg");
  expect(spaceTime({ hosts: ["alone"], events: [], endMs: 5 })).toContain("alone");
});

test("text from a trace is escaped", () => {
  const svg = spaceTime({
    hosts: [`<b>"&`],
    events: [{ seq: 0, atMs: 0, host: `<b>"&`, kind: "note", text: "</svg><script>\u0000" }],
    endMs: 1,
  });
  expect(unclosed(svg)).toEqual([]);
  expect(svg).not.toContain("<script>");
});

describe("the theme", () => {
  test.each(["light", "dark"] as const)(
    "%s: text has a contrast of 4.5 to 1 on the paper, lines of 3 to 1",
    (mode) => {
      const paper = theme.paper[mode];
      for (
        const name of [
          "ink",
          "soft",
          "fault",
          "good",
          "series1",
          "series2",
          "series3",
          "series4",
          "series5",
        ] as const
      ) {
        expect(contrast(theme[name][mode], paper), name).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(theme.line[mode], paper)).toBeGreaterThanOrEqual(3);
      for (const name of ["ink", "fault"] as const) {
        expect(contrast(theme[name][mode], theme.faultBand[mode]), name).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test("gives a page its dark values", () => expect(darkDeclarations()).toContain("--view-paper: #1b1b1d;"));
});

test("Deno draws the same bytes as Node", { timeout: 20_000 }, () => {
  const samples = new URL("./samples.ts", import.meta.url).href;
  const deno = fileURLToPath(import.meta.resolve("deno/bin.cjs"));
  const { stdout, stderr } = spawnSync(process.execPath, [deno, "run", "--no-lock", "-"], {
    input: `import { fingerprint } from ${JSON.stringify(samples)}; console.log(fingerprint());`,
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    encoding: "utf8",
  });
  expect(stdout.trim(), stderr).toBe(fingerprint());
});

/** Element names that are not closed in order; an XML parser in a few lines, for the XML that we write. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, close, name, empty] of svg.matchAll(/<(\/?)([\w:-]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close === "/") {
      if (open.pop() !== name) return [`</${name}>`];
    } else if (empty !== "/") open.push(name!);
  }
  const strange = svg.replace(/<\/?[\w:-]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, "").match(
    /[<>]|&(?!amp;|lt;|gt;|quot;)/,
  );
  return strange === null ? open : [...open, strange[0]];
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? `#${[...hex.slice(1)].map((c) => c + c).join("")}` : hex;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(full.slice(i, i + 2), 16) / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
