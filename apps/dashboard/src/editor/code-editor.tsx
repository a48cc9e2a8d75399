import { autocompletion, type CompletionSource, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  type LanguageSupport,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Diagnostic } from '@signalbox/engine';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import styles from './code-editor.module.css';
import { editorTheme, highlightStyle } from './editor-theme.ts';

interface Words {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
}

/** Words about what stands at an offset. */
export type HoverSource = (state: EditorState, offset: number) => Words | undefined | Promise<Words | undefined>;

export interface CodeEditorHandle {
  /** Moves to a place, 1-based. */
  goTo(line: number, column: number): void;
}

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange?: ((value: string) => void) | undefined;
  readonly language: LanguageSupport;
  readonly diagnostics?: readonly Diagnostic[] | undefined;
  readonly complete?: CompletionSource | undefined;
  readonly hover?: HoverSource | undefined;
  readonly ref?: Ref<CodeEditorHandle>;
}

/** A text with a language: numbers, folding, completion, problems in their place. Escape and then Tab leaves it. */
export function CodeEditor({
  label,
  value,
  onChange,
  language,
  diagnostics = [],
  complete,
  hover,
  ref,
}: CodeEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const told = useRef({ onChange, complete, hover });
  told.current = { onChange, complete, hover };

  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const editor = view.current;
      if (editor === undefined) return;
      const at = offsetOf(editor.state, line, column);
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      editor.focus();
    },
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; later values are dispatched into it
  useEffect(() => {
    const editor = new EditorView({
      parent: frame.current!,
      state: EditorState.create({ doc: value, extensions: extensionsOf(label, language, told) }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === value) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      annotations: fromOutside.of(true),
    });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    editor.dispatch(
      setDiagnostics(
        editor.state,
        diagnostics.map((each) => markOf(editor.state, each)),
      ),
    );
  }, [diagnostics]);

  return <div ref={frame} className={styles.editor} data-testid={`editor-${label}`} />;
}

/** Marks a change that the page made, not the person. */
const fromOutside = Annotation.define<boolean>();

function extensionsOf(
  label: string,
  language: LanguageSupport,
  told: { readonly current: Pick<CodeEditorProps, 'onChange' | 'complete' | 'hover'> },
): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    foldGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    lintGutter(),
    language,
    syntaxHighlighting(highlightStyle),
    editorTheme,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.lineWrapping,
    autocompletion({ override: [(context) => told.current.complete?.(context) ?? null] }),
    hoverTooltip(async (editor, offset) => {
      const found = await told.current.hover?.(editor.state, offset);
      if (found === undefined) return null;
      const create = () => {
        const dom = document.createElement('div');
        dom.className = styles.hover!;
        const title = document.createElement('strong');
        title.textContent = found.title;
        const text = document.createElement('p');
        text.textContent = found.text;
        dom.append(title, text);
        return { dom };
      };
      return { pos: found.from, end: found.to, above: true, create };
    }),
    EditorView.updateListener.of((update) => {
      const isTyped = update.transactions.every((each) => each.annotation(fromOutside) !== true);
      if (update.docChanged && isTyped) told.current.onChange?.(update.state.doc.toString());
    }),
    keymap.of([
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
  ];
}

function markOf(state: EditorState, { severity, message, hint, line = 1, column = 1 }: Diagnostic): Mark {
  const from = offsetOf(state, line, column);
  const word = /^[\w."'${}:/-]+/.exec(state.doc.sliceString(from, state.doc.lineAt(from).to))?.[0].length ?? 1;
  const to = Math.min(state.doc.length, from + Math.max(1, word));
  return { from, to, severity, message: hint === undefined ? message : `${message}\n${hint}` };
}

function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(found.to, found.from + Math.max(0, column - 1));
}
