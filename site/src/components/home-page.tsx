import Link from "@docusaurus/Link";
import type { HomeData } from "@site/plugins/course-pages.ts";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { OutageStory } from "./outage-story.tsx";

const WAYS = [
  {
    to: "/resilience/circuit-breaker",
    title: "Read the first chapter",
    text: "Circuit breaker: about 90 minutes, nothing to know before.",
  },
  {
    to: "/catalogue",
    title: "Start from what hurts",
    text: "The catalogue finds patterns by symptom, in the words of somebody on call.",
  },
  {
    to: "/about/how-to-study",
    title: "See how to study",
    text: "Predict, run, break, build. In the page, in Jupyter or VS Code, and in a terminal.",
  },
];

const PROMISES = [
  {
    title: "Every claim runs",
    text:
      "No figure without the run that made it. A seed replays it, event for event, in your terminal and in your browser.",
  },
  {
    title: "You say it first",
    text: "A decisive outcome opens when you have predicted it. What is only watched is soon forgotten.",
  },
  {
    title: "Patterns break here",
    text: "Each chapter shows the setting or fault that defeats its pattern, and which assumption fell.",
  },
  {
    title: "Your code is tried",
    text:
      "Exercises are graded by hidden checks over many schedules. A failure shows the shortest schedule that causes it.",
  },
];

/** The home page: something breaks before anything is explained. */
export default function HomePage({ data }: { data: HomeData }): ReactNode {
  return (
    <Layout description="Distributed systems patterns in TypeScript: a course whose every claim runs, in your browser and in your terminal.">
      <main className="home">
        <div className="container">
          <header className="home-head">
            <h1>
              It is repaired.<br />What happens next?
            </h1>
          </header>
          <OutageStory plan={data.plan} />
          <section aria-labelledby="promises" className="home-section">
            <h2 id="promises">What this course does</h2>
            <ul className="promises">
              {PROMISES.map(({ title, text }) => (
                <li key={title}>
                  <h3>{title}</h3>
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          </section>
          {/* It answers the question above, so it stands below the first screen. */}
          <section aria-labelledby="schedule" className="home-section">
            <h2 id="schedule">One second, message by message</h2>
            <div className="home-schedule">
              <div>
                <p>
                  Payment is back, and cold: its first answers take longer. Every caller comes at once,
                  because every caller was waiting. That is more than it bears, so it dies, and they wait
                  again. The cause is gone; the loop feeds itself.
                </p>
                <p>
                  Failures like this live in the <em>order</em>{" "}
                  of messages. Here a scenario plays thousands of orders, finds one that breaks a promise,
                  makes it as short as it can, and draws it. This picture was drawn by the run itself.
                </p>
              </div>
              <figure
                className="output-picture"
                tabIndex={0}
                dangerouslySetInnerHTML={{ __html: data.schedule }}
              />
            </div>
          </section>
          <section aria-labelledby="begin" className="home-section">
            <h2 id="begin">Where to begin</h2>
            <ul className="ways">
              {WAYS.map(({ to, title, text }) => (
                <li key={to}>
                  <h3>
                    <Link to={to}>{title}</Link>
                  </h3>
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </main>
    </Layout>
  );
}
