/**
 * Answers requests from the folder of the built site: files, addresses without `.html`, nothing else.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".ipynb": "application/x-ipynb+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The file for an address, or undefined: never one outside the folder, and no dot-file. */
export function fileFor(folder: string, pathname: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (name.includes("\0") || /(^|[/\\])\./.test(name)) return undefined;
  const wanted = path.join(folder, name);
  if (wanted !== folder && !wanted.startsWith(folder + path.sep)) {
    return undefined;
  }
  return [
    wanted,
    `${wanted.replace(/[/\\]$/, "")}.html`,
    path.join(wanted, "index.html"),
  ].find(isFile);
}

/** Answers one request from the folder. */
export function answer(folder: string, request: Request): Response {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Only GET\n", { status: 405 });
  }
  const found = fileFor(folder, pathname);
  const file = found ?? path.join(folder, "404.html");
  if (!isFile(file)) return new Response("Not found\n", { status: 404 });
  const headers = {
    "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
    "cache-control": pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
  const body = request.method === "HEAD" ? null : fs.readFileSync(file);
  return new Response(body, { status: found ? 200 : 404, headers });
}
