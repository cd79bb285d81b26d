import { fail, ok, type Result } from '@contract/result.ts';
import { type FileVersion, type FileVersions, reviewLimits } from '@contract/review.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { reviewedBranch, standOfWork } from './reviewed-work.ts';

type FileInput = VerbParsed<'review.file'>;
/** A file in two commits. */
type Pair = Pick<FileVersions, 'from' | 'to' | 'oldPath'>;

const absent: FileVersion = { kind: 'absent' };

/** As the caller has it from the list, or as the work stands now. */
const pairOf = async (crew: Crew, branch: string, input: FileInput): Promise<Result<Pair>> => {
  const { id, path, from, to, oldPath } = input;
  if (to !== undefined && from !== undefined) return ok({ from, to, oldPath: oldPath ?? null });
  if (to !== undefined || from !== undefined)
    return fail('bad_input', 'only one of two commits is named', 'Name both, or leave both out.', {
      field: to === undefined ? 'to' : 'from',
    });
  const stand = await standOfWork(crew, id, branch);
  if (!stand.ok) return stand;
  const { mergeBase, tip, files } = stand.value;
  const changed = files.find((file) => file.path === path);
  return ok({ from: mergeBase, to: tip, oldPath: changed?.oldPath ?? null });
};

/** Both versions of a file of the work. */
export const readFile = async (
  crew: Crew,
  caller: Caller,
  input: FileInput,
): Promise<Result<FileVersions>> => {
  const branch = reviewedBranch(crew, caller, input.id);
  if (!branch.ok) return branch;
  const pair = await pairOf(crew, branch.value, input);
  if (!pair.ok) return pair;
  const { from, to, oldPath } = pair.value;
  const { branches } = crew.ports;
  const [before, after] = await Promise.all([
    from === null ? ok(absent) : branches.fileAt(from, oldPath ?? input.path),
    branches.fileAt(to, input.path),
  ]);
  if (!before.ok) return before;
  if (!after.ok) return after;
  if (before.value.kind === 'absent' && after.value.kind === 'absent')
    return fail('not_found', `${input.id} has no file ${input.path}`, 'Look at the list of its files.', {
      field: 'path',
    });
  return ok({ path: input.path, oldPath, from, to, before: before.value, after: after.value });
};

/** The work, or one file of it, as a patch. */
export const readPatch = async (
  crew: Crew,
  caller: Caller,
  { id, path }: VerbParsed<'review.patch'>,
): Promise<Result<VerbOutput<'review.patch'>>> => {
  const branch = reviewedBranch(crew, caller, id);
  if (!branch.ok) return branch;
  const stand = await standOfWork(crew, id, branch.value);
  if (!stand.ok) return stand;
  const { mergeBase: from, tip: to, files } = stand.value;
  const limit = reviewLimits.patch;
  if (path === undefined) return crew.ports.branches.patch({ from, to, paths: [], limit });
  const changed = files.find((file) => file.path === path || file.oldPath === path);
  if (changed === undefined)
    return fail('not_found', `${id} has not changed ${path}`, 'Look at the list: tutti branch.', {
      field: 'path',
    });
  const paths = [changed.path, ...(changed.oldPath === null ? [] : [changed.oldPath])];
  return crew.ports.branches.patch({ from, to, paths, limit });
};
