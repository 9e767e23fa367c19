/**
 * Loads trusted answers (solutions, variants, mutants) into this process, with the library's own modules. Deno only.
 *
 * @module
 */
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "./layout.ts";

/** Loads an answer's text as if it stood at `path`. */
export async function loadAnswer(text: string, path: string): Promise<Record<string, unknown>> {
  const root = pathToFileURL(projectRoot).href;
  const here = pathToFileURL(`${dirname(path)}/`).href;
  const absolute = text.replace(
    /(\bfrom\s+|\bimport\s+)"([^"]+)"/g,
    (whole, keyword: string, specifier: string) => {
      if (specifier.startsWith("#src/")) return `${keyword}"${root}src/${specifier.slice("#src/".length)}"`;
      if (specifier.startsWith("#patterns/")) {
        return `${keyword}"${root}src/patterns/${specifier.slice("#patterns/".length)}"`;
      }
      return specifier.startsWith(".") ? `${keyword}"${new URL(specifier, here).href}"` : whole;
    },
  );
  return await import(`data:application/typescript;base64,${toBase64(absolute)}`) as Record<string, unknown>;
}

const toBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
