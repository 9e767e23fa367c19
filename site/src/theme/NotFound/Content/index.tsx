import Link from "@docusaurus/Link";
import type { ReactNode } from "react";

/** The page for an address that leads nowhere. */
export default function NotFoundContent(): ReactNode {
  return (
    <main className="container work-page">
      <header className="chapter-head">
        <h1>There is no such page</h1>
        <p className="chapter-lead">It may have moved, or the address has a slip in it.</p>
      </header>
      <p>
        All chapters stand in the <Link to="/catalogue">catalogue</Link>; the <Link to="/search">search</Link>
        {" "}
        finds words in chapters and in the API.
      </p>
    </main>
  );
}
