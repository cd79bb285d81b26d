import { LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { diffTheme } from './diff-theme.ts';
import { marksField } from './hunk-marks.ts';
import { diffConfig } from './hunks.ts';

type Side = 'before' | 'after';

export interface DiffWish {
  readonly parent: HTMLElement;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly split: boolean;
  onLine(side: Side, line: number): void;
}

export interface ShownDiff {
  /** `before` is null while both are shown in one. */
  readonly before: EditorView | null;
  readonly after: EditorView;
  close(): void;
}

/** Lines around a hunk that stay in sight, and how many alike there must be to be folded. */
const folding = { margin: 3, minSize: 6 };

const pickLine = (side: Side, onLine: DiffWish['onLine']) => (view: EditorView, from: number) => {
  onLine(side, view.state.doc.lineAt(from).number);
  return false;
};

const extensionsOf = (side: Side, { path, onLine }: DiffWish, language: Compartment): Extension[] => {
  const pick = pickLine(side, onLine);
  return [
    diffTheme,
    EditorView.lineWrapping,
    lineNumbers({ domEventHandlers: { mousedown: (view, line) => pick(view, line.from) } }),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    // Reached and scrolled by key; nothing is typed into it, so that the window's keys act here, too.
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': `${path}, ${side === 'before' ? 'as it was' : 'as it is now'}`,
    }),
    EditorView.domEventHandlers({
      click: (event, view) => {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at !== null) pick(view, at);
      },
    }),
    marksField,
    language.of([]),
  ];
};

/** The grammar of the file, once it is there; a file of no known kind stays without colours. */
const colour = async (views: readonly EditorView[], path: string, language: Compartment): Promise<void> => {
  const known = LanguageDescription.matchFilename(languages, path.split('/').at(-1) ?? path);
  if (known === null) return;
  const support = await known.load();
  for (const view of views) view.dispatch({ effects: language.reconfigure(support) });
};

/** Draws two versions of a file, side by side or in one. */
export const openDiff = (wish: DiffWish): ShownDiff => {
  const { parent, path, before, after, split } = wish;
  const language = new Compartment();
  let closed = false;
  const start = (): { a: EditorView | null; b: EditorView; destroy(): void } => {
    if (split) {
      const merge = new MergeView({
        a: { doc: before, extensions: extensionsOf('before', wish, language) },
        b: { doc: after, extensions: extensionsOf('after', wish, language) },
        ...{ parent, gutter: true, highlightChanges: true, collapseUnchanged: folding, diffConfig },
      });
      return { a: merge.a, b: merge.b, destroy: () => merge.destroy() };
    }
    const unified = unifiedMergeView({
      ...{ original: before, mergeControls: false, gutter: true, syntaxHighlightDeletions: true },
      ...{ collapseUnchanged: folding, diffConfig },
    });
    const view = new EditorView({
      parent,
      doc: after,
      extensions: [...extensionsOf('after', wish, language), unified],
    });
    return { a: null, b: view, destroy: () => view.destroy() };
  };
  const shown = start();
  const views = shown.a === null ? [shown.b] : [shown.a, shown.b];
  colour(closed ? [] : views, path, language).catch((error: unknown) => {
    if (!closed) console.warn(`The grammar of ${path} could not be loaded`, error);
  });
  return {
    before: shown.a,
    after: shown.b,
    close: () => {
      closed = true;
      shown.destroy();
    },
  };
};
