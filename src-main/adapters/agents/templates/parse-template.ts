import { basename } from 'node:path';
import { type RunTemplate, runTemplateSchema } from '@contract/run-templates.ts';
import type { Mistake } from '../mistakes.ts';
import { schemaMistakes } from '../profile-mistakes.ts';
import { fieldOf, lineOf, readYamlFields } from '../yaml-fields.ts';
import { templateMistakes } from './template-mistakes.ts';

/** A template file that was read: the template, or what is wrong with it as `file:line: field: what`, one a line. */
export interface ParsedTemplate {
  /** The name it claims, even when the rest of it is wrong; the file's name where it claims none. */
  readonly name: string;
  readonly template: RunTemplate | null;
  readonly problem: string | null;
}

/** More mistakes than these in one file are of one cause; the rest are counted. */
const mistakesTold = 8;

const ofTemplate = { schema: runTemplateSchema, kind: 'a template' } as const;

/** Reads a template from YAML text. `file` is how the file is named in messages. */
export function parseTemplate(text: string, file: string): ParsedTemplate {
  const read = readYamlFields(text, ofTemplate.kind);
  if ('what' in read) return unreadTemplate(file, read.what, read.line);
  const { root, lines, data } = read;
  const name = claimedName(data) ?? nameOfFile(file);
  const checked = runTemplateSchema.safeParse(data);
  const found = checked.success
    ? templateMistakes(checked.data)
    : schemaMistakes(checked.error, data, ofTemplate);
  if (checked.success && found.length === 0) return { name, template: checked.data, problem: null };
  const told = found
    .map((mistake) => ({ line: lineOf(root, mistake, lines), words: wordsOf(mistake) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, words }) => `${file}:${line}: ${words}`);
  return { name, template: null, problem: firstOf(told, file) };
}

/** A file of which nothing can be said but why. */
export const unreadTemplate = (file: string, what: string, line = 1): ParsedTemplate => ({
  name: nameOfFile(file),
  template: null,
  problem: `${file}:${line}: ${what}`,
});

const wordsOf = (mistake: Mistake): string => `${fieldOf(mistake) || 'template'}: ${mistake.what}`;

const firstOf = (told: readonly string[], file: string): string =>
  told.length > mistakesTold
    ? [...told.slice(0, mistakesTold), `${file}: and ${told.length - mistakesTold} more`].join('\n')
    : told.join('\n');

const nameOfFile = (file: string): string => basename(file).replace(/\.ya?ml$/, '');

function claimedName(data: unknown): string | null {
  const name = typeof data === 'object' && data !== null && 'name' in data ? data.name : null;
  return typeof name === 'string' && name !== '' ? name.slice(0, 60) : null;
}
