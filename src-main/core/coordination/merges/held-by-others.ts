import type { Party } from '@contract/ids.ts';
import type { Merge } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { HeldPaths } from '../../model/held-paths.ts';
import { isBelow } from '../../model/tree.ts';

/** Of what is in the way, what a reason names. */
const named = 5;

/** Whose locks a merge may pass: those of whoever's work it is, and of all below, whose work came by way of it. */
const isOwn = (crew: Crew, merge: Merge, holder: Party): boolean =>
  merge.of !== null &&
  (holder === merge.of || (holder !== 'person' && isBelow(crew.ledger.view, holder, merge.of)));

/** Why a merge that would make `commit` of `onto` has to wait: it changes files that others have locked. Null: it changes none. */
export const heldByOthers = async (
  crew: Crew,
  merge: Merge,
  { onto, commit }: { readonly onto: string; readonly commit: string },
): Promise<Result<string | null>> => {
  const held = new HeldPaths(crew.ledger.view.locks);
  if (held.isEmpty) return ok(null);
  const changed = await crew.ports.branches.diffFiles(onto, commit);
  if (!changed.ok) return changed;
  const paths = changed.value.flatMap(({ path, oldPath }) => (oldPath === null ? [path] : [path, oldPath]));
  const found = paths.flatMap((path) =>
    held
      .of(path, merge.of ?? 'person')
      .filter(({ holder }) => !isOwn(crew, merge, holder))
      .map(({ holder }) => `${path} (${holder})`),
  );
  if (found.length === 0) return ok(null);
  const rest = found.length - named;
  return ok(
    `it changes what others have locked: ${found.slice(0, named).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
  );
};
