/**
 * The API reference: typedoc writes one page per module into `.api`, which is a docs instance of its own.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import type { PluginConfig } from "@docusaurus/types";
import { ROOT } from "./course.ts";
import { remarkCourse } from "./remark-course.ts";

/** The folders of the library, in the order of the dependency rule. */
export const FOLDERS = [
  "pure",
  "ports",
  "sim",
  "check",
  "view",
  "learn",
  "grade",
  "patterns",
  "adapters",
];

const typedoc = {
  id: "api",
  entryPointStrategy: "expand",
  entryPoints: FOLDERS.map((folder) => path.join(ROOT, "src", folder)),
  exclude: ["**/*.test.ts", "**/*.contract.ts", "**/*.fixture.ts", "**/_*"],
  tsconfig: path.join(ROOT, "tsconfig.json"),
  basePath: path.join(ROOT, "src"),
  out: path.join(ROOT, "site", ".api"),
  docsPath: path.join(ROOT, "site", ".api"),
  name: "API",
  readme: "none",
  router: "module",
  entryFileName: "index",
  skipErrorChecking: true,
  disableGit: true,
  disableSources: true,
  excludeInternal: true,
  excludePrivate: true,
  githubPages: false,
  validation: false,
  logLevel: "Error",
  // typedoc prints a notice for types that are not exported; they are private on purpose.
  suppressCommentWarningsInDeclarationFiles: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  propertyMembersFormat: "table",
  classPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  typeAliasPropertiesFormat: "table",
  useCodeBlocks: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  sidebar: { autoConfiguration: true, pretty: true },
};

/** The plugins that make the reference and show it under `/api`. */
export function apiPlugins(): PluginConfig[] {
  fs.mkdirSync(typedoc.out, { recursive: true }); // the docs plugin wants to see it before typedoc has run
  return [
    ["docusaurus-plugin-typedoc", typedoc],
    ["@docusaurus/plugin-content-docs", {
      id: "api",
      path: ".api",
      routeBasePath: "api",
      sidebarPath: "./sidebars-api.ts",
      breadcrumbs: false,
      beforeDefaultRemarkPlugins: [remarkCourse],
    }],
  ];
}
