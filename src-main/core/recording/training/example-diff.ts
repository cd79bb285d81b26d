import type { BranchReads } from '../../ports/branch-reads.ts';
import type { RunFacts } from '../analysis/run-facts.ts';
import type { Conversations } from './gather-conversations.ts';
import type { Worked } from './make-example.ts';

/** Of all commits of one task, in UTF-16 units: an example that is longer fits no model's context. */
const mostDiff = 400_000;

/** Commits that a task names as its own, those that Tutti made for it, and what its assignee committed meanwhile. */
const commitsOf = (
  { task, attempt, life }: Worked,
  facts: RunFacts,
  conversations: Conversations,
): string[] => {
  const until = attempt.ended?.at ?? facts.until;
  const seen = (conversations.commits.get(life.id) ?? [])
    .filter(({ at }) => at >= attempt.assigned.at && at <= until)
    .map(({ hash }) => hash);
  const named = [...(task.result?.commits ?? []), ...task.commits];
  // One that is named by its first digits may be one that was seen.
  const others = named.filter((name) => !seen.some((hash) => hash.startsWith(name)));
  return [...new Set([...seen, ...others])];
};

/** What a task has changed, commit by commit. A commit that is gone is left out, and the diff said to be cut. */
export const diffOf = async (
  branches: Pick<BranchReads, 'commitOf' | 'patch'>,
  worked: Worked,
  facts: RunFacts,
  conversations: Conversations,
): Promise<{ readonly diff: string | null; readonly cut: boolean }> => {
  const parts: string[] = [];
  let left = mostDiff;
  let cut = false;
  for (const name of commitsOf(worked, facts, conversations)) {
    const to = await branches.commitOf(name);
    if (!to.ok || to.value === null) {
      cut = true;
      continue;
    }
    const parent = await branches.commitOf(`${to.value}^`);
    const from = parent.ok ? parent.value : null;
    const patch = await branches.patch({ from, to: to.value, paths: [], limit: left });
    if (!patch.ok || patch.value.cut) cut = true;
    if (!patch.ok) continue;
    parts.push(patch.value.text);
    left -= patch.value.text.length;
    if (left <= 0) return { diff: parts.join(''), cut: true };
  }
  return { diff: parts.length === 0 ? null : parts.join(''), cut };
};
