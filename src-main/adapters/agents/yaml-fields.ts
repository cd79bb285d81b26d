import { isMap, isPair, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { Mistake } from './mistakes.ts';

/** Aliases expand to copies: this many are more than any file of ours has use for, and a bomb needs thousands. */
const maxAliasCount = 20;

/** A YAML text with fields, and where each of them stands. */
export interface YamlFields {
  readonly root: YAMLMap;
  readonly lines: LineCounter;
  readonly data: unknown;
}

/** Reads a text that is one group of fields, or tells why it is none. `kind`: what it should be, "a profile". */
export function readYamlFields(
  text: string,
  kind: string,
): YamlFields | { readonly what: string; readonly line: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const why = broken.code === 'MULTIPLE_DOCS' ? 'it holds more than one document' : broken.message;
    return { what: `is not YAML: ${why}`, line: lines.linePos(broken.pos[0]).line };
  }
  const root = document.contents;
  if (!isMap(root)) return { what: `is not ${kind}: it has no fields`, line: 1 };
  const data = plainData(() => document.toJS({ maxAliasCount }));
  if (data instanceof Error) return { what: `is not ${kind}: ${data.message}`, line: 1 };
  return { root, lines, data };
}

/** Too many aliases throw; that is a mistake of the file, not of Tutti. */
function plainData(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** As it is written in prose: `parts[0].name`. */
export const fieldOf = ({ path }: Pick<Mistake, 'path'>): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');

/**
 * The line of the mistake's value or key; for a missing one, of the nearest group around it, and for one that only comes of what
 * is extended, of `extends`. Counted from 1.
 */
export function lineOf(root: YAMLMap, { path, atKey }: Mistake, lines: LineCounter): number {
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
  const parent = keyOffset(root, 'extends');
  return parent === null ? 1 : lines.linePos(parent).line;
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
