import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { createRequire } from "node:module";
import path from "node:path";
import { FOLDERS } from "./plugins/api.ts";

// typedoc writes this file when the plugins start, before any sidebar is read.
interface Item {
  label: string;
}

const items = createRequire(__filename)(
  path.join(__dirname, ".api", "typedoc-sidebar.cjs"),
) as Item[];
items.sort((a, b) => FOLDERS.indexOf(a.label) - FOLDERS.indexOf(b.label));

/** The modules of the library, in the order of the dependency rule. */
const sidebars = { api: items } as unknown as SidebarsConfig;

export default sidebars;
