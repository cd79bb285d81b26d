import { lockedText, locksText, unlockedText } from '../lock-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { everyone, looks, repeats } from './words.ts';

export const lockingTools: readonly Tool[] = [
  tool({
    name: 'lockFiles',
    verb: 'locks.acquire',
    title: 'Lock files',
    roles: everyone,
    annotations: repeats,
    description: `Claims files, folders or globs, so that nobody else changes them: all of them, or none.
When: before you change files that others may change too. Ask in one call for all that you need; unlock when you are through. What you lock is yours until then, also over a restart of yours; it ends when you report that you are done.
Answers with a token, or with your place in the queue and who is before you: then call it again with the same paths to go on waiting, or end your turn: a message comes when it is yours. A deadlock is refused.
Example: {"paths": ["src/parse.ts", "tests/parse/**"], "wait": 45, "reason": "new parser"}`,
    fields: {
      paths: 'Relative to the project, or whole paths in your worktree. A folder covers all below it.',
      mode: 'exclusive (the usual): nobody else has a lock there. shared: others may have shared locks too, and nobody changes anything.',
      wait: 'Seconds, at most 50, that this call stays open until the lock is yours.',
      reason: 'What for, in a few words: who waits reads it.',
      leaseSeconds:
        'It ends after so long unless you call again with the same paths; absent: it stays while you live.',
    },
    render: lockedText,
  }),
  tool({
    name: 'unlockFiles',
    verb: 'locks.release',
    title: 'Unlock files',
    roles: everyone,
    annotations: repeats,
    description: `Gives back a lock of yours, or takes back a request that waits. Who waits for it has it at once.
When: your changes there are committed, or you won't make them. An old token is refused, with the newer one.
Example: {"token": 412} or, with all of its paths, {"paths": ["src/parse.ts", "tests/parse/**"]}`,
    fields: {
      token: 'The token that lockFiles answered with.',
      paths: 'All paths of the lock, instead of its token.',
      lock: 'Its id such as lock_12, instead of both: for a request that waits.',
    },
    listName: 'locks',
    render: unlockedText,
  }),
  tool({
    name: 'listLocks',
    verb: 'locks.list',
    title: 'List locks',
    roles: everyone,
    annotations: looks,
    description: `Shows who has locked what, and who waits for whom.
When: to see whether files are free, or whom to ask.
Example: {"path": "src/parse.ts"}`,
    fields: { path: 'Only those that cover it or a part of it; absent: all.' },
    listName: 'locks',
    render: locksText,
  }),
];
