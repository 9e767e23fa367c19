import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { theme } from "../../src/view/theme.ts";

const css = fs.readFileSync(
  path.join(import.meta.dirname, "..", "src", "css", "course.css"),
  "utf8",
);

/** The variables that a block sets to a colour. */
function variables(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{3,6})\b/gi)].map((
      [, name, value],
    ) => [name!, value!]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const digits = colour.length === 4
    ? [...colour.slice(1)].map((digit) => digit + digit).join("")
    : colour.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const value = parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Contrast of two colours, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

const themes = [
  { name: "light", colours: variables(":root"), paper: theme.paper.light },
  {
    name: "dark",
    colours: variables('[data-theme="dark"]'),
    paper: theme.paper.dark,
  },
];

const pairs = [
  ...["ink", "keyword", "string", "comment", "number", "function", "type"].map((
    name,
  ) => [`--code-${name}`, "--panel"] as const),
  ...[
    "--soft",
    "--good",
    "--bad",
    "--ifm-color-primary",
    "--ifm-font-color-base",
  ].map((name) => [name, "--ifm-background-color"] as const),
  ["--soft", "--panel"],
  ["--ifm-font-color-base", "--good-panel"],
  ["--ifm-font-color-base", "--bad-panel"],
  ["--soft", "--good-panel"],
  ["--soft", "--bad-panel"],
] as const;

describe.each(themes)("the $name theme", ({ colours, paper }) => {
  test.each(pairs)("%s is readable on %s", (ink, ground) => {
    expect(contrast(colours.get(ink)!, colours.get(ground)!))
      .toBeGreaterThanOrEqual(4.5);
  });

  test("has the paper of the pictures", () => {
    expect(contrast(colours.get("--ifm-background-color")!, paper))
      .toBeLessThan(1.01);
  });
});
