/**
 * The few arguments that the site's commands take.
 *
 * @module
 */
import { parseArgs } from "node:util";
import process from "node:process";

/** An option of a command. */
export interface Option {
  type: "boolean" | "string";
  short?: string;
}

/** Reads the arguments; prints the help and ends where it is asked for, or where an argument is unknown. */
export function readArguments<Name extends string>(
  help: string,
  options: Record<Name, Option>,
): Partial<Record<Name, string | boolean>> {
  try {
    const all: Record<string, Option> = {
      ...options,
      help: { type: "boolean", short: "h" },
    };
    const { values } = parseArgs({ args: process.argv.slice(2), options: all });
    if (!values.help) return values as Partial<Record<Name, string | boolean>>;
    console.log(help);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message.split(". ")[0]}.\n\n${help}`);
    process.exit(2);
  }
}

/** A port from an argument; ends with a sentence where it is none. */
export function portOf(
  text: string | boolean | undefined,
  fallback: number,
): number {
  const port = text === undefined ? fallback : Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_436) return port;
  console.error(
    `Cannot serve as the port must be a whole number from 1 to 65435: current value is '${text}'`,
  );
  process.exit(2);
}
