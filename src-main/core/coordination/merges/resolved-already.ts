import type { Merge } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { inScratch } from './in-scratch.ts';
import { commitResolved, resolvedFacts } from './resolve-conflict.ts';
import { isStillWanted } from './still-wanted.ts';

interface Ends {
  /** What is merged, and what it is merged into. */
  readonly tip: string;
  readonly onto: string;
}

/** What a merge is tried with: a resolution of it that has all of its branch, else the branch. */
export const sourceOf = async (crew: Crew, { resolved }: Merge, tip: string): Promise<string> => {
  if (resolved === null || resolved.tip !== tip) return tip;
  const there = await crew.ports.branches.commitOf(resolved.commit);
  return there.ok && there.value !== null ? resolved.commit : tip;
};

/**
 * The commit of a conflict that git remembers how to resolve, as somebody resolved the same one before; null: it does not, or not all
 * of it. Worktree and memory are git's own; a rebase is left to whoever's work it is.
 */
export const byMemory = async (
  crew: Crew,
  merge: Merge,
  { tip, onto }: Ends,
): Promise<Result<string | null>> => {
  if (merge.strategy === 'rebase') return ok(null);
  const made = await inScratch(crew, 'remember', async (scratch) => {
    const open = await scratch.mergeWithMarkers({ into: onto, from: tip });
    if (!open.ok) return open;
    const { files, resolved } = open.value;
    if (files.length > 0 || resolved.length === 0) return ok(null);
    const finished = await commitResolved(crew, merge, scratch);
    if (!finished.ok) return finished;
    return ok(finished.value.kind === 'merged' ? { commit: finished.value.commit, files: resolved } : null);
  });
  if (!made.ok) return made;
  if (made.value === null) return ok(null);
  const { commit, files } = made.value;
  const reason = `resolved as git remembered: ${files.slice(0, 5).join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''}`;
  const fact = await resolvedFacts(crew, merge, { tip, onto, commit, way: 'memory', files }, reason);
  if (!fact.ok) return fact;
  if (!isStillWanted(crew, merge)) return ok(null);
  crew.ledger.append([fact.value]);
  return ok(commit);
};
