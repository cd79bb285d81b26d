import { type Tool, tool } from '../tool.ts';
import { everyone, looks, someId } from './words.ts';

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

export const changingTools: readonly Tool[] = [
  tool({
    name: 'listChanges',
    verb: 'instances.changes',
    title: 'List changes',
    roles: everyone,
    annotations: looks,
    description: `Shows what the instances of the run have changed in their worktrees: files that are not committed, and commits. It is seen, not reported, so it is complete.
When: before you change files that others may be at work on, or to see what was done.
Example: {"path": "src/parser", "limit": 20}`,
    fields: {
      id: someId,
      path: 'Only what this file, folder or glob covers, relative to the project.',
      since: 'Only since then, in milliseconds since 1970.',
      limit: 'At most so many of each, 200 if left out.',
    },
    render: ({ files, commits, more }) => [
      ...files.map(({ id, path, kind }) => `${id} ${kind} ${plain(path)}`),
      ...commits.map(
        ({ id, hash, subject, count }) =>
          `${id} committed ${hash.slice(0, 9)} ${plain(subject)} (${count} files)`,
      ),
      ...(files.length + commits.length === 0 ? ['Nothing was changed.'] : []),
      ...(more ? ['There is more: narrow it by id, path or since, or raise limit.'] : []),
    ],
  }),
];
