/**
 * What the grading commands have in common: arguments, names, colours.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { type Paint, plainPaint } from "#src/grade/report.ts";
import { findExercises } from "./exercises.ts";

/** An option of a command. */
export interface Option {
  readonly type: "boolean" | "string";
}

/** What was given on the command line. */
export interface Given<Name extends string> {
  readonly values: Partial<Record<Name, string | boolean>>;
  readonly names: readonly string[];
}

/** Reads the arguments; prints the help and ends where it is asked for, or where an option is unknown. */
export function readArguments<Name extends string>(help: string, options: Record<Name, Option>): Given<Name> {
  try {
    const all: Record<string, Option & { short?: string }> = {
      ...options,
      help: { type: "boolean", short: "h" },
    };
    const { values, positionals } = parseArgs({
      args: Deno.args.filter((text) => text !== "--"),
      options: all,
      allowPositionals: true,
    });
    if (values.help === true) {
      console.log(help);
      Deno.exit(0);
    }
    const names = [...positionals];
    return { values: { ...fromNpm(all, names), ...values } as Given<Name>["values"], names };
  } catch (error) {
    return stop(`${(error as Error).message.split(". ")[0]}.\n\n${help}`);
  }
}

// `npm test x --hint 2` without `--` keeps the option from us and leaves its value among the names; npm tells by its environment.
function fromNpm(options: Record<string, Option>, names: string[]): Record<string, boolean | string> {
  const given: Record<string, boolean | string> = {};
  for (const [name, { type }] of Object.entries(options)) {
    const value = name === "help" ? undefined : Deno.env.get(`npm_config_${name.replaceAll("-", "_")}`);
    if (value === undefined || value === "") continue;
    if (type === "boolean") given[name] = value === "true";
    else if (value !== "true") given[name] = value;
    else if (/^\d+$/.test(names.at(-1) ?? "")) given[name] = names.pop()!;
  }
  return given;
}

/** A positive whole number from an option; ends with a sentence where it is none. */
export function wholeNumber(
  name: string,
  value: string | boolean | undefined,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  return stop(`--${name} must be a whole number from 1 to ${most}: it is '${String(value)}'.`);
}

/** The exercises that the names mean, in course order; ends with a suggestion where one is unknown. */
export function exercisesNamed(names: readonly string[], all: readonly string[]): string[] {
  const chosen = new Set(names.flatMap((name) => {
    const found = findExercises(name, all);
    if ("exercises" in found) return found.exercises;
    const meant = found.suggestion === undefined ? "" : ` Did you mean '${found.suggestion}'?`;
    return stop(
      `There is no exercise '${name.slice(0, 80)}'.${meant} Without a name, \`npm test\` shows all.`,
    );
  }));
  return all.filter((id) => chosen.has(id));
}

/** Says why, and ends with the exit code for wrong use. */
export function stop(why: string): never {
  console.error(why);
  Deno.exit(2);
}

const colour = (code: number) => (text: string) => `\x1b[${code}m${text}\x1b[0m`;

/** Colours where a person looks and has not asked for none. */
export function paintFor(isTerminal: boolean): Paint {
  if (!isTerminal || Deno.noColor) return plainPaint;
  return { bold: colour(1), good: colour(32), bad: colour(31), faint: colour(2) };
}
