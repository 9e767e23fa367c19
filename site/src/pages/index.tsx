import Layout from "@theme/Layout";
import type { ReactNode } from "react";

/** The home page. */
export default function Home(): ReactNode {
  return <Layout><main className="container"><h1>Distributed Systems Patterns</h1></main></Layout>;
}
