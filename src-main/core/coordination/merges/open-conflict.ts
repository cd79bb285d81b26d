import { hunksOf } from '@contract/conflict-hunks.ts';
import {
  type ConflictFile,
  type ConflictVersion,
  conflictLimits,
  type MergeConflict,
} from '@contract/merge-conflicts.ts';
import { type Merge, type MergeId, mergeLimits } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { ConflictedFile, FileVersion } from '../../ports/branch-merges.ts';
import type { FileAt } from '../../ports/branch-reads.ts';
import type { OpenMerge, Scratch } from '../../ports/scratch-worktrees.ts';
import { intentsOf } from './conflict-intents.ts';
import { inResolving, purposeOf } from './resolving-places.ts';

const field = { field: 'merge' };

export const resolvingIn = (crew: Crew, merge: Merge): Scratch =>
  crew.ports.branches.scratch(purposeOf(merge));

/** What is merged, as both branches stand now, and all that it conflicts in: git's memory left aside. */
interface Ends {
  readonly into: string;
  readonly from: string;
  readonly all: readonly ConflictedFile[];
}

const notOpen = ({ id, state }: Merge) =>
  fail(
    'wrong_state',
    `${id} is ${state}: it has no conflict to resolve`,
    'Look at the queue: tutti queue.',
    field,
  );

const endsOf = async (crew: Crew, merge: Merge): Promise<Result<Ends>> => {
  const { branches } = crew.ports;
  const [into, from] = await Promise.all([branches.tip(merge.target), branches.tip(merge.source)]);
  if (!into.ok) return into;
  if (!from.ok) return from;
  if (into.value === null || from.value === null) {
    const gone = into.value === null ? merge.target : merge.source;
    return fail('not_found', `there is no branch ${gone} any more`, 'Cancel the merge.', field);
  }
  const tried = await branches.tryMerge({
    into: into.value,
    from: from.value,
    strategy: 'merge',
    message: merge.id,
  });
  if (!tried.ok) return tried;
  if (tried.value.kind !== 'conflicted')
    return fail('wrong_state', `${merge.id} no longer conflicts`, 'Have it tried again.', field);
  return ok({ into: into.value, from: from.value, all: tried.value.files });
};

/** A conflict that is being resolved. `open`: what git still holds for unresolved. */
export interface Resolving extends Ends {
  readonly merge: Merge;
  readonly scratch: Scratch;
  readonly open: OpenMerge;
}

/** A text was made of what was shown: put over what came since, it would take that back without a word. */
const movedOn = ({ id, source, target }: Merge) =>
  fail(
    'wrong_state',
    `${source} or ${target} has moved on since ${id} was looked at: your text lacks what came since`,
    'Look at the conflict again, and send it anew. What was saved is brought back where the places are the same.',
    { field: 'files' },
  );

/** In its turn (`inResolving`). `as-shown`: refused where the branches stand elsewhere than when it was looked at last. Opens the conflict of a merge, or takes up one that is open; where a branch has moved meanwhile, git's memory brings back what was saved. */
export const openConflict = async (
  crew: Crew,
  merge: Merge,
  as: 'as-shown' | 'as-it-is',
): Promise<Result<Resolving>> => {
  if (merge.state !== 'conflicted') return notOpen(merge);
  const ends = await endsOf(crew, merge);
  if (!ends.ok) return ends;
  const { into, from } = ends.value;
  const scratch = resolvingIn(crew, merge);
  const there = await scratch.openMerge();
  if (!there.ok) return there;
  if (there.value !== null && there.value.into === into && there.value.from === from)
    return ok({ ...ends.value, merge, scratch, open: there.value });
  if (there.value !== null && as === 'as-shown') return movedOn(merge);
  const begun = await scratch.mergeWithMarkers({ into, from });
  return begun.ok ? ok({ ...ends.value, merge, scratch, open: begun.value }) : begun;
};

const absent: ConflictVersion = { kind: 'absent', text: null };

const versionOf = (file: FileAt): ConflictVersion => {
  if (file.kind === 'text')
    return file.exact ? { kind: 'text', text: file.text } : { kind: 'binary', text: null };
  if (file.kind === 'link') return { kind: 'link', text: file.target };
  if (file.kind === 'submodule') return { kind: 'submodule', text: file.commit };
  return { kind: file.kind, text: null };
};

/** Counts what is sent, and sends names alone when it is enough. */
class Sent {
  #units = 0;

  cut(version: ConflictVersion): ConflictVersion {
    const length = version.text?.length ?? 0;
    if (this.#units + length > conflictLimits.answer) return { kind: 'left', text: null };
    this.#units += length;
    return version;
  }
}

const readSide = async (
  crew: Crew,
  side: FileVersion | null,
  sent: Sent,
): Promise<Result<ConflictVersion>> => {
  if (side === null) return ok(absent);
  const read = await crew.ports.branches.blob(side, conflictLimits.text);
  return read.ok ? ok(sent.cut(versionOf(read.value))) : read;
};

const readFile = async (
  crew: Crew,
  { scratch, open }: Resolving,
  file: ConflictedFile,
  sent: Sent,
): Promise<Result<ConflictFile>> => {
  const [base, ours, theirs] = [
    await readSide(crew, file.base, sent),
    await readSide(crew, file.ours, sent),
    await readSide(crew, file.theirs, sent),
  ];
  if (!base.ok) return base;
  if (!ours.ok) return ours;
  if (!theirs.ok) return theirs;
  const lying = await scratch.lying(file.ours?.path ?? file.theirs?.path ?? file.path, conflictLimits.text);
  if (!lying.ok) return lying;
  const result = sent.cut(versionOf(lying.value));
  return ok({
    path: file.path,
    kind: file.kind,
    base: base.value,
    ours: ours.value,
    theirs: theirs.value,
    result,
    hunks: result.kind === 'text' && result.text !== null ? hunksOf(result.text) : null,
    resolved: !open.files.some(({ path }) => path === file.path),
  });
};

/** All that a person needs to resolve it, or of one file of it. */
export const showConflict = (
  crew: Crew,
  merge: Merge,
  path: string | undefined,
): Promise<Result<MergeConflict>> =>
  inResolving(crew, purposeOf(merge), async () => {
    const now = findMerge(crew, merge.id);
    return now.ok ? show(crew, now.value, path) : now;
  });

const show = async (crew: Crew, merge: Merge, path: string | undefined): Promise<Result<MergeConflict>> => {
  const opened = await openConflict(crew, merge, 'as-it-is');
  if (!opened.ok) return opened;
  const { into, from, all } = opened.value;
  const wanted =
    path === undefined ? all.slice(0, mergeLimits.files) : all.filter((file) => file.path === path);
  if (path !== undefined && wanted.length === 0)
    return fail('not_found', `${path} has no conflict in ${merge.id}`, 'Leave "path" out.', {
      field: 'path',
    });
  const sent = new Sent();
  const files: ConflictFile[] = [];
  for (const file of wanted) {
    const read = await readFile(crew, opened.value, file, sent);
    if (!read.ok) return read;
    files.push(read.value);
  }
  const intents = await intentsOf(
    crew,
    merge,
    wanted.map((file) => file.path),
  );
  return ok({ merge, into, from, files, count: all.length, intents });
};

export const findMerge = (crew: Crew, id: MergeId): Result<Merge> => {
  const merge = crew.ledger.view.merges.find((one) => one.id === id);
  return merge === undefined
    ? fail('not_found', `no ${id} in this run`, 'List the merges: tutti queue.', field)
    : ok(merge);
};
