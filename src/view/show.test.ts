import { describe, expect, test } from "vitest";
import { checkLinearizability } from "#src/check/linearizability.ts";
import type { Plain } from "#src/sim/trace.ts";
import { bars } from "#src/view/bars.ts";
import { plot } from "#src/view/plot.ts";
import { outage, paidTwice, Script, staleRead, twoLeaders } from "#src/view/sample-traces.ts";
import { pictures } from "#src/view/samples.ts";
import { sentences } from "#src/view/sentences.ts";
import { sequence } from "#src/view/sequence.ts";
import { sequenceText } from "#src/view/sequence-text.ts";
import { show } from "#src/view/show.ts";
import { renderings, shown } from "#src/view/shown.ts";
import { table } from "#src/view/table.ts";
import { shiviz, timeline } from "#src/view/timeline.ts";

const mimes = (value: unknown) => Object.keys(renderings(show(value))!);
const run = {
  scenario: "sample/payment#lost-answer",
  subject: "without",
  seed: 7,
  outcome: "finished",
  broken: [{ property: "A customer pays once", seen: "two debits of one order" }],
  trace: paidTwice(),
  token: "sample/payment#lost-answer@1:without:7",
};

describe("show knows values by their structure", () => {
  test.each<[string, unknown, string[]]>([
    ["a trace", paidTwice(), ["text/plain", "image/svg+xml"]],
    ["a run", run, ["text/plain", "image/svg+xml"]],
    ["an exploration without failure", { schedules: 3, hits: {}, notHit: [] }, ["text/plain"]],
    ["a plot", bars({ title: "t", value: { label: "v" }, rows: [{ name: "a", value: 1 }] }), [
      "text/plain",
      "image/svg+xml",
    ]],
    ["a table", table([{ a: 1 }]), ["text/plain", "text/html"]],
    ["records", [{ a: 1 }, { a: 2 }], ["text/plain", "text/html"]],
    ["a list", [1, 2], ["text/plain"]],
    ["a string", "text", ["text/plain"]],
    ["nothing", undefined, ["text/plain"]],
    ["a class instance", [new Date(0)], ["text/plain"]],
  ])("%s", (_, value, expected) => expect(mimes(value)).toEqual(expected));

  test("what is shown already stays as it is", () => {
    expect(mimes(shown({ "text/plain": "x", "application/vnd.x+json": { a: 1 } }))).toEqual([
      "text/plain",
      "application/vnd.x+json",
    ]);
  });

  test("its text is the plain rendering, a string without quotes", () => {
    expect(String(show("plain words"))).toBe("plain words");
    expect(`${show(42, { title: "Answer" })}`).toBe("Answer\n42");
  });

  test("a run says its verdict above its picture", () => {
    const text = String(show(run));
    expect(text).toMatch(
      /^sample\/payment#lost-answer, without, seed 7\nFinished after 140 ms; one property is broken\.\n✗ A customer pays once: two debits/,
    );
    expect(renderings(show(run))!["image/svg+xml"]).toContain(
      "✗ A customer pays once: two debits of one order",
    );
  });

  test("a pass says how far it reaches", () => {
    const text = String(show({ schedules: 1200, hits: { crash: 200, loss: 143 }, notHit: ["cut"] }));
    expect(text).toBe("Not refuted in 1,200 schedules.\nFault kinds hit: crash 200, loss 143; not hit: cut.");
  });

  test("a refutation ends in the command that brings it back", () => {
    const failure = { ...run.broken[0]!, seed: 7, token: run.token, run };
    const text = String(show({ schedules: 12, hits: {}, notHit: [], failure }));
    expect(text).toContain("Refuted in schedule 12, seed 7.");
    expect(text).toContain(`Replay: npm run replay "${run.token}"`);
    expect(text).toContain("✗");
  });

  test.each(
    [["sequence", /^sequenceDiagram/], ["text", /│── pay ─+▶│/], ["events", /pay → payment/], [
      "sentences",
      /Shop sends payment/,
    ]] as const,
  )(
    "a trace as %s",
    (as, expected) => expect(String(show(paidTwice(), { as }))).toMatch(expected),
  );
});

