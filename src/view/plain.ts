/**
 * Values as text that is the same on every engine.
 *
 * @module
 */

const widest = 80;

/** A value in the notation of a literal; long ones over several lines, deep ones cut. */
export function plain(value: unknown, depth = 0): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `[function ${value.name || "without a name"}]`;
  if (typeof value === "symbol") return `Symbol(${value.description ?? ""})`;
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > 5) return "…";
  if (value instanceof Error) return `${value.name}`;
  if (Array.isArray(value)) {
    return block(
      "[",
      value.slice(0, 100).map((each) => plain(each, depth + 1)),
      "]",
      value.length,
    );
  }
  if (value instanceof Map) {
    const entries = [...value].slice(0, 100).map(([key, each]) =>
      `${plain(key, depth + 1)} → ${plain(each, depth + 1)}`
    );
    return block("Map {", entries, "}", value.size);
  }
  if (value instanceof Set) {
    return block("Set {", [...value].slice(0, 100).map((each) => plain(each, depth + 1)), "}", value.size);
  }
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  const entries = Object.entries(value).map(([key, each]) =>
    `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${plain(each, depth + 1)}`
  );
  return block(
    name === undefined || name === "Object" ? "{" : `${name} {`,
    entries.slice(0, 100),
    "}",
    entries.length,
  );
}

function block(open: string, parts: readonly string[], close: string, size: number): string {
  const all = size > parts.length ? [...parts, `… ${size - parts.length} more`] : parts;
  if (all.length === 0) return open + close;
  const space = open === "[" ? "" : " ";
  const line = `${open}${space}${all.join(", ")}${space}${close}`;
  if (line.length <= widest && !line.includes("\n")) return line;
  return `${open}\n${all.map((part) => `  ${part.replaceAll("\n", "\n  ")},`).join("\n")}\n${close}`;
}
