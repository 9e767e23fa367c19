/**
 * Prints what each hostile file gets as its verdict: `deno run -A src/commands/grade/hostile-table.ts [part of a name]`.
 *
 * @module
 */
import { verdictLine } from "#src/grade/report.ts";
import { stopBundler } from "./bundle.ts";
import { hostileCases } from "./hostile.ts";
import { judgeHostile } from "./hostile-run.ts";

const [part = ""] = process.argv.slice(2);
let wrong = 0;
let count = 0;
for (const { group, cases } of hostileCases) {
  const chosen = cases.filter(({ name }) => name.includes(part));
  if (chosen.length === 0) continue;
  console.log(`\n${group}`);
  for (const each of chosen) {
    const startMs = performance.now();
    const judgement = await judgeHostile(each);
    const ms = Math.round(performance.now() - startMs);
    const line = verdictLine(judgement);
    const right = each.says.test(line);
    count++;
    if (!right) wrong++;
    console.log(
      `  ${right ? " " : "!"} ${each.name.padEnd(52)} ${String(ms).padStart(5)} ms  ${line.slice(0, 200)}`,
    );
  }
}
console.log(`\n${count} files, ${wrong} with a verdict that was not expected`);
await stopBundler();
process.exitCode = wrong === 0 ? 0 : 1;
