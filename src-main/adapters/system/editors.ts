import { basename } from 'node:path';
import { findProgram } from './find-program.ts';

/** Words of a command, in which `{file}` and `{line}` stand for what is opened. */
export type EditorCommand = readonly string[];

/** Editors with a window of their own that take a line, in the order in which they are looked for. */
const known: readonly EditorCommand[] = [
  ['code', '-g', '{file}:{line}'],
  ['cursor', '-g', '{file}:{line}'],
  ['zed', '{file}:{line}'],
  ['idea', '--line', '{line}', '{file}'],
  ['subl', '{file}:{line}'],
];

/** What `$VISUAL` may name without a terminal; an editor that needs one would start and not be seen. */
const graphical: readonly EditorCommand[] = [
  ...known,
  ['codium', '-g', '{file}:{line}'],
  ['windsurf', '-g', '{file}:{line}'],
  ['gvim', '+{line}', '{file}'],
  ['mvim', '+{line}', '{file}'],
  ['kate', '--line', '{line}', '{file}'],
  ['gedit', '+{line}', '{file}'],
  ['gnome-text-editor', '+{line}', '{file}'],
  ['mousepad', '--line={line}', '{file}'],
];

/** The words of a command line: quotes keep what is between them together. Nothing else is special; no shell reads it. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => double ?? single ?? ''),
  );

/** A command as the person wrote it: without `{file}`, that comes last. Null: there is none. */
export const writtenEditor = (line: string): EditorCommand | null => {
  const words = wordsOf(line);
  if (words.length === 0) return null;
  return words.some((word) => word.includes('{file}')) ? words : [...words, '{file}'];
};

/** With what is opened put in. `file` is absolute, so that none looks like an option. */
export const filledIn = (command: EditorCommand, file: string, line: number): string[] =>
  command.map((word) => word.replaceAll('{line}', String(line)).replaceAll('{file}', () => file));

interface Machine {
  readonly PATH?: string | undefined;
  readonly VISUAL?: string | undefined;
}

/** What `$VISUAL` names, where that has a window; or the first of the well-known ones that is here. Null: none. */
export const findEditor = async ({ PATH = '', VISUAL = '' }: Machine): Promise<EditorCommand | null> => {
  const [visual] = wordsOf(VISUAL);
  const named = graphical.find(([program]) => visual !== undefined && program === basename(visual));
  const wanted =
    named === undefined || visual === undefined ? known : [[visual, ...named.slice(1)], ...known];
  for (const command of wanted) {
    const [program = '', ...rest] = command;
    const path = await findProgram(program, '/', PATH);
    if (path !== null) return [path, ...rest];
  }
  return null;
};
