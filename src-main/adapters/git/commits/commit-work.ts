import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { CommitOutcome, WorkToCommit } from '../../../core/ports/work-commits.ts';
import { commitTree, noIdentity, withTrailers } from '../branches/commit-tree.ts';
import { type Ground, quiet } from '../branches/ground.ts';
import { fillIndex, freshIndex, headOf, indexFileOf, onIndex } from '../branches/save-work.ts';
import type { Checkout } from '../branches/worktree-heads.ts';
import { findCheckout, go, type Step, stop } from './find-checkout.ts';
import { HookRunner } from './run-hooks.ts';
import { takeCommit } from './take-commit.ts';

/** What is committed, while it is made ready in an index of its own. */
interface Draft {
  readonly checkout: Checkout;
  readonly index: string;
  readonly from: string;
  readonly tree: string;
}

/** Whose commits these are must be known before anything is run for them. */
const hasIdentity = async (ground: Ground): Promise<Result<void>> => {
  const asked = await ground.git(['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT'], {
    accept: [0, 128],
  });
  if (!asked.ok) return asked;
  return asked.value.code === 0 ? ok(undefined) : noIdentity();
};

const unreadable = (files: readonly string[]) =>
  fail(
    'git_failed',
    `git can't read ${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}.`,
    'Make it readable, move it away, or have git ignore it.',
  );

/** Everything into an index of its own; the worktree's is only read. */
const draftOf = async (ground: Ground, checkout: Checkout, index: string): Promise<Step<Draft>> => {
  const git = ground.gitAt(checkout.worktree);
  const [from, head] = await Promise.all([indexFileOf(git), headOf(git)]);
  if (!from.ok) return from;
  if (!head.ok) return head;
  const { commit, tree: before } = head.value;
  if (commit === null) return fail('git_failed', 'The branch has no commit.', 'Make the first one by hand.');
  const filled = await fillIndex(git, from.value, index, head.value);
  if (!filled.ok) return filled;
  if (filled.value.length > 0) return unreadable(filled.value);
  const tree = await onIndex(git, index)(['write-tree']);
  if (!tree.ok) return tree;
  if (tree.value.stdout.trim() === before) return stop({ kind: 'nothing' });
  return go({ checkout, index, from: commit, tree: tree.value.stdout.trim() });
};

const changedPaths = async (ground: Ground, { from, tree }: Pick<Draft, 'from' | 'tree'>) => {
  const listed = await ground.git([
    ...quiet,
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    from,
    tree,
  ]);
  return listed.ok ? ok(listed.value.stdout.split('\0').filter((path) => path !== '')) : listed;
};

/** As git itself keeps a message while hooks look at it. */
const messageFile = ({ gitFolder }: Checkout): string => join(gitFolder, 'COMMIT_EDITMSG');

/** The hooks of a commit in their order; they may change the message, and what is committed. */
const throughHooks = async (ground: Ground, work: WorkToCommit, draft: Draft): Promise<Step<string>> => {
  const { checkout, index } = draft;
  const runner = new HookRunner(ground.gitAt(work.worktree), work.hooks, index, work.hookMs);
  const file = messageFile(checkout);
  writeFileSync(file, withTrailers(work.message, work.trailers));
  const hooks = [['pre-commit'], ['prepare-commit-msg', file, 'message'], ['commit-msg', file]] as const;
  for (const [name, ...args] of hooks) {
    const refused = await runner.run(name, ...args);
    if (!refused.ok) return refused;
    if (refused.value !== null) return stop({ kind: 'refused', ...refused.value });
  }
  const message = readFileSync(file, 'utf8');
  if (message.trim() !== '') return go(message);
  return stop({ kind: 'refused', by: 'commit-msg', words: 'It left no message.' });
};

const makeCommit = async (
  ground: Ground,
  work: WorkToCommit,
  draft: Draft,
): Promise<Result<CommitOutcome>> => {
  const { index, from, checkout } = draft;
  const message = await throughHooks(ground, work, draft);
  if (!message.ok) return message;
  if ('stop' in message.value) return ok(message.value.stop);
  // A hook may have formatted, and added what it has.
  const tree = await onIndex(ground.gitAt(work.worktree), index)(['write-tree']);
  if (!tree.ok) return tree;
  const made = { from, tree: tree.value.stdout.trim() };
  const paths = await changedPaths(ground, made);
  if (!paths.ok) return paths;
  if (paths.value.length === 0) return ok({ kind: 'nothing' });
  // Hooks may add files and take minutes, in which others may have locked some.
  const words = work.refuse(paths.value);
  if (words !== null) return ok({ kind: 'refused', by: 'locks', words });
  const commit = await commitTree(ground, { tree: made.tree, parents: [from], message: message.value.go });
  if (!commit.ok) return commit;
  const taken = await takeCommit(ground, work, {
    gitFolder: checkout.gitFolder,
    index,
    from,
    to: commit.value,
  });
  if (!taken.ok || taken.value !== null) return taken.ok ? ok(taken.value ?? { kind: 'moved' }) : taken;
  // It is told of what has happened, and can change nothing of it.
  await new HookRunner(ground.gitAt(work.worktree), work.hooks, index, work.hookMs).run('post-commit');
  return ok({ kind: 'committed', commit: commit.value, files: paths.value.length });
};

const commitWith = async (
  ground: Ground,
  work: WorkToCommit,
  index: string,
): Promise<Result<CommitOutcome>> => {
  const found = await findCheckout(ground, work);
  if (!found.ok) return found;
  if ('stop' in found.value) return ok(found.value.stop);
  const draft = await draftOf(ground, found.value.go, index);
  if (!draft.ok) return draft;
  if ('stop' in draft.value) return ok(draft.value.stop);
  const known = await hasIdentity(ground);
  if (!known.ok) return known;
  const paths = await changedPaths(ground, draft.value.go);
  if (!paths.ok) return paths;
  const words = work.refuse(paths.value);
  if (words !== null) return ok({ kind: 'refused', by: 'locks', words });
  return makeCommit(ground, work, draft.value.go);
};

/**
 * All that differs in a worktree as a commit on its branch. It is made beside: hooks run on an index of their own, for as long as they may,
 * and nobody waits for them. Then the index and the branch are moved, which takes milliseconds, in their turn.
 */
export const commitWork = async (ground: Ground, work: WorkToCommit): Promise<Result<CommitOutcome>> => {
  const index = freshIndex(ground.stateFolder);
  try {
    return await commitWith(ground, work, index);
  } finally {
    for (const file of [index, `${index}.lock`]) rmSync(file, { force: true });
  }
};
