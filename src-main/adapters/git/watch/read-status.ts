import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { SeenFile } from '../../../core/ports/worktree-watch.ts';
import type { Git } from '../run-git.ts';

/** A file of a worktree that differs from its commit. `print` changes whenever it is written. */
export interface DirtyFile extends SeenFile {
  readonly print: string;
}

export interface WorktreeStatus {
  readonly tip: string;
  readonly branch: string | null;
  readonly files: ReadonlyMap<string, DirtyFile>;
}

/** No daemon is started for it, and no index written: it must leave no trace that would be seen as a change. */
const args = [
  ...['-c', 'core.fsmonitor=false', 'status', '--porcelain=v2', '-z', '--branch'],
  ...['--untracked-files=all', '--no-renames', '--ignored=no'],
];

/** Fields before the path: of a changed entry (1), an unmerged one (u). */
const fieldsBefore = { '1': 8, u: 10 } as const;

const pathAfter = (entry: string, fields: number): string => {
  let at = 0;
  for (let field = 0; field < fields; field += 1) at = entry.indexOf(' ', at) + 1;
  return entry.slice(at);
};

const kindOf = (xy: string): SeenFile['kind'] | null => {
  const [staged, now] = xy;
  // Added to the index and gone again: as if it had never been.
  if (staged === 'A' && now === 'D') return null;
  if (staged === 'A') return 'created';
  return staged === 'D' || now === 'D' ? 'deleted' : 'changed';
};

/** A nested repository is told as a folder. */
const named = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);

const parseEntry = (entry: string): { path: string; kind: SeenFile['kind'] } | null => {
  if (entry.startsWith('? ')) return { path: named(entry.slice(2)), kind: 'created' };
  const type = entry[0];
  if (type !== '1' && type !== 'u') return null;
  const kind = kindOf(entry.slice(2, 4));
  return kind === null ? null : { path: pathAfter(entry, fieldsBefore[type]), kind };
};

const seen = (folder: string, path: string, kind: SeenFile['kind'], now: number): DirtyFile => {
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (stat === undefined) return { path, kind: 'deleted', at: now, print: 'deleted' };
  return {
    path,
    kind,
    at: Math.round(stat.mtimeMs),
    print: `${kind} ${stat.mtimeMs} ${stat.size} ${stat.ino}`,
  };
};

/** Where a worktree stands and what differs in it. A file can be removed while this looks: it is a deleted one then. */
export const readStatus = async (git: Git, folder: string, now: number): Promise<Result<WorktreeStatus>> => {
  const status = await git(args);
  if (!status.ok) return status;
  let tip = '';
  let branch: string | null = null;
  const files = new Map<string, DirtyFile>();
  for (const entry of status.value.stdout.split('\0')) {
    if (entry.startsWith('# branch.oid ')) tip = entry.slice('# branch.oid '.length);
    else if (entry.startsWith('# branch.head ')) branch = entry.slice('# branch.head '.length);
    else {
      const parsed = parseEntry(entry);
      // Of a file both untracked and deleted from the index there are two entries: it is changed.
      if (parsed === null) continue;
      const kind = files.has(parsed.path) ? 'changed' : parsed.kind;
      files.set(parsed.path, seen(folder, parsed.path, kind, now));
    }
  }
  return ok({ tip, branch: branch === '(detached)' ? null : branch, files });
};
