import { mergeText } from '../branch-texts.ts';
import { briefConflict, conflictText } from '../conflict-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { adds, everyone, leaders, looks } from './words.ts';

const someMerge = 'A merge id such as merge_2; listMerges shows them.';

export const resolvingTools: readonly Tool[] = [
  tool({
    name: 'getConflict',
    verb: 'merges.conflict',
    title: 'See a conflict',
    roles: everyone,
    annotations: looks,
    description: `Shows a merge that conflicts: each place with both sides and what was before, and what both sides were to do.
When: you are to resolve it. With "path" one file comes whole, with its markers.
Example: {"merge": "merge_2", "path": "src/a.ts"}`,
    fields: { merge: someMerge, path: 'Only this file.' },
    brief: briefConflict,
    render: conflictText,
  }),
  tool({
    name: 'resolveConflict',
    verb: 'merges.resolve',
    title: 'Resolve a conflict',
    roles: everyone,
    annotations: adds,
    description: `Says how files of a conflict are: the whole text without markers, "ours" (the target's), "theirs" (the branch's), or "delete". Saved file by file; with "finish" the merge goes on in its queue.
When: it is your work that conflicts, or you were given it to resolve. The target's side is somebody's work, too: keep what both were to do.
Example: {"merge": "merge_2", "files": [{"path": "src/a.ts", "how": "text", "text": "…"}, {"path": "b.ts", "how": "theirs"}], "finish": true}`,
    fields: {
      merge: someMerge,
      files: 'How each file is; one that was said before need not be said again.',
      finish: 'Nothing is left: go on. Refused, with the file and line, while a marker is left.',
    },
    render: ({ merge, left }) => [
      mergeText(merge),
      ...left.map(({ path, line }) =>
        line === null ? `${path} is not resolved` : `${path}:${line} has a marker`,
      ),
    ],
  }),
  tool({
    name: 'handConflict',
    verb: 'merges.handBack',
    title: 'Have a conflict resolved',
    roles: leaders,
    annotations: adds,
    description: `Gives a conflict as a task, with its places and what both sides were to do.
When: you don't resolve it yourself.
Example: {"merge": "merge_2", "to": "owner", "note": "keep the new name"}`,
    fields: {
      merge: someMerge,
      to: 'owner: whose work it is. resolver: a new specialist of the resolver profile in the settings.',
      note: 'Comes first in the task.',
    },
    render: ({ merge, to, task }) => [`${to} is to resolve it (${task}).`, mergeText(merge)],
  }),
  tool({
    name: 'declineConflict',
    verb: 'merges.decline',
    title: 'Give a conflict back',
    roles: everyone,
    annotations: adds,
    description: `Gives a conflict back to whoever gave it to you; its task is cancelled. A leader takes it back so from whoever has it.
When: you can't tell how it is to be, or lack what you need. What you saved stays.
Example: {"merge": "merge_2", "reason": "both sides rename it; which name is wanted?"}`,
    fields: { merge: someMerge, reason: 'What is in the way; whoever gave it to you reads it.' },
    render: (merge) => [mergeText(merge)],
  }),
];
