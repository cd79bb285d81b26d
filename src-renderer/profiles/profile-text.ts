import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { sameData } from './same-data.ts';

export type Path = readonly string[];
export type Row = { readonly name: string; readonly value: string };
/** What a field of the form can hold; undefined takes it out of the text, so that its default holds. */
export type FieldValue = string | number | boolean | readonly string[] | undefined;

/** As many as a host takes: what expands to more is a trap, not a profile. */
const maxAliasCount = 20;

type Data = Readonly<Record<string, unknown>>;

/** What the text says; null where it is no YAML, or no group of fields. */
export const readText = (text: string): Data | null => {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  if (document.contents === null) return {};
  if (!isMap(document.contents)) return null;
  try {
    return document.toJS({ maxAliasCount }) as Data;
  } catch {
    return null; // Too many aliases: its mistakes say so.
  }
};

export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    data,
  );

/**
 * The text with one field changed and all else meaning what it meant, comments and order kept. Null where that can't be: a
 * text stands where a group would have to be, say.
 */
export const withField = (text: string, path: Path, value: FieldValue): string | null => {
  const data = readText(text);
  if (data === null) return null;
  if (sameData(valueAt(data, path), value)) return text;
  const wanted = changed(data, path, value);
  if (wanted === null) return null;
  const change = (document: Document): void => put(document, path, value);
  return firstThatSays(wanted, [
    () => inPlace(text, path, value),
    () => throughDocument(text, change),
    () => throughDocument(text, change, withoutAliases),
  ]);
};

/** The same for a group of names and texts, in the order of their rows. A value that is no text stays as it is. */
export const withRows = (text: string, path: Path, rows: readonly Row[]): string | null => {
  const data = readText(text);
  if (data === null) return null;
  const before = valueAt(data, path);
  const old = isGroup(before) ? before : {};
  const next = Object.fromEntries(
    rows.map(({ name, value }) => [
      name,
      Object.hasOwn(old, name) && wordsOf(old[name]) === value ? old[name] : value,
    ]),
  );
  const value = rows.length === 0 ? undefined : next;
  if (sameData(before, value)) return text;
  const wanted = changed(data, path, value);
  if (wanted === null) return null;
  const change = (document: Document): void => putRows(document, path, rows, next);
  return firstThatSays(wanted, [
    () => throughDocument(text, change),
    () => throughDocument(text, change, withoutAliases),
  ]);
};

/** A plain value as it stands in a field. */
export const wordsOf = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The data as it shall be; null where something that is no group stands in the way. */
const changed = (data: Data, [key = '', ...rest]: Path, value: unknown): Data | null => {
  const { [key]: old, ...others } = data;
  if (rest.length === 0) return value === undefined ? others : { ...data, [key]: value };
  if (old !== undefined && old !== null && !isGroup(old)) return null;
  const inner = changed(old ?? {}, rest, value);
  if (inner === null) return null;
  // A group that was emptied goes as well; one that was not there is not made for nothing.
  return value === undefined && Object.keys(inner).length === 0 ? others : { ...data, [key]: inner };
};

/** The first of these texts that says just what is wanted. A way that can't go on with this text says nothing. */
const firstThatSays = (wanted: Data, ways: readonly (() => string | null)[]): string | null => {
  for (const way of ways) {
    const text = way();
    const data = text === null ? null : readText(text);
    if (data !== null && sameData(data, wanted)) return text;
  }
  return null;
};

/** Writes one plain value over another, and touches no other byte. */
const inPlace = (text: string, path: Path, value: FieldValue): string | null => {
  if (value === undefined || typeof value === 'object') return null;
  const node = parseDocument(text).getIn(path, true);
  if (!isScalar(node) || !node.range || node.source === '' || node.anchor !== undefined) return null;
  const blocks: readonly unknown[] = [Scalar.BLOCK_FOLDED, Scalar.BLOCK_LITERAL];
  if (blocks.includes(node.type)) return null;
  return text.slice(0, node.range[0]) + asWritten(value, node.type) + text.slice(node.range[1]);
};

