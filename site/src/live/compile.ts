/**
 * Makes a cell's TypeScript into a script that a worker can run.
 *
 * The cell's code stays in its place, so that a line in an error is the reader's line. It becomes the body of a
 * function. What it declares at its top is put on the chapter's scope as an accessor; what it uses of earlier cells is
 * found there, through `with`. Nothing inside the cell needs to be renamed for that.
 *
 * @module
 */
import { type Node, type Options, parse, type Pattern, type Program } from "acorn";
import { transform } from "sucrase";

/** A cell that cannot be run as it stands. */
export class CellSyntaxError extends Error {
  override readonly name = "SyntaxError";
  /** Where it is in the cell: the line from 1, the column from 0. */
  readonly at: { line: number; column: number };

  constructor(message: string, at: { line: number; column: number }) {
    super(message);
    this.at = at;
  }
}

const OPTIONS: Options = {
  ecmaVersion: "latest",
  sourceType: "module",
  allowAwaitOutsideFunction: true,
  locations: true,
};

/** Names by which a compiled cell reaches its worker and the chapter's scope. */
const WORKER = "$worker";
const SCOPE = "$scope";

/** A piece of text to put in place of another. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * The script of a cell. Its value is a function of the worker's side and the scope, which runs the cell and resolves to
 * an array with the value of its last expression, or to `undefined` if it does not end in one.
 *
 * @throws {CellSyntaxError} If the cell is not TypeScript.
 */
export function compile(source: string): string {
  const code = withoutTypes(source);
  const program = parsed(code);
  const edits: Edit[] = [];
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      edits.push(imported(code, statement));
      for (const { local } of statement.specifiers) names.add(local.name);
    } else if (/^Export/.test(statement.type)) {
      throw new CellSyntaxError("A cell cannot export: later cells see what it declares.", at(statement));
    } else if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
      names.add(statement.id.name);
    } else if (statement.type === "VariableDeclaration") {
      for (const { id } of statement.declarations) for (const name of namesIn(id)) names.add(name);
    }
  }
  walk(program, (node) => {
    if (node.type === "ImportExpression") {
      edits.push({ start: node.start, end: node.start + "import".length, text: `${WORKER}.load` });
    }
  });
  const last = program.body.at(-1);
  if (last?.type === "ExpressionStatement") {
    // The statement's ends, not the expression's: that one stands without the parentheses around it.
    const { start } = last;
    const end = last.end - (code[last.end - 1] === ";" ? 1 : 0);
    edits.push({ start, end: start, text: "return [(" }, { start: end, end, text: ")]" });
  }
  const declared = [...names].map((name) =>
    `${WORKER}.declare(${JSON.stringify(name)}, () => ${name}, ($value) => { ${name} = $value; });`
  );
  return `(${WORKER}, ${SCOPE}) => { with (${SCOPE}) { return (async () => { "use strict"; ${
    declared.join(" ")
  } ` +
    `${applied(code, edits)}\n})(); } }`;
}

/** JavaScript with the lines of the TypeScript. */
function withoutTypes(source: string): string {
  try {
    // Imports are kept although the cell itself may not use them: later cells will.
    return transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
    })
      .code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const text = message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new CellSyntaxError(text, { line: loc?.line ?? 1, column: Math.max(0, (loc?.column ?? 1) - 1) });
  }
}

function parsed(code: string): Program {
  try {
    return parse(code, OPTIONS);
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    throw new CellSyntaxError(message.replace(/ \(\d+:\d+\)$/, ""), loc ?? { line: 1, column: 0 });
  }
}

const at = ({ loc }: Node): { line: number; column: number } => loc?.start ?? { line: 1, column: 0 };

/** An import as a declaration, over as many lines. */
function imported(code: string, node: Extract<Program["body"][number], { type: "ImportDeclaration" }>): Edit {
  const { start, end, source, specifiers } = node;
  const load = `await ${WORKER}.load(${source.raw})`;
  const all = specifiers.find(({ type }) => type === "ImportNamespaceSpecifier");
  const named = specifiers.flatMap((each) => {
    if (each.type === "ImportNamespaceSpecifier") return [];
    if (each.type === "ImportDefaultSpecifier") return [`default: ${each.local.name}`];
    const from = each.imported.type === "Identifier" ? each.imported.name : String(each.imported.value);
    return [`${JSON.stringify(from)}: ${each.local.name}`];
  });
  const parts = [
    ...(all ? [`const ${all.local.name} = ${load};`] : []),
    ...(named.length > 0 ? [`const { ${named.join(", ")} } = ${load};`] : []),
  ];
  const lines = code.slice(start, end).split("\n").length - 1;
  return { start, end, text: (parts.join(" ") || `${load};`) + "\n".repeat(lines) };
}

function namesIn(pattern: Pattern): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "ObjectPattern") {
    return pattern.properties.flatMap((each) =>
      namesIn(each.type === "Property" ? each.value : each.argument)
    );
  }
  if (pattern.type === "ArrayPattern") {
    return pattern.elements.flatMap((each) => each === null ? [] : namesIn(each));
  }
  if (pattern.type === "RestElement") return namesIn(pattern.argument);
  return pattern.type === "AssignmentPattern" ? namesIn(pattern.left) : [];
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) { for (const each of value) walk(each, visit); }
  if (typeof value !== "object" || value === null || typeof (value as Node).type !== "string") return;
  visit(value as Node);
  for (const each of Object.values(value)) if (typeof each === "object") walk(each, visit);
}

function applied(code: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  // In the order of their places; of two at one place, what is only put in comes first.
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += code.slice(from, start) + text;
    from = end;
  }
  return result + code.slice(from);
}
