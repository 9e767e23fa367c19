/**
 * The first form of a chapter: its headings and its gates, with a question at each place to fill.
 *
 * @module
 */
import { type Cell, formatNotebook, notebook } from "../notebooks/notebook.ts";
import type { Names } from "./names.ts";

/** `notebooks/<slug>.ipynb` */
export function chapterTemplate(names: Names): string {
  const { slug, title, name, type } = names;
  const cells = [
    text(`# ${title}\n\nto write: one sentence that says what it is for.`),
    text("## Recall\n\nto write: three questions from the chapters that this one needs."),
    text("## The story\n\nto write: a named system, a bad afternoon, and a diagram of who calls whom."),
    text(
      `\`\`\`mermaid\nsequenceDiagram\n  accTitle: ${title}, the story\n  accDescr: to write: what the diagram shows, for somebody who does not see it\n  Shop->>Payment: charge\n\`\`\``,
    ),
    code(`import { story } from "#patterns/${slug}.scenario.ts";
import { compare } from "#src/learn/compare.ts";
import { predict } from "#src/learn/predict.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { show } from "#src/view/show.ts";`),
    text("## Run it without\n\nto write: the version that a careful engineer would merge."),
    code(`// from #patterns/${slug}/without.ts`),
    ...gate({
      name: "afternoon",
      run: "without",
      subject: `({ clock }) => hopeful${type}({ clock })`,
      tags: ["breaks"],
    }),
    text("## The idea\n\nto write: states, invariants, and why they are enough."),
    text("## Build it\n\nto write: functions over a state object, one per cell, 15 to 40 lines in all."),
    text("## Run it with\n\nto write: the same seed, with the pattern."),
    ...gate({ name: "evening", run: "withIt", subject: `"with"`, tags: ["calm"] }),
    text("## Delete a line\n\nto write: which property dies without which line?"),
    ...gate({ name: "ablation", run: "ablated", subject: `"without"`, tags: ["breaks", "ablation"] }),
    text(
      "## Break it\n\nto write: a setting or fault that defeats it, which assumption fell, and where simulation and reality differ.",
    ),
    text("## When, when not, trade-offs\n\nto write: what one gives up, and what is simpler."),
    text(
      "## In production\n\nto write: knobs with starting values and their sources, metrics, an alert, known incidents, how products do it.",
    ),
    text(`## Exercises\n\nto write: one line for each. \`npm test ${name}\` grades them.`),
    text("## References\n\nto write: author, title, year, section."),
  ].map((cell, index) => ({ ...cell, id: `${name.slice(0, 24)}-${index + 1}` }));
  return formatNotebook(notebook(cells));
}

/** What a gate of the first form asks about, and how its run may turn out. */
interface GateTemplate {
  name: string;
  run: string;
  /** Source of the subject. */
  subject: string;
  tags: string[];
}

/** Three cells in a row: ask, run, compare. */
function gate({ name, run, subject, tags }: GateTemplate): Cell[] {
  const served = `${run}.result.shop.ok`;
  return [
    code(`const ${name} = predict("to write: what will happen?", {
  a: "to write: a belief",
  b: "to write: another",
  c: "to write: a third",
}, "?");`),
    code(`const ${run} = await story.run(7, ${subject});\nshow(${run}.trace);`),
    {
      ...code(
        `compare(${name}, {\n  a: ${served} === 0,\n  b: ${served} > 0 && ${served} <= 100,\n  c: ${served} > 100,\n});`,
      ),
      metadata: { tags },
    },
  ];
}

function text(source: string): Cell {
  return { cell_type: "markdown", id: "", metadata: {}, source };
}

function code(source: string): Cell {
  return { cell_type: "code", id: "", metadata: {}, source, execution_count: null, outputs: [] };
}
