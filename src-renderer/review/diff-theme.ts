import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// All colours are the window's own variables, so that light and dark follow it without anything being made anew.
const mix = (colour: string, share: number): string =>
  `color-mix(in srgb, var(${colour}) ${share}%, transparent)`;

/** What differs within a line: a stroke below it, since a second ground would take the contrast from the syntax’s colours. */
const underlined = (colour: string) => ({
  background: 'none',
  boxShadow: `inset 0 -2px 0 ${mix(colour, 70)}`,
});

const frame = EditorView.theme({
  '&': { backgroundColor: 'var(--bg)', color: 'var(--text)', fontSize: '12px' },
  '&.cm-focused': { outline: '1px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--font-figures)', fontVariantLigatures: 'none', lineHeight: '18px' },
  '.cm-gutters': { backgroundColor: 'var(--bg)', color: 'var(--text-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { cursor: 'pointer', minWidth: '36px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-line.rv-picked': { boxShadow: 'inset 2px 0 0 var(--accent)', backgroundColor: 'var(--accent-soft)' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: mix('--red', 6) },
  '.cm-insertedLine, .cm-deletedLine, .cm-deletedLine del': { background: 'none', textDecoration: 'none' },
  '&.cm-merge-b .cm-changedLine, .cm-changedLine': { backgroundColor: mix('--green', 6) },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': underlined('--red'),
  '&.cm-merge-b .cm-changedText, .cm-changedText': underlined('--green'),
  // A line that is new or gone as a whole says so by its ground.
  '&.cm-merge-a .cm-line > del > .cm-changedText:only-child, &.cm-merge-b .cm-line > ins > .cm-changedText:only-child':
    { boxShadow: 'none' },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: 'var(--red)' },
  '&.cm-merge-b .cm-changedLineGutter, .cm-changedLineGutter': { background: 'var(--green)' },
  '.cm-collapsedLines': { background: 'var(--surface)', color: 'var(--text-2)', paddingLeft: '12px' },
  // The signs that the editor has for it are in no font of ours.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-deletedChunk': { paddingLeft: '6px' },
});

const syntax = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--terminal-magenta)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--terminal-green)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--terminal-yellow)' },
  { tag: [tags.comment, tags.meta], color: 'var(--text-2)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--terminal-cyan)' },
  { tag: [tags.function(tags.variableName), tags.propertyName, tags.tagName], color: 'var(--terminal-blue)' },
  { tag: [tags.heading, tags.strong], fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.link, textDecoration: 'underline' },
]);

export const diffTheme: Extension = [frame, syntaxHighlighting(syntax)];