describe("a sequence diagram in text", () => {
  const text = sequenceText(paidTwice());
  test("draws a message from its sender to its receiver", () => {
    expect(text).toMatch(/0 ms +│── pay ─+▶│ +│/);
    expect(text).toMatch(/│◀╌+ done ╌╌│/);
  });
  test("shows a lost message as lost", () => expect(text).toMatch(/│ +✗╌+ paid ╌╌│/));
  test("says how long nothing happens", () => expect(text).toContain("⋮ 100 ms pass"));
  test("shows crashes, notes, faults and errors", () => {
    const leaders = sequenceText(twoLeaders());
    for (
      const word of [
        "✗ CRASH",
        "uncaught TypeError",
        "▒ n1 | n2, n3 partitioned",
        "(cut off)",
        "write x=2 again",
      ]
    ) {
      expect(leaders).toContain(word);
    }
  });
  test("keeps to the columns that it is given", () => {
    for (const columns of [50, 72, 100]) {
      for (const line of sequenceText(outage(), { columns }).split("\n")) {
        expect([...line].length).toBeLessThanOrEqual(columns);
      }
    }
  });
  test("a message that something overtakes leaves and arrives in two rows", () => {
    const script = new Script(["a", "b"]);
    const slow = script.send(0, "a", "b", "slow");
    const fast = script.send(1, "a", "b", "fast");
    script.arrive(2, fast);
    script.arrive(3, slow);
    const rows = sequenceText(script.trace(4)).split("\n").slice(1).map((row) =>
      row.replace(/[─·]+/g, "").replace(/ +/g, " ").trim()
    );
    expect(rows).toEqual(["0 ms │ slow │", "1 ms │ fast ▶│", "3 ms │ slow ▶│"]);
  });
  test("who calls stands left of who answers, in whatever order they were made", () => {
    const script = new Script(["bank", "payment", "shop"]);
    const pay = script.send(0, "shop", "payment", "pay");
    const at = script.arrive(1, pay);
    script.arrive(3, script.send(2, "payment", "bank", "debit", at));
    expect(sequenceText(script.trace(4)).split("\n")[0]!.trim().split(/\s+/)).toEqual([
      "shop",
      "payment",
      "bank",
    ]);
  });
});

describe("a history", () => {
  test("is shown with an open operation as open", () => {
    expect(mimes(staleRead())).toEqual(["text/plain", "image/svg+xml"]);
    expect(String(show(staleRead()))).toMatch(/bob +6 ms – no answer +write 2 → \?/);
  });
  test("that has no order names the operation at which every order fails", () => {
    const register = { name: "register", init: () => 0, step: stepOfRegister };
    const text = String(show(checkLinearizability(staleRead(), register)));
    expect(text).toContain("Not linearizable: no order explains “read → 1” of alice");
    expect(text).toMatch(/✗ +alice +12 ms – 15 ms +read → 1/);
  });
  test("that has one is numbered in that order", () => {
    const register = { name: "register", init: () => 0, step: stepOfRegister };
    const text = String(show(checkLinearizability(staleRead().slice(0, 3), register)));
    expect(text).toMatch(/^Linearizable: /);
    expect(text).toMatch(/1\. +alice/);
  });
});

function stepOfRegister(state: number, input: Plain, output: Plain | undefined): number | undefined {
  const asked = input as { write?: number };
  if (asked.write !== undefined) return asked.write;
  return output === undefined || output === state ? state : undefined;
}

describe("mermaid source", () => {
  test("has a cross for a lost message and dashes for an answer", () => {
    const source = sequence(paidTwice());
    expect(source).toMatch(/h1-xh0: paid \(lost\)/);
    expect(source).toMatch(/h2-->>h1: done/);
  });
  test("keeps out what mermaid reads as its own", () => {
    const script = new Script(["a;b", "c"]);
    script.arrive(1, script.send(0, "a;b", "c", "x;y#z\nNote over h0: no"));
    expect(sequence(script.trace(2)).split("\n")).toEqual([
      "sequenceDiagram",
      "  participant h0 as a b",
      "  participant h1 as c",
      "  h0->>h1: x y z Note over h0: no",
      "",
    ]);
  });
});

describe("sentences", () => {
  test("are three to six, and end in what does not hold", () => {
    const told = sentences(run);
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(told.length).toBeLessThanOrEqual(6);
    expect(told[told.length - 1]).toBe(
      "So this does not hold: “A customer pays once”; two debits of one order.",
    );
    expect(told.join(" ")).toContain("the paid from payment at 15 ms never arrives");
  });
  test("tell faults and states with their times", () => {
    const told = sentences({ ...run, trace: outage() }).join(" ");
    expect(told).toContain("Payment is down from 1 s to 31 s.");
    expect(told).toContain("At shop, breaker is closed from 0 s, open from 1.09 s");
  });
  test("the last word of a long story is not cut off", () => {
    const many = {
      ...run,
      trace: outage(),
      waits: ["a waits for b"],
      broken: [...run.broken, ...run.broken, ...run.broken],
    };
    expect(sentences(many).at(-1)).toContain("does not hold");
  });
  test("tell a story without messages by its notes", () => {
    const notes = ["a pass is taken", "it ends in failure"].map((text, seq) => ({
      kind: "note" as const,
      seq,
      atMs: 5 * seq,
      host: "shop",
      text,
    }));
    const told = sentences({ ...run, trace: { hosts: ["shop"], events: notes, endMs: 10 } });
    expect(told[1]).toBe("A pass is taken at 0 ms; it ends in failure at 5 ms.");
    expect(sentences({ ...run, trace: { hosts: ["shop"], events: [], endMs: 10 } })[1]).toBe(
      "No message is sent.",
    );
  });
  test("speak of a fleet as of one", () => {
    const script = new Script(["db", ...Array.from({ length: 9 }, (_, i) => `board-${i}`)]);
    for (let i = 0; i < 9; i++) script.arrive(1, script.send(0, `board-${i}`, "db", "get"));
    expect(sentences({ ...run, trace: script.trace(2) })[1]).toBe(
      "The 9 hosts board-… send db 9 × get; nothing comes back.",
    );
  });
});

