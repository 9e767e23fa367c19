/**
 * Makes a cell's TypeScript into a script that a worker can run.
 *
 * The cell's code stays in its place, so that a line in an error is the reader's line. It becomes the body of a
 * function. What it declares at its top is put on the chapter's scope as an accessor; what it uses of earlier cells is
 * found there, through `with`. Nothing inside the cell needs to be renamed for that.
 *
 * @module
 */
import type { Pattern, Program } from "acorn";
import {
  CodeSyntaxError,
  type Edit,
  edited,
  importsReplaced,
  placeOf,
  readTypeScript,
} from "./typescript.ts";

/** Names by which a compiled cell reaches its worker and the chapter's scope. */
const WORKER = "$worker";
const SCOPE = "$scope";

/**
 * The script of a cell. Its value is a function of the worker's side and the scope, which runs the cell and resolves to
 * an array with the value of its last expression, or to `undefined` if it does not end in one.
 *
 * @throws {CodeSyntaxError} If the cell is not TypeScript.
 */
export function compile(source: string): string {
  // Imports are kept although the cell itself may not use them: later cells will.
  const { code, program } = readTypeScript(source, { keepImports: true });
  const edits = importsReplaced(program, `${WORKER}.load`);
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      edits.push(imported(code, statement));
      for (const { local } of statement.specifiers) names.add(local.name);
    } else if (/^Export/.test(statement.type)) {
      throw new CodeSyntaxError(
        "A cell cannot export: later cells see what it declares.",
        placeOf(statement),
      );
    } else if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
      names.add(statement.id.name);
    } else if (statement.type === "VariableDeclaration") {
      for (const { id } of statement.declarations) for (const name of namesIn(id)) names.add(name);
    }
  }
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
    `${edited(code, edits)}\n})(); } }`;
}

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
