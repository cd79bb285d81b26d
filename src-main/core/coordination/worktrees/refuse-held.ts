import type { InstanceId } from '@contract/ids.ts';
import type { HeldPath } from '@contract/worktree-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { HeldPaths } from '../../model/held-paths.ts';

/** So many are named to who is refused: enough to see what is meant. */
const namedLimit = 20;

/** What of some paths others hold; that a commit of it was refused is told. */
export const refuseHeld = (
  crew: Crew,
  id: InstanceId,
  paths: readonly string[],
  held: HeldPaths,
): { held: HeldPath[]; count: number } => {
  const all = paths.flatMap((path): HeldPath[] =>
    held.of(path, id).map(({ holder, mode, id: lock }) => ({ path, holder, mode, lock })),
  );
  const named = all.slice(0, namedLimit);
  if (all.length > 0)
    crew.ledger.append([{ kind: 'instance.commitRefused', data: { id, held: named, count: all.length } }]);
  return { held: named, count: all.length };
};
