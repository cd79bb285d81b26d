import { branchText, mergesText, mergeText } from '../branch-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { adds, ends, everyone, leaders, looks, someId } from './words.ts';

const someMerge = 'A merge id such as merge_2; listMerges shows them.';

export const mergingTools: readonly Tool[] = [
  tool({
    name: 'getGitBranch',
    verb: 'branches.get',
    title: 'See a branch',
    roles: everyone,
    annotations: looks,
    description: `Shows the branch of an instance: its worktree, commits and changed files against the branch it goes into.
When: you review somebody's work, or want to know how far your own branch is from its base.
Example: {"id": "spec_1_1_2"}`,
    fields: { id: `${someId} Absent: yourself.`, base: 'Compare with this branch; absent: where it goes.' },
    render: (stand) => [branchText(stand)],
  }),
  tool({
    name: 'mergeBranch',
    verb: 'merges.request',
    title: 'Merge a branch',
    roles: leaders,
    annotations: adds,
    description: `Puts an instance's committed work in the merge queue of its parent's branch. Nobody's checkout is disturbed; the project's check runs first.
When: its work is reviewed and good.
Answers at once; a message tells how it ended. A conflict goes to whoever's work it is.
Example: {"id": "spec_1_1_2"}`,
    fields: {
      id: `Whose work. ${someId}`,
      source: 'A branch instead of an instance.',
      into: 'Absent: the branch of its parent.',
      tip: 'The commit that you looked at: refused when the branch has moved on. Absent: as it stands in its turn.',
      strategy: 'merge, squash or rebase; absent: as the project has it.',
      message: 'Of the commit; absent: one is made from its task.',
    },
    render: (merge) => [mergeText(merge)],
  }),
  tool({
    name: 'integrateWork',
    verb: 'merges.integrate',
    title: 'Merge everything below',
    roles: leaders,
    annotations: adds,
    description: `Puts the work of all below you in the merge queue, bottom up: specialists into their managers, these into you.
When: all of it is reviewed and done.
Example: {}`,
    fields: {
      id: `Only below this one. ${someId} Absent: below you.`,
      finish: 'The person only: into their branch, too.',
      strategy: 'merge, squash or rebase; absent: as the project has it.',
    },
    listName: 'merges',
    render: mergesText,
  }),
  tool({
    name: 'listMerges',
    verb: 'merges.list',
    title: 'See the merge queue',
    roles: everyone,
    annotations: looks,
    description: `Lists merges of this run: queued, waiting and why, conflicted, failed with the check's output, merged.
When: you wait for one, or were told that yours conflicts.
Example: {"open": true}`,
    fields: { open: 'Only those that are not over.' },
    listName: 'merges',
    render: mergesText,
  }),
  tool({
    name: 'retryMerge',
    verb: 'merges.retry',
    title: 'Try a merge again',
    roles: leaders,
    annotations: adds,
    description: `Puts a merge that failed or conflicts back in its queue.
When: what was in its way has been mended.
Example: {"merge": "merge_2"}`,
    fields: { merge: someMerge },
    render: (merge) => [mergeText(merge)],
  }),
  tool({
    name: 'cancelMerge',
    verb: 'merges.cancel',
    title: 'Cancel a merge',
    roles: leaders,
    annotations: ends,
    description: `Takes a merge out of its queue; nothing is lost. One that is merged stays merged.
When: the work is not to be merged after all.
Example: {"merge": "merge_2", "reason": "superseded"}`,
    fields: { merge: someMerge, reason: 'Why; it is kept.' },
    render: (merge) => [mergeText(merge)],
  }),
];
