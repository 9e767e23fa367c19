/**
 * How the site's bundler differs from Docusaurus' own: notebooks are content, `#src` means the library, and what
 * every page would carry without need stays out.
 *
 * @module
 */
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { ROOT } from "./course.ts";

interface Rule {
  test?: unknown;
}

/** A plugin that adjusts the bundler's configuration. It must stand after the content plugins. */
export function bundlerPlugin(context: LoadContext): Plugin {
  return {
    name: "course-bundler",
    configureWebpack(config, isServer, { currentBundler }) {
      for (const rule of (config.module?.rules ?? []) as Rule[]) {
        if (String(rule.test) === "/\\.mdx?$/i") rule.test = /\.(mdx?|ipynb)$/i;
      }
      const split = config.optimization?.splitChunks;
      if (split && !isServer) {
        // A script of its own is a task of its own: the browser can paint between it and the next. The priority is
        // below that of the one style sheet.
        split.cacheGroups = {
          ...split.cacheGroups,
          framework: { name: "framework", test: /node_modules/, chunks: "initial", priority: 45 },
        };
      }
      const Replace = currentBundler.instance.NormalModuleReplacementPlugin;
      return {
        plugins: [
          new Replace(/^\.\/docusaurus$/, path.join(context.siteDir, "src", "no-prefetch.ts")),
        ],
        resolve: {
          alias: {
            "#src": path.join(ROOT, "src"),
            "#patterns": path.join(ROOT, "src", "patterns"),
            // Code is coloured when the site is built: no highlighter in the page.
            "prism-react-renderer$": path.join(
              context.siteDir,
              "src",
              "no-highlighter.ts",
            ),
          },
        },
      };
    },
  };
}
