/**
 * Modules of the library, bundled for the browser.
 *
 * @module
 */
import path from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { ROOT } from "./course.ts";

/** How everything is bundled that a page loads when its reader begins. Names are kept: outputs and messages show them. */
export const forPages = {
  absWorkingDir: ROOT,
  bundle: true,
  format: "esm",
  target: "es2022",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "silent",
} as const satisfies BuildOptions;

/**
 * Bundles modules that share chunks, so that what two of them import is the same object for both, as in the kernel.
 *
 * @param entryPoints Paths from the project's folder, or a path with the name that it gets.
 * @param folder Where they are written.
 * @returns Where each stands, from `folder`.
 */
export async function shareModules(
  entryPoints: string[] | { in: string; out: string }[],
  folder: string,
  plugins: Plugin[] = [],
): Promise<ReadonlyMap<string, string>> {
  const { metafile } = await build({
    ...forPages,
    entryPoints,
    outbase: "src",
    outdir: folder,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "chunks/[hash]",
    splitting: true,
    metafile: true,
    plugins,
  });
  return new Map(
    Object.entries(metafile.outputs).flatMap(([file, { entryPoint }]) =>
      entryPoint
        ? [[entryPoint, path.relative(folder, path.join(ROOT, file)).replaceAll(path.sep, "/")] as const]
        : []
    ),
  );
}