/** In the quotes that were there, else plain where that says the same. */
const asWritten = (value: string | number | boolean, type: Scalar.Type | undefined | null): string => {
  if (typeof value !== 'string') return String(value);
  if (type === Scalar.QUOTE_SINGLE && !/[\n\r]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const plain = type === Scalar.PLAIN && /^[A-Za-z/.$][\w./+@%=${}-]*( [\w./+@%=${}-]+)*$/.test(value);
  const means = plain ? parseDocument(value).toJS() : null;
  return means === value ? value : JSON.stringify(value);
};

const throughDocument = (
  text: string,
  change: (document: Document) => void,
  first: (document: Document) => void = () => {},
): string | null => {
  const document = parseDocument(text);
  try {
    first(document);
    change(document);
    // Long lines stay as long as they were written.
    return document.toString({ lineWidth: 0 });
  } catch {
    return null; // An alias or a value without fields stands where a group would have to be.
  }
};

/** Writes out what aliases stand for: what is shared then can be changed in one place alone. */
const withoutAliases = (document: Document): void => {
  visit(document, {
    Alias: (_key, alias) => {
      const copy = alias.resolve(document)?.clone();
      if (!isNode(copy)) return undefined;
      delete copy.anchor;
      return Object.assign(copy, { comment: alias.comment, commentBefore: alias.commentBefore });
    },
  });
};

const groupAt = (document: Document, path: Path): YAMLMap => {
  if (!isMap(document.contents)) document.contents = document.createNode({});
  let map = document.contents as YAMLMap;
  for (const key of path) {
    const inner = map.get(key, true);
    if (isMap(inner)) map = inner;
    else {
      const made = document.createNode({});
      map.set(key, made);
      map = made;
    }
  }
  return map;
};

const put = (document: Document, path: Path, value: FieldValue): void => {
  const key = path.at(-1) ?? '';
  if (value === undefined) {
    takeOut(document, path);
    return;
  }
  const group = groupAt(document, path.slice(0, -1));
  const old = group.get(key, true);
  if (Array.isArray(value) && isSeq(old)) putList(document, old, value as readonly string[]);
  else group.set(key, isScalar(old) || typeof value !== 'object' ? value : document.createNode(value));
};

const takeOut = (document: Document, path: Path): void => {
  document.deleteIn(path);
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const group = document.getIn(path.slice(0, depth), true);
    if (!isMap(group) || group.items.length > 0) return;
    document.deleteIn(path.slice(0, depth));
  }
};

/** Only the items that differ are written anew: the others keep their quotes and comments. */
const putList = (document: Document, list: YAMLSeq, next: readonly string[]): void => {
  const old: unknown[] = list.items.map((item) => (isScalar(item) ? item.value : item));
  const least = Math.min(old.length, next.length);
  let head = 0;
  while (head < least && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < least - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1;
  const fresh = next.slice(head, next.length - tail).map((value, at) => {
    const there = list.items[head + at];
    if (head + at >= old.length - tail || !isScalar(there) || there.anchor !== undefined)
      return document.createNode(value);
    there.value = value;
    return there;
  });
  list.items.splice(head, old.length - tail - head, ...fresh);
};

const putRows = (document: Document, path: Path, rows: readonly Row[], next: Data): void => {
  if (rows.length === 0) {
    takeOut(document, path);
    return;
  }
  const map = groupAt(document, path);
  const keys = map.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  // One name changed in its row: it stays where it is.
  const renamed = rows.findIndex(({ name }, at) => keys[at] !== name);
  const old = map.items[renamed]?.key;
  const isFree = !keys.includes(rows[renamed]?.name ?? '');
  if (
    keys.length === rows.length &&
    renamed >= 0 &&
    isFree &&
    isScalar(old) &&
    !rows.some(({ name }) => name === keys[renamed])
  )
    old.value = rows[renamed]?.name;
  for (const key of keys) if (!Object.hasOwn(next, key)) map.delete(key);
  for (const [name, value] of Object.entries(next)) {
    const there = map.get(name, true);
    if (!isScalar(there) || there.value !== value) map.set(name, value);
  }
};
