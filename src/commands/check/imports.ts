/**
 * Who may import whom, and how an import is spelled: rules 1, 2, 4 and 5 of the architecture.
 *
 * @module
 */
import ts from "typescript";
import { lineOf, parse, type Rule, type SourceFile, visit } from "./source.ts";

const layers = [
  "pure",
  "ports",
  "sim",
  "check",
  "grade",
  "view",
  "learn",
  "catalog",
  "adapters",
  "patterns",
  "scenario",
  "items",
  "commands",
] as const;
type Layer = (typeof layers)[number] | "test" | "outside";

/** Who may import whom. A layer may always import itself; types of the catalog are free for all. */
const mayImport: Record<Layer, readonly Layer[]> = {
  pure: [],
  ports: ["pure"],
  catalog: ["pure"],
  sim: ["ports", "pure"],
  check: ["sim", "ports", "pure"],
  view: ["check", "sim", "ports", "pure"],
  learn: ["view", "check", "sim", "ports", "pure", "catalog"],
  grade: ["view", "check", "sim", "ports", "pure"],
  adapters: ["ports", "pure"],
  patterns: ["ports", "pure"],
  scenario: ["patterns", "check", "sim", "ports", "pure"],
  items: ["scenario", "patterns", "learn", "check", "sim", "ports", "pure"],
  commands: [
    "pure",
    "ports",
    "sim",
    "check",
    "grade",
    "view",
    "learn",
    "catalog",
    "adapters",
    "patterns",
    "scenario",
    "items",
  ],
  test: [...layers],
  outside: ["patterns", "scenario", "items", "grade", "learn", "view", "check", "sim", "ports", "pure"],
};

/** npm packages that a layer may import at run time. */
const mayUse: Partial<Record<Layer, readonly string[]>> = { view: ["d3-scale", "d3-array"] };

/** The layer of a file under `src`; everything else is outside. */
export function layerOf(path: string): Layer {
  const [root, layer] = path.split("/");
  if (/\.(test|contract)\.ts$/.test(path)) return "test";
  if (root !== "src") return "outside";
  if (layer === "patterns" && path.endsWith(".scenario.ts")) return "scenario";
  if (layer === "patterns" && path.endsWith(".items.ts")) return "items";
  return layers.find((each) => each === layer) ?? "outside";
}

interface Import {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

/** All imports of a file: static, re-exports, dynamic with a literal, and types. */
export function importsOf(file: SourceFile): Import[] {
  const tree = parse(file);
  const found: Import[] = [];
  const add = (node: ts.Node, literal: ts.Node | undefined, typeOnly: boolean): void => {
    if (literal !== undefined && ts.isStringLiteralLike(literal)) {
      found.push({ specifier: literal.text, typeOnly, line: lineOf(tree, node) });
    }
  };
  visit(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, onlyTypes(node));
    if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true);
    }
  });
  return found;
}

function onlyTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = importClause.namedBindings;
  return importClause.name === undefined && named !== undefined && ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((each) => each.isTypeOnly);
}

/** The project path that a specifier means, or `undefined` for a package. */
export function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#src/")) return `src/${specifier.slice(5)}`;
  if (specifier.startsWith("#patterns/")) return `src/patterns/${specifier.slice(10)}`;
  if (!specifier.startsWith(".")) return undefined;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Rules 1, 2 and 5: who may import whom. */
export const dependencies: Rule = (file) => {
  const own = layerOf(file.path);
  if (own === "test") return [];
  return importsOf(file).flatMap(({ specifier, typeOnly, line }) => {
    const target = targetOf(file.path, specifier);
    if (target === undefined) return [];
    const layer = layerOf(target);
    const inSrc = file.path.startsWith("src/");
    if (inSrc && !target.startsWith("src/")) {
      return [`${line}: src must not import from ${target.split("/")[0]}`];
    }
    if (layer === own || layer === "outside" || mayImport[own].includes(layer)) return [];
    if (layer === "catalog" && typeOnly) return [];
    if (own === "patterns" && layer === "scenario") return [`${line}: a pattern must not import a scenario`];
    return [`${line}: ${own} must not import ${layer} (${specifier})`];
  });
};

/** Rule 4: npm packages and `node:` modules stand at the edge. */
export const packages: Rule = (file) => {
  const own = layerOf(file.path);
  if (own === "test" || own === "commands" || own === "adapters" || !file.path.startsWith("src/")) return [];
  return importsOf(file).flatMap(({ specifier, line }) => {
    if (targetOf(file.path, specifier) !== undefined || mayUse[own]?.includes(specifier)) return [];
    return [`${line}: ${own} must not import the package ${specifier}`];
  });
};

/** One spelling of imports: `./x.ts` inside a layer, `#src/…` across layers, `#patterns/…` for patterns. */
export const spelling: Rule = (file) =>
  importsOf(file).flatMap(({ specifier, line }) => {
    const target = targetOf(file.path, specifier);
    if (target === undefined) return [];
    if (!/\.(ts|tsx|json)$/.test(specifier)) return [`${line}: write the extension: ${specifier}.ts`];
    if (specifier.startsWith("#src/patterns/")) return [`${line}: write #patterns/${specifier.slice(14)}`];
    const folder = (path: string): string => path.split("/").slice(0, 2).join("/");
    if (specifier.startsWith("..") && file.path.startsWith("src/") && folder(target) !== folder(file.path)) {
      return [`${line}: write #src/${target.slice(4)}, not ${specifier}`];
    }
    return [];
  });
