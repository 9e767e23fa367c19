import Link from "@docusaurus/Link";
import { useCurrentSidebarCategory, useDocById } from "@docusaurus/plugin-content-docs/client";
import type { PropSidebarItemLink } from "@docusaurus/plugin-content-docs";
import type { ReactNode } from "react";

function Entry({ item }: { item: PropSidebarItemLink }): ReactNode {
  const description = useDocById(item.docId)?.description;
  return (
    <li>
      <Link to={item.href}>{item.label}</Link>
      {description && <p>{description}</p>}
    </li>
  );
}

/** The pages of the sidebar's category that this page stands for, so that nobody keeps a list of them. */
export function RecordList(): ReactNode {
  const items = useCurrentSidebarCategory().items.filter((item) => item.type === "link");
  return (
    <ul className="record-list">
      {items.map((item) => <Entry key={item.href} item={item} />)}
    </ul>
  );
}
