/**
 * Where the project lives: read from package.json, so that a fork changes one line.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./course.ts";

interface Manifest {
  version: string;
  repository?: string | { url: string };
}

/** The repository's package.json. */
export function manifest(): Manifest {
  return JSON.parse(
    fs.readFileSync(path.join(ROOT, "package.json"), "utf8"),
  ) as Manifest;
}

/** The address of the repository's page, or undefined where package.json names none. */
export function repository(): string | undefined {
  const field = manifest().repository;
  const url = typeof field === "string" ? field : field?.url;
  return url?.replace(/^git\+/, "").replace(/\.git$/, "").replace(
    /^github:/,
    "https://github.com/",
  );
}

/** The address of a file in the repository. */
export function repositoryUrl(file: string): string {
  return `${
    repository() ??
      "https://github.com/distributed-systems-patterns/distributed-systems-patterns"
  }/blob/main/${file}`;
}
