import { ok, type Result } from '@contract/result.ts';
import type { Conflict } from '../../../core/ports/branch-merges.ts';
import type { Ground } from './ground.ts';
import { ignoresCase } from './merge-settings.ts';

const listed = (output: string): string[] => output.split('\0').filter((path) => path !== '');

/** As a file system that ignores case (and how an accent is written) sees it. */
const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/** Names that came with a merge and differ from others only in case, where the file system has room for one of them; mostly null. */
export const clashingNames = async (
  ground: Ground,
  before: string,
  tree: string,
): Promise<Result<Conflict | null>> => {
  if (!(await ignoresCase(ground))) return ok(null);
  const added = await ground.git([
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    '--diff-filter=A',
    before,
    tree,
  ]);
  if (!added.ok) return added;
  const all = await ground.git(['ls-tree', '-r', '-z', '--name-only', '--full-tree', tree]);
  if (!all.ok) return all;
  const owners = new Map<string, string[]>();
  for (const path of listed(all.value.stdout))
    owners.set(folded(path), [...(owners.get(folded(path)) ?? []), path]);
  const clashes = listed(added.value.stdout)
    .map((path) => owners.get(folded(path)) ?? [])
    .filter((names) => names.length > 1);
  if (clashes.length === 0) return ok(null);
  return ok({
    files: [...new Set(clashes.flat())].map((path) => ({
      ...{ path, kind: 'names' as const },
      ...{ base: null, ours: null, theirs: null },
    })),
    messages: clashes.map(
      (names) => `CONFLICT (names): ${names.join(' and ')} are one file on this machine.`,
    ),
  });
};
