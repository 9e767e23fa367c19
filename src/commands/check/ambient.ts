/**
 * Rule 3 of the architecture: time, chance and I/O only through a port.
 *
 * @module
 */
import ts from "typescript";
import { layerOf } from "./imports.ts";
import { lineOf, parse, type Rule, visit } from "./source.ts";

const mathFunctions =
  "log log1p log2 log10 exp expm1 sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh cbrt pow hypot random"
    .split(" ").map((name) => `Math.${name}`);
/** Names whose value depends on the machine, the moment or the engine. */
const bannedNames = new Set([
  "Date.now",
  ...mathFunctions,
  "AbortSignal.timeout",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "MessageChannel",
  "performance",
  "crypto",
  "fetch",
  "Intl",
  "process",
  "Deno",
  "WeakRef",
  "FinalizationRegistry",
]);
const bannedMembers = new Set([
  "localeCompare",
  "toLocaleString",
  "toLocaleDateString",
  "toLocaleTimeString",
  "toLocaleUpperCase",
  "toLocaleLowerCase",
  "stack",
]);
const globals = new Set(["globalThis", "window", "self"]);

/** Files that must touch what others must not, and why. */
export const exempt: Record<string, { names: readonly string[]; why: string }> = {
  "src/sim/drain.ts": {
    names: ["setImmediate", "queueMicrotask", "MessageChannel", "process", "setTimeout"],
    why: "it empties the microtask queue between two events, and there is no portable way",
  },
  "src/grade/mistakes.ts": {
    names: [".stack"],
    why: "it says where in the learner's file an error came from, and a verdict does not depend on it",
  },
  "src/grade/real-world.ts": {
    names: ["Intl"],
    why: "it takes the clock out of the formats of dates before an answer runs",
  },
  "src/grade/realm.ts": {
    names: ["queueMicrotask"],
    why: "it takes the real world away from answers, and Deno must have replaced its own before",
  },
};

/** Rule 3: time, chance and I/O only through a port. Judged on the syntax tree, so that comments and texts do not count. */
export const ambient: Rule = (file) => {
  const own = layerOf(file.path);
  if (own === "test" || own === "commands" || own === "adapters" || !file.path.startsWith("src/")) return [];
  const tree = parse(file);
  const allowed = exempt[file.path]?.names ?? [];
  const found: string[] = [];
  const declared = declaredNames(tree);
  visit(tree, (node) => {
    const name = bannedAt(node);
    if (name !== undefined && !allowed.includes(name) && !declared.has(name)) {
      found.push(
        `${lineOf(tree, node)}: ${name} is not the same on every run and runtime; use a port or src/pure`,
      );
    }
  });
  return found;
};

/** Names that the file declares itself: a parameter called `process` is not the global. */
function declaredNames(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  visit(tree, (node) => {
    if (
      (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) &&
      node.name !== undefined
    ) {
      if (ts.isIdentifier(node.name)) names.add(node.name.text);
    }
  });
  return names;
}

function bannedAt(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const { text } = node.name;
    const owner = ts.isIdentifier(node.expression) ? node.expression.text : "";
    if (bannedNames.has(`${owner}.${text}`)) return `${owner}.${text}`;
    if (globals.has(owner) && bannedNames.has(text)) return text;
    return bannedMembers.has(text) ? `.${text}` : undefined;
  }
  if (ts.isNewExpression(node) && isNamed(node.expression, "Date") && (node.arguments?.length ?? 0) === 0) {
    return "new Date()";
  }
  if (ts.isCallExpression(node) && isNamed(node.expression, "Date")) return "Date()";
  if (ts.isBinaryExpression(node)) return bannedPower(node);
  return ts.isIdentifier(node) && bannedNames.has(node.text) && isValue(node) ? node.text : undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

function bannedPower({ operatorToken, left }: ts.BinaryExpression): string | undefined {
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind;
  if (operatorToken.kind === AsteriskAsteriskEqualsToken) return "**=";
  if (operatorToken.kind !== AsteriskAsteriskToken) return undefined;
  return ts.isNumericLiteral(left) && Number.isInteger(Number(left.text)) ? undefined : "** of a fraction";
}

/** Whether the identifier is read as a variable: not a property's name, a type's name or a declaration. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === node || takenFromGlobals(parent);
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isTypeQueryNode(parent)) {
    return false;
  }
  const declared = (parent as { name?: ts.Node }).name === node;
  return !declared && !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent);
}

/** `const { setTimeout } = globalThis` */
function takenFromGlobals({ parent: pattern }: ts.BindingElement): boolean {
  const { parent } = pattern;
  return ts.isVariableDeclaration(parent) && parent.initializer !== undefined &&
    ts.isIdentifier(parent.initializer) &&
    globals.has(parent.initializer.text);
}
