import { basename } from 'node:path';
import type { ProfileMistake } from '@contract/profile-sources.ts';
import { type Profile, profileSchema } from '@contract/profiles.ts';
import { isMap, isPair, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { type Mistake, schemaMistakes } from './profile-mistakes.ts';
import { ruleMistakes } from './profile-rules.ts';

/** A profile file that was read: its profile, or what is wrong with it as `file:line: field: what`, one a line. */
export interface ParsedProfile {
  /** The name it claims, even when the rest of it is wrong; the file's name where it claims none. */
  readonly name: string;
  readonly profile: Profile | null;
  readonly problem: string | null;
  /** The first field at fault, `accept.pattern` for instance; null for a file that is no YAML. */
  readonly field: string | null;
}

/** More mistakes than these in one file are of one cause; the rest are counted. */
const mistakesTold = 8;

/** Aliases expand to copies: this many are more than any profile has use for, and a bomb needs thousands. */
const maxAliasCount = 20;

/** What a text says, and every mistake in it, in the order of its lines. */
export interface ExaminedProfile {
  /** The name it claims, even when the rest of it is wrong; null where it claims none. */
  readonly name: string | null;
  readonly profile: Profile | null;
  readonly mistakes: readonly ProfileMistake[];
}

/** Reads a profile from YAML text. `file` is how the file is named in messages. */
export function parseProfile(text: string, file: string): ParsedProfile {
  const { name, profile, mistakes } = examineProfile(text);
  const shown = name ?? basename(file).replace(/\.ya?ml$/, '');
  if (profile !== null) return { name: shown, profile, problem: null, field: null };
  const told = mistakes
    .slice(0, mistakesTold)
    .map(({ line, field, what }) => `${file}:${line}: ${field === null ? '' : `${field}: `}${what}`);
  if (mistakes.length > mistakesTold) told.push(`${file}: and ${mistakes.length - mistakesTold} more`);
  const field = mistakes[0]?.field ?? null;
  return { name: shown, profile: null, problem: told.join('\n'), field: field === wholeProfile ? '' : field };
}

/** Reads a profile from YAML text, and finds what is wrong with it. */
export function examineProfile(text: string): ExaminedProfile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const why = broken.code === 'MULTIPLE_DOCS' ? 'it holds more than one document' : broken.message;
    return unread(lines.linePos(broken.pos[0]).line, `is not YAML: ${why}`);
  }
  const root = document.contents;
  if (!isMap(root)) return unread(1, 'is not a profile: it has no fields');
  const data = plainData(() => document.toJS({ maxAliasCount }));
  if (data instanceof Error) return unread(1, `is not a profile: ${data.message}`);

  const claimed = (data as { name?: unknown }).name;
  const name = typeof claimed === 'string' && claimed !== '' ? claimed.slice(0, 80) : null;
  const checked = profileSchema.safeParse(data);
  const found = checked.success ? ruleMistakes(checked.data) : schemaMistakes(checked.error, data);
  if (checked.success && found.length === 0) return { name, profile: checked.data, mistakes: [] };
  const mistakes = found.map((mistake) => ({
    line: lineOf(root, mistake, lines),
    field: fieldOf(mistake) || wholeProfile,
    what: mistake.what,
  }));
  return { name, profile: null, mistakes: mistakes.sort((a, b) => a.line - b.line) };
}

/** What a mistake of no single field is called. */
const wholeProfile = 'profile';

const unread = (line: number, what: string): ExaminedProfile => ({
  name: null,
  profile: null,
  mistakes: [{ line, field: null, what }],
});

/** Too many aliases throw; that is a mistake of the file, not of Tutti. */
function plainData(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const fieldOf = ({ path }: Mistake): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');

/** The line of the mistake's value or key; for a missing one, of the nearest group around it. Counted from 1. */
function lineOf(root: YAMLMap, { path, atKey }: Mistake, lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const within = depth === 1 ? root : root.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    const offset = keyOffset(within, last) ?? null;
    const value = offsetOf(root.getIn(path.slice(0, depth), true));
    const found = atKey && depth === path.length ? offset : (value ?? offset);
    // A group that lacks a field is pointed at by its own key, rather than by its first field.
    const best = depth < path.length ? (offset ?? value) : found;
    if (best !== null) return lines.linePos(best).line;
  }
  return 1;
}

function keyOffset(map: unknown, key: unknown): number | null {
  if (!isMap(map)) return null;
  const pair = map.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
  );
  return pair ? offsetOf(pair.key) : null;
}

const offsetOf = (node: unknown): number | null =>
  (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0] ?? null;
