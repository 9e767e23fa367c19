/**
 * A code editor. It is loaded when the reader first edits something.
 *
 * @module
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, linter, lintKeymap } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { type ReactNode, useEffect, useRef } from "react";

/** Something wrong in the text: the line from 1, the column from 0. */
export interface Fault {
  message: string;
  at: { line: number; column: number };
}

export interface EditorProps {
  /** The text to begin with; a later other value replaces the text. */
  text: string;
  label: string;
  onChange(text: string): void;
  /** What is wrong with the text, asked for when the reader pauses. */
  faultsIn(text: string): Fault[];
  /** Called on Shift-Enter and Ctrl-Enter or Cmd-Enter. */
  onRun?(): void;
  /** Whether lines are numbered. @default {false} */
  numbers?: boolean;
  /** Whether the text has the focus at once. @default {false} */
  focus?: boolean;
}

// The classes of the code that is coloured when the site is built: one palette for both.
const palette = tagHighlighter([
  { tag: [tags.keyword, tags.bool, tags.null, tags.self], class: "tk-k" },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], class: "tk-s" },
  { tag: tags.comment, class: "tk-c" },
  { tag: tags.number, class: "tk-n" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "tk-f" },
  { tag: [tags.typeName, tags.className], class: "tk-t" },
]);

function diagnostics(view: EditorView, faults: readonly Fault[]): Diagnostic[] {
  const { doc } = view.state;
  return faults.map(({ message, at }) => {
    const line = doc.line(Math.min(Math.max(at.line, 1), doc.lines));
    const from = Math.min(line.from + at.column, line.to);
    return { from, to: line.to, severity: "error", message };
  });
}

/** An editor of TypeScript. Escape, then Tab, leaves it with the keyboard. */
export function Editor(props: EditorProps): ReactNode {
  const { text, label, numbers = false, focus = false } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const run = () => {
      now.current.onRun?.();
      return now.current.onRun !== undefined;
    };
    const extensions: Extension[] = [
      keymap.of([
        { key: "Shift-Enter", run },
        { key: "Mod-Enter", run },
        indentWithTab,
        ...defaultKeymap,
        ...historyKeymap,
        ...lintKeymap,
      ]),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      indentUnit.of("  "),
      javascript({ typescript: true }),
      syntaxHighlighting(palette),
      linter((editor) => diagnostics(editor, now.current.faultsIn(editor.state.doc.toString())), {
        delay: 300,
      }),
      EditorView.contentAttributes.of({ "aria-label": `${label}. Escape, then Tab, leaves the editor.` }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) now.current.onChange(state.doc.toString());
      }),
      ...(numbers ? [lineNumbers()] : []),
    ];
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({ doc: now.current.text, extensions }),
    });
    view.current = made;
    if (focus) made.focus();
    return () => made.destroy();
  }, [label, numbers, focus]);
  useEffect(() => {
    const shown = view.current?.state.doc.toString();
    if (shown === undefined || shown === text) return;
    view.current!.dispatch({ changes: { from: 0, to: shown.length, insert: text } });
  }, [text]);
  return <div className="editor" ref={place} />;
}
