import type { ReactNode } from "react";
import { compile } from "./compile.ts";
import { CodeSyntaxError } from "./typescript.ts";
import { Editor, type EditorProps, type Fault } from "./editor.tsx";

function faultsIn(text: string): Fault[] {
  try {
    compile(text);
    return [];
  } catch (error) {
    if (error instanceof CodeSyntaxError) return [error];
    throw error;
  }
}

/** The editor of a cell: what its compiler refuses is marked as one types. */
export default function CellEditor(props: Omit<EditorProps, "faultsIn">): ReactNode {
  return <Editor {...props} faultsIn={faultsIn} />;
}
