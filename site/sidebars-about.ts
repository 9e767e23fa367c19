import fs from "node:fs";
import path from "node:path";
import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";

/** The records in the order of their files. Their index is the category itself, and no entry of it. */
const records = fs.readdirSync(path.join(__dirname, "docs/design"))
  .filter((name) => name.endsWith(".md"))
  .sort()
  .map((name) => `design/${name.replace(/^\d+-|\.md$/g, "")}`);

/** The pages that belong to no pattern. */
const sidebars: SidebarsConfig = {
  about: [
    "how-to-study",
    {
      type: "category",
      label: "Design records",
      link: { type: "doc", id: "design/index" },
      items: records,
    },
  ],
};

export default sidebars;
