import Link from "@docusaurus/Link";
import type { ClinicPageData } from "@site/plugins/review.ts";
import { Solved } from "@site/src/exercise/solved.tsx";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";

/** The cases of a clinic. */
export default function ClinicPage({ data }: { data: ClinicPageData }): ReactNode {
  return (
    <Layout
      title={data.title}
      description="Unlabelled cases after the chapters: decide what stands around the calls, and whether anything should."
    >
      <main className="container work-page">
        <header className="chapter-head">
          <h1>{data.title}</h1>
          <p className="chapter-lead">
            A chapter's title names its solution. A case does not: it tells what somebody on call sees. Decide
            what stands around the calls, with which settings, and whether anything should.
          </p>
        </header>
        <div className="markdown">
          <p>
            A hidden workload judges what was served, what was lost, what was done twice and what it cost.
            Several answers pass, and not every case needs something added.
          </p>
          <ol className="exercise-list">
            {data.cases.map(({ slug, testName, name }) => (
              <li key={slug}>
                <span>
                  <Link to={`/${slug}`}>{name}</Link> <Solved exercise={slug} />
                </span>
                <code>npm test {testName}</code>
              </li>
            ))}
          </ol>
        </div>
      </main>
    </Layout>
  );
}
