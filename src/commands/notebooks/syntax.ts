/**
 * Small questions to a cell's syntax tree.
 *
 * @module
 */
import ts from "typescript";

/** The syntax tree of a cell or module. */
export function parse(source: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
}

/** The name that is called: `show` in `show(x)` and `await show(x)`. */
export function calledName(expression: ts.Expression): string | undefined {
  if (ts.isAwaitExpression(expression)) return calledName(expression.expression);
  return ts.isCallExpression(expression) && ts.isIdentifier(expression.expression)
    ? expression.expression.text
    : undefined;
}

/** The name that the last expression of a cell calls, where it is a call. */
export function lastCall(source: string): string | undefined {
  const parsed = parse(source);
  const last = parsed.statements.at(-1);
  return last !== undefined && ts.isExpressionStatement(last) ? calledName(last.expression) : undefined;
}

/** Names that a statement at the top of a cell declares. */
export function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => bindingNames(name));
  }
  if (ts.isImportDeclaration(statement)) {
    const { importClause: clause } = statement;
    const bindings = clause?.namedBindings;
    const named = bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
      ? [bindings.name]
      : bindings.elements.map(({ name }) => name);
    return [clause?.name, ...named].flatMap((name) => (name === undefined ? [] : [name.text]));
  }
  if (
    ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
  ) return statement.name === undefined ? [] : [statement.name.text];
  return [];
}

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((
    element,
  ) => (ts.isOmittedExpression(element) ? [] : bindingNames(element.name)));
}
