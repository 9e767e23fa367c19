import Link from "@docusaurus/Link";
import type { Bench, Campaign, Determinism, Measured } from "@site/plugins/measured.ts";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { StaticCode } from "./static-code.tsx";

const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });

/** What to do when nothing has been measured yet. */
function Missing(
  { what, command }: { what: string; command: string },
): ReactNode {
  return (
    <>
      <p>{what} This command makes them:</p>
      <StaticCode html={command} language="bash" label="Command" />
    </>
  );
}

function Table(
  { label, head, rows }: {
    label: string;
    head: readonly string[];
    rows: readonly (readonly ReactNode[])[];
  },
): ReactNode {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BenchTable({ bench }: { bench: Bench }): ReactNode {
  const names = bench.runtimes[0]?.rows.map(({ name }) => name) ?? [];
  const cellOf = (name: string, runtime: Bench["runtimes"][number]) => {
    const row = runtime.rows.find((each) => each.name === name);
    if (!row) return "–";
    return `${number(row.ns)} ns${row.ratio === undefined ? "" : ` (${row.ratio.toFixed(2)})`}`;
  };
  const noteOf = (name: string) => bench.runtimes[0]?.rows.find((row) => row.name === name)?.note;
  const { cpu, cores, memoryGiB } = bench.machine;
  return (
    <section aria-labelledby={`bench-${bench.name}`}>
      <h3 id={`bench-${bench.name}`}>{bench.title}</h3>
      <p>
        Time of {bench.operation}.
      </p>
      <Table
        label={bench.title}
        head={["", ...bench.runtimes.map(({ version }) => version)]}
        rows={names.map((name) => [
          <span key={name}>
            {name}
            {noteOf(name) && <small>{noteOf(name)}</small>}
          </span>,
          ...bench.runtimes.map((runtime) => cellOf(name, runtime)),
        ])}
      />
      {bench.verdicts?.map(({ runtime, says, measured, atMost, met }) => (
        <p key={runtime + says} className="bench-verdict">
          {runtime}: {says} is {measured.toFixed(2)}; the aim is at most {atMost}: {met ? "met" : "not met"}.
        </p>
      ))}
      <p className="bench-source">
        {bench.date}, commit <code>{bench.commit}</code>, {cpu}, {cores} cores, {memoryGiB} GiB.{" "}
        {bench.method}.{" "}
        {Object.entries(bench.packages).map(([name, version]) => `${name} ${version}`).join(", ")}.
      </p>
    </section>
  );
}

const bound = (scenario: Campaign["scenarios"][number]) =>
  scenario.failing > 0
    ? `${number(scenario.failing)} broken`
    : scenario.rateBelow === undefined
    ? "none broken"
    : `none broken: below ${scenario.rateBelow.toExponential(1)} at 95 %`;

function CampaignTables({ campaign }: { campaign: Campaign }): ReactNode {
  return (
    <section aria-labelledby={`campaign-${campaign.slug}`}>
      <h3 id={`campaign-${campaign.slug}`}>
        <Link to={`/${campaign.slug}`}>{campaign.slug}</Link>
      </h3>
      <p className="bench-source">
        {campaign.date}, commit <code>{campaign.commit}</code>.
      </p>
      {campaign.scenarios.length > 0 && (
        <Table
          label={`Scenarios of ${campaign.slug}`}
          head={["Scenario", "Subject", "Schedules", "Result"]}
          rows={campaign.scenarios.map((
            scenario,
          ) => [
            scenario.id.split("#")[1] ?? scenario.id,
            scenario.variant,
            number(scenario.schedules),
            bound(scenario),
          ])}
        />
      )}
      {campaign.exercises.map((exercise) => (
        <section
          key={exercise.exercise}
          aria-labelledby={`kill-${exercise.exercise}`}
        >
          <h4 id={`kill-${exercise.exercise}`}>{exercise.exercise}</h4>
          <p>
            {number(exercise.falseAlarms)} false alarms in {number(exercise.schedules)} schedules of{" "}
            {exercise.right.length} right answers. {exercise.mutants.filter(({ killed }) => killed).length} of
            {" "}
            {exercise.mutants.length} wrong answers were caught by the property that they break.
          </p>
          <Table
            label={`Wrong answers of ${exercise.exercise}`}
            head={[
              "",
              "What is wrong with it",
              "Property that it breaks",
              "Caught",
            ]}
            rows={exercise.mutants.map((
              { name, says, kills, killed, failing, schedules },
            ) => [
              name,
              says,
              kills,
              `${killed ? "yes" : "no"}: ${number(failing)} of ${number(schedules)}`,
            ])}
          />
        </section>
      ))}
    </section>
  );
}

function SameEverywhere({ found }: { found: Determinism }): ReactNode {
  return (
    <>
      <p>
        {number(found.runs)} runs ({found.scenarios.length} scenarios, {number(found.seeds)}{" "}
        seeds, with and without their patterns) on {found.runtimes.join(", ")}: {found.differences.length}
        {" "}
        differences in trace or result.
      </p>
      {found.missing.length > 0 && <p>Not compared: {found.missing.join(", ")}.</p>}
      {found.commit && (
        <p className="bench-source">
          {found.date}, commit <code>{found.commit}</code>.
        </p>
      )}
    </>
  );
}

/** What was measured, with the machine, the date and the command. */
export default function MeasurementsPage(
  { data }: { data: Measured },
): ReactNode {
  const { benches, campaigns, determinism } = data;
  return (
    <Layout
      title="Measurements"
      description="Benchmarks against peers, which wrong answer breaks which property, and what many seeds have found."
    >
      <main className="container work-page">
        <header className="chapter-head">
          <h1>Measurements</h1>
          <p className="chapter-lead">
            Every figure names its commit, its machine and its command. A benchmark decides nothing here;
            wrong answers that pass do.
          </p>
        </header>
        <div className="measured markdown">
          <section aria-labelledby="benchmarks">
            <h2 id="benchmarks">Beside its peers</h2>
            <p>
              Peers run in the same minutes on the same machine. Absolute times belong to that machine; the
              ratios are what counts. Peers that do more are named as such.
            </p>
            {benches.length > 0
              ? benches.map((bench) => <BenchTable key={bench.name} bench={bench} />)
              : (
                <Missing
                  what="There are no benchmark results in this copy of the course."
                  command="npm run bench"
                />
              )}
          </section>
          <section aria-labelledby="determinism">
            <h2 id="determinism">One seed, one run, everywhere</h2>
            {determinism.length > 0
              ? determinism.map((found, index) => <SameEverywhere key={index} found={found} />)
              : (
                <Missing
                  what="This copy of the course holds no comparison of runtimes."
                  command="npm run campaign determinism"
                />
              )}
          </section>
          <section aria-labelledby="campaigns">
            <h2 id="campaigns">Many seeds</h2>
            <p>
              A scenario that was not refuted in so many schedules may still be wrong: nothing found in N
              fresh seeds bounds the rate below 3/N at 95 %, under this scheduler.
            </p>
            {campaigns.length > 0
              ? campaigns.map((campaign) => <CampaignTables key={campaign.slug} campaign={campaign} />)
              : (
                <Missing
                  what="There are no campaign results in this copy of the course."
                  command="npm run campaign all"
                />
              )}
          </section>
        </div>
      </main>
    </Layout>
  );
}