test("events are one line each, and what is cut is counted", () => {
  expect(timeline(paidTwice()).split("\n")[0]).toBe("  0 ms  shop     pay → payment");
  expect(timeline(outage(), { most: 3 }).split("\n")).toHaveLength(4);
  expect(timeline(outage(), { most: 3 })).toMatch(/… and [\d,]+ more events$/);
});

test("a ShiViz log has a vector clock for each event, and a receive knows its send", () => {
  const lines = shiviz(paidTwice()).trim().split("\n");
  const clocks = lines.filter((_, i) => i % 2 === 0);
  for (const line of clocks) {
    const [, host, clock] = /^(\S+) (\{.*\})$/.exec(line)!;
    expect(JSON.parse(clock!)[host!]).toBeGreaterThan(0);
  }
  expect(clocks[0]).toBe(`shop {"shop":1}`);
  expect(clocks[1]).toBe(`payment {"shop":1, "payment":1}`);
});

describe("tables", () => {
  const made = table([{ name: "a<b", calls: 3112, ok: true }, { name: "c", calls: null, ok: false }], {
    columns: { calls: "calls made", name: "who" },
    caption: "Calls & callers",
  });
  test("align numbers to the right, in text", () => {
    expect(renderings(show(made))!["text/plain"]).toBe(
      "Calls & callers\n\ncalls made  who\n──────────  ───\n     3,112  a<b\n         –  c",
    );
  });
  test("escape what they hold, in HTML", () => {
    const html = renderings(show(made))!["text/html"]!;
    expect(html).toContain("<caption>Calls &amp; callers</caption>");
    expect(html).toContain("a&lt;b");
  });
});

describe("plots", () => {
  const made = plot({
    title: "Load",
    x: { label: "time", unit: "s" },
    y: { label: "calls" },
    series: [{ name: "a", points: [[0, 1], [10, 5], [20, 3]] }, { name: "b", steps: [[0, 2], [5, 2]] }],
    marks: [{ x: 10, label: "peak" }, { y: 4, label: "limit" }],
    bands: [{ fromX: 5, toX: 15, label: "outage" }],
  });
  test("tell their story in numbers", () => {
    expect(made.text).toContain("lowest 1 at 0 s, highest 5 at 10 s, last 3");
    expect(made.text).toContain("always 2");
    expect(made.text).toContain("│ peak: at 10 s (a 5, b 2)");
    expect(made.text).toContain("▒ outage: 5 to 15 s (a 5, b 2)");
    expect(made.text).toContain("│ limit: 4");
  });
  test("tell series apart by dashes too", () => expect(made.svg).toMatch(/stroke-dasharray="8 4"/));
  test("survive empty and strange series", () => {
    const empty = plot({
      title: "t",
      x: { label: "x" },
      y: { label: "y", scale: "log" },
      series: [{ name: "none", points: [] }],
    });
    expect(empty.svg).not.toMatch(/NaN|Infinity/);
    const zeros = plot({
      title: "t",
      x: { label: "x" },
      y: { label: "y", scale: "log" },
      series: [{ name: "s", points: [[0, 0], [1, NaN], [2, 100]] }, { name: "one", bars: [[0, 1, 5]] }],
    });
    expect(zeros.svg).not.toMatch(/NaN|Infinity/);
  });
  test("a hundred thousand points stay small", () => {
    const points = Array.from({ length: 100_000 }, (_, i) => [i, (i * 7919) % 1009] as const);
    const big = plot({
      title: "t",
      x: { label: "x" },
      y: { label: "y" },
      series: [{ name: "s", points }, { name: "r", steps: points }],
    });
    expect(big.svg.length).toBeLessThanOrEqual(12_000);
  });
});

test("everything that can be shown has text", () => {
  for (const [name, text] of Object.entries(pictures())) expect(text.trim(), name).not.toBe("");
});
