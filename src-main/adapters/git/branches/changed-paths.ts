import { ok, type Result } from '@contract/result.ts';
import { type Ground, noCommit } from './ground.ts';

/** A commit of the history that is not common to all branches. */
interface Change {
  readonly parents: readonly string[];
  readonly touched: ReadonlyMap<string, 'A' | 'D' | 'M'>;
}

/** What a branch has changed, commit by commit: a superset of how it differs in the end. */
export interface ChangedPaths {
  readonly tip: string;
  readonly commits: ReadonlySet<string>;
  readonly history: ReadonlyMap<string, Change>;
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** What lies below all of them; none: they have nothing in common, and all of each counts. */
export const commonBase = async ({ git }: Ground, commits: readonly string[]): Promise<Result<string[]>> => {
  const found = await git(['merge-base', '--octopus', ...commits], { accept: [0, 1, 128] });
  if (!found.ok) return found;
  return found.value.code === 128 ? noCommit(commits.join(' or ')) : ok(lines(found.value.stdout));
};

const isHash = (record: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(record);

/** `diff-tree --stdin -z --name-status` prints a hash, then a status and a path for each file. */
export const parseTouched = (output: string): Map<string, Map<string, 'A' | 'D' | 'M'>> => {
  const touched = new Map<string, Map<string, 'A' | 'D' | 'M'>>();
  const records = output.split('\0');
  let files = new Map<string, 'A' | 'D' | 'M'>();
  for (let at = 0; at < records.length; ) {
    const record = records[at] ?? '';
    // With `-z` a hash ends in a line feed or a NUL, by version.
    if (isHash(record.trim())) {
      files = touched.get(record.trim()) ?? new Map();
      touched.set(record.trim(), files);
      at += 1;
    } else if (record === '') at += 1;
    else {
      // Of a merge there is one letter for each parent.
      const status = record.includes('A') ? 'A' : record.includes('D') ? 'D' : 'M';
      files.set(records[at + 1] ?? '', status);
      at += 2;
    }
  }
  return touched;
};

const historyOf = async (
  { git }: Ground,
  commits: readonly string[],
  bases: readonly string[],
): Promise<Result<Map<string, Change>>> => {
  const args = ['rev-list', '--parents', '--stdin'];
  const listed = await git(args, { input: [...commits, ...bases.map((base) => `^${base}`), ''].join('\n') });
  if (!listed.ok) return listed;
  const parents = new Map(
    lines(listed.value.stdout).map((line) => {
      const [hash = '', ...rest] = line.split(' ');
      return [hash, rest];
    }),
  );
  const diffed = await git(
    ['diff-tree', '--stdin', '-r', '-z', '-c', '--root', '--no-renames', '--name-status'],
    {
      input: [...parents.keys(), ''].join('\n'),
    },
  );
  if (!diffed.ok) return diffed;
  const touched = parseTouched(diffed.value.stdout);
  return ok(
    new Map(
      [...parents].map(([hash, above]) => [
        hash,
        { parents: above, touched: touched.get(hash) ?? new Map() },
      ]),
    ),
  );
};

const reach = (tip: string, history: ReadonlyMap<string, Change>): Set<string> => {
  const seen = new Set<string>();
  const open = [tip];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    const change = history.get(commit);
    if (change === undefined || seen.has(commit)) continue;
    seen.add(commit);
    open.push(...change.parents);
  }
  return seen;
};

/** What each of some commits has changed since all of them were one. Three processes for any number of them. */
export const changedPaths = async (
  ground: Ground,
  commits: readonly string[],
): Promise<Result<Map<string, ChangedPaths>>> => {
  if (commits.length < 2) return ok(new Map());
  const bases = await commonBase(ground, commits);
  if (!bases.ok) return bases;
  const history = await historyOf(ground, commits, bases.value);
  if (!history.ok) return history;
  return ok(
    new Map(commits.map((tip) => [tip, { tip, commits: reach(tip, history.value), history: history.value }])),
  );
};

/** Paths touched in commits that the other does not have. */
const ownPaths = (of: ChangedPaths, other: ChangedPaths): Map<string, 'A' | 'D' | 'M'> => {
  const own = new Map<string, 'A' | 'D' | 'M'>();
  for (const commit of of.commits) {
    if (other.commits.has(commit)) continue;
    for (const [path, status] of of.history.get(commit)?.touched ?? [])
      own.set(path, own.get(path) === 'D' ? 'D' : status);
  }
  return own;
};

const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_part, at, parts) => parts.slice(0, at + 1).join('/'));

/** Files that went from a folder: it may have been renamed, and what the other puts there goes along. */
const meetsMovedFolder = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean => {
  const left = new Set([...one].flatMap(([path, status]) => (status === 'D' ? foldersOf(path) : [])));
  return (
    left.size > 0 &&
    [...other].some(([path, status]) => status !== 'D' && foldersOf(path).some((folder) => left.has(folder)))
  );
};

const meets = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  [...other.keys()].some((path) => one.has(path) || foldersOf(path).some((folder) => one.has(folder)));

/** Whether two branches touch a common path, one a file where the other has a folder, or a folder that one of them moved. */
export const mayConflict = (one: ChangedPaths, other: ChangedPaths): boolean => {
  const mine = ownPaths(one, other);
  const others = ownPaths(other, one);
  return (
    meets(mine, others) ||
    meets(others, mine) ||
    meetsMovedFolder(mine, others) ||
    meetsMovedFolder(others, mine)
  );
};
