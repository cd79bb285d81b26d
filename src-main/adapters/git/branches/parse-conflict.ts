import type {
  Conflict,
  ConflictedFile,
  ConflictKind,
  FileVersion,
} from '../../../core/ports/branch-merges.ts';

/** One `<mode> <object> <stage>\t<path>`. */
interface Stage extends FileVersion {
  readonly stage: 1 | 2 | 3;
}

export const stageOf = (record: string): Stage | null => {
  const [, mode, id, stage, path] = /^(\d{6}) ([0-9a-f]+) ([123])\t(.*)$/s.exec(record) ?? [];
  if (mode === undefined || id === undefined || path === undefined) return null;
  return { mode, id, path, stage: Number(stage) as 1 | 2 | 3 };
};

/** One `<number of paths>`, that many paths, a type that does not change between versions of git, a sentence. */
interface Message {
  readonly paths: readonly string[];
  readonly type: string;
  readonly text: string;
}

const messagesOf = (records: readonly string[]): Message[] => {
  const messages: Message[] = [];
  for (let at = 0; at < records.length; ) {
    const count = Number(records[at]);
    // The end: what is left is empty.
    if (records[at] === '' || !Number.isInteger(count)) break;
    const paths = records.slice(at + 1, at + 1 + count);
    messages.push({
      paths,
      type: records[at + count + 1] ?? '',
      text: (records[at + count + 2] ?? '').trim(),
    });
    at += count + 3;
  }
  return messages;
};

/** The first that fits counts: a binary file has a conflict of contents, too. */
const kinds: readonly (readonly [RegExp, ConflictKind])[] = [
  [/submodule/, 'submodule'],
  [/binary/, 'binary'],
  [/rename\/rename/, 'rename/rename'],
  [/rename\/delete/, 'rename/delete'],
  [/rename (involved|collides)|rename\/add/, 'rename/add'],
  [/modify\/delete/, 'modify/delete'],
  [/file\/directory/, 'file/directory'],
  [/(directory|dir) rename|file location/, 'directory rename'],
  [/mode/, 'modes'],
  [/content/, 'content'],
];

const kindOf = (messages: readonly Message[], stages: readonly Stage[]): ConflictKind => {
  const types = messages.map(({ type }) => type).join('\n');
  const kind = kinds.find(([pattern]) => pattern.test(types))?.[1] ?? 'other';
  if (stages.some(({ mode }) => mode === '160000')) return 'submodule';
  const added = !stages.some(({ stage }) => stage === 1) && stages.length === 2;
  return kind === 'content' && added ? 'add/add' : kind;
};

/** What goes by several names in one conflict: the old name, and what each side calls it now. */
const groupsOf = (stages: readonly Stage[], messages: readonly Message[]): string[][] => {
  const groups = [...new Set(stages.map(({ path }) => path))].map((path) => [path]);
  for (const { type, paths } of messages) {
    if (!/rename/.test(type)) continue;
    const joined = groups.filter((group) => group.some((path) => paths.includes(path)));
    const all = joined.flat();
    const versions = stages.filter(({ path }) => all.includes(path)).map(({ stage }) => stage);
    // Two files that met under one name stay two: each version is there once only.
    if (joined.length < 2 || new Set(versions).size < versions.length) continue;
    groups.splice(0, groups.length, ...groups.filter((group) => !joined.includes(group)), all);
  }
  // A conflict of folders alone has no versions of a file.
  const seen = new Set(groups.flat());
  const without = messages.flatMap(({ paths }) => paths.slice(0, 1)).filter((path) => !seen.has(path));
  return [...groups, ...[...new Set(without)].map((path) => [path])];
};

const fileOf = (
  group: readonly string[],
  stages: readonly Stage[],
  messages: readonly Message[],
): ConflictedFile => {
  const mine = stages.filter(({ path }) => group.includes(path));
  const version = (wanted: 1 | 2 | 3): FileVersion | null => {
    const found = mine.find(({ stage }) => stage === wanted);
    return found === undefined ? null : { id: found.id, mode: found.mode, path: found.path };
  };
  const about = messages.filter(({ paths }) => paths.some((path) => group.includes(path)));
  return {
    // Of a renamed file what it was called.
    path: version(1)?.path ?? group[0] ?? '',
    kind: kindOf(about, mine),
    base: version(1),
    ours: version(2),
    theirs: version(3),
  };
};

/** What `merge-tree -z` prints behind the tree: the versions of conflicted files, an empty record, messages. */
export const conflictFrom = (records: readonly string[]): Conflict => {
  const end = records.indexOf('');
  const stages = records.slice(0, end).flatMap((record) => stageOf(record) ?? []);
  const messages = messagesOf(records.slice(end + 1)).filter(({ type }) => type.startsWith('CONFLICT'));
  const files = groupsOf(stages, messages).map((group) => fileOf(group, stages, messages));
  return {
    files: files.sort((one, other) => (one.path < other.path ? -1 : 1)),
    messages: messages.map(({ text }) => text),
  };
};

/** The same of an index: `ls-files --unmerged -z`. Without git's words the kind is told by the versions that are there. */
export const conflictFromIndex = (output: string): ConflictedFile[] => {
  const stages = output.split('\0').flatMap((record) => stageOf(record) ?? []);
  return groupsOf(stages, []).map((group) => {
    const file = fileOf(group, stages, []);
    const { base, ours, theirs } = file;
    if (file.kind === 'submodule') return file;
    if (base !== null && (ours === null) !== (theirs === null)) return { ...file, kind: 'modify/delete' };
    if (ours !== null && theirs !== null) return { ...file, kind: base === null ? 'add/add' : 'content' };
    return file;
  });
};
