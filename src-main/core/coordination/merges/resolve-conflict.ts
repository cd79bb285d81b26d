import { firstMarker } from '@contract/conflict-hunks.ts';
import type { Merge, Resolved } from '@contract/merges.ts';
import { mergeLimits } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf, type Fact } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { pickConflict } from '../../model/merge-rights.ts';
import type { Scratch } from '../../ports/scratch-worktrees.ts';
import { of } from './merge-of.ts';
import { commitMessage, trailersOf } from './merge-words.ts';
import { findMerge, openConflict, type Resolving, resolvingIn } from './open-conflict.ts';
import { inResolving, purposeOf, resolvedRef } from './resolving-places.ts';

type Left = VerbOutput<'merges.resolve'>['left'];

/** Kept first, so that whoever reads the event finds the commit. */
export const resolvedFacts = async (
  crew: Crew,
  merge: Merge,
  how: Omit<Resolved, 'files'> & { readonly files: readonly string[] },
  reason: string,
): Promise<Result<Fact>> => {
  const { files, ...rest } = how;
  const kept = await crew.ports.branches.keep(resolvedRef(merge), how.commit, `${merge.id} resolved`);
  if (!kept.ok) return kept;
  const data = { ...of(merge), ...rest, files: files.slice(0, mergeLimits.files), reason };
  return ok({ kind: 'merge.resolved', data });
};

/** Commits what is resolved in a scratch worktree. A rebase becomes a merge: its commits are not resolved one by one. */
export const commitResolved = (crew: Crew, merge: Merge, scratch: Scratch) =>
  scratch.finishMerge({
    files: [],
    strategy: merge.strategy === 'squash' ? 'squash' : 'merge',
    message: commitMessage(merge, crew.ledger.view.instances[merge.of ?? '']),
    trailers: trailersOf(merge),
  });

const stillLeft = (left: Left) => {
  const lines = left.map(({ path, line }) =>
    line === null ? `${path} is not resolved` : `${path}:${line} has a marker`,
  );
  return fail(
    'wrong_state',
    `${lines[0] ?? 'something is left'}${lines.length > 1 ? `, and ${lines.length - 1} more` : ''}`,
    'Resolve what is left, then finish. What you sent is saved.',
    { field: 'files', details: lines.join('\n') },
  );
};

/** Files that git still holds for unresolved, with the first marker in each. */
const leftIn = async ({ scratch, open }: Pick<Resolving, 'scratch' | 'open'>): Promise<Result<Left>> => {
  const left: Left = [];
  for (const file of open.files) {
    const path = file.ours?.path ?? file.theirs?.path ?? file.path;
    const lying = await scratch.lying(path);
    if (!lying.ok) return lying;
    left.push({ path: file.path, line: lying.value.kind === 'text' ? firstMarker(lying.value.text) : null });
  }
  return ok(left);
};

const finish = async (
  crew: Crew,
  caller: Caller,
  { merge, scratch, into, from, all }: Resolving,
): Promise<Result<Merge>> => {
  const made = await commitResolved(crew, merge, scratch);
  if (!made.ok) return made;
  if (made.value.kind === 'unresolved') return stillLeft([...made.value.files]);
  const files = all.map(({ path }) => path);
  const by = caller.kind === 'person' ? null : caller.id;
  const way = by !== null && merge.handed?.to === by ? 'handed' : 'hand';
  const how = { tip: from, onto: into, commit: made.value.commit, way, files } as const;
  const reason = by === null ? 'resolved by hand' : `${by} has resolved it`;
  const fact = await resolvedFacts(crew, merge, how, reason);
  if (!fact.ok) return fact;
  const now = findMerge(crew, merge.id);
  if (!now.ok) return now;
  if (now.value.state !== 'conflicted')
    return fail('wrong_state', `${merge.id} is ${now.value.state} meanwhile`, 'Look at the queue.', {
      field: 'merge',
    });
  crew.ledger.append([{ ...fact.value, actor: actorOf(caller) }]);
  const removed = await resolvingIn(crew, merge).remove();
  // It is in nobody's way: the next one of this name makes it anew.
  if (!removed.ok) crew.ports.log.warn('a worktree was left', { error: removed.error.message });
  return findMerge(crew, merge.id);
};

/** Saves resolutions and, where that is asked for and nothing is left, puts the merge back in its queue with them. */
export const resolveConflict = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'merges.resolve'>,
): Promise<Result<VerbOutput<'merges.resolve'>>> => {
  const picked = pickConflict(crew.ledger.view, caller, input.merge);
  if (!picked.ok) return picked;
  return inResolving(crew, purposeOf(picked.value), () => resolve(crew, caller, input));
};

const resolve = async (
  crew: Crew,
  caller: Caller,
  { merge: id, files, finish: toFinish }: VerbParsed<'merges.resolve'>,
): Promise<Result<VerbOutput<'merges.resolve'>>> => {
  const picked = pickConflict(crew.ledger.view, caller, id);
  if (!picked.ok) return picked;
  const as = files.some(({ how }) => how === 'text') ? 'as-shown' : 'as-it-is';
  const opened = await openConflict(crew, picked.value, as);
  if (!opened.ok) return opened;
  const saved = await opened.value.scratch.saveResolutions(files);
  if (!saved.ok)
    return saved.error.code === 'bad_input'
      ? { ok: false, error: { ...saved.error, field: 'files' } }
      : saved;
  const left = await leftIn({ scratch: opened.value.scratch, open: saved.value });
  if (!left.ok) return left;
  if (!toFinish) return ok({ merge: picked.value, left: left.value });
  if (left.value.length > 0) return stillLeft(left.value);
  const done = await finish(crew, caller, opened.value);
  return done.ok ? ok({ merge: done.value, left: [] }) : done;
};
