import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { KeptRef } from '../../../core/ports/kept-work.ts';
import { type Ground, hashes, noCommit, quiet } from './ground.ts';

const own = 'refs/tutti/';

/** Refuses what is not Tutti's; git itself refuses names that are no names. */
export const ownRef = (ref: string): Result<void> =>
  ref.startsWith(own) && ref.length > own.length && !ref.includes('..')
    ? ok(undefined)
    : fail('bad_input', `${ref} does not lie below ${own}.`, `Name a ref below ${own}.`, { field: 'ref' });

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** To be called in its turn. A reflog notes when: a commit that is kept may be old. */
export const setRef = async (
  { git }: Ground,
  ref: string,
  commit: string,
  why: string,
): Promise<Result<void>> => {
  const args = ['update-ref', '--create-reflog', '-m', `tutti: ${oneLine(why)}`, ref, commit];
  const set = await git([...quiet, ...args], { writes: true });
  if (set.ok) return ok(undefined);
  return /nonexistent object|not a valid SHA1/.test(set.error.details ?? '') ? noCommit(commit) : set;
};

export const keep = async (
  ground: Ground,
  ref: string,
  commit: string,
  why: string,
): Promise<Result<void>> => {
  const allowed = ownRef(ref);
  if (!allowed.ok) return allowed;
  const given = hashes(commit);
  if (!given.ok) return given;
  return ground.writing(() => setRef(ground, ref, commit, why));
};

/** In one process and one transaction of git's. */
export const keepAll = async (
  ground: Ground,
  refs: readonly { readonly ref: string; readonly commit: string }[],
  why: string,
): Promise<Result<void>> => {
  for (const { ref } of refs) {
    const allowed = ownRef(ref);
    if (!allowed.ok) return allowed;
    // It would end the line that names it.
    if (/[\s\0]/.test(ref))
      return fail('bad_input', `${ref} is no ref.`, 'Leave the space out.', { field: 'ref' });
  }
  const given = hashes(...refs.map(({ commit }) => commit));
  if (!given.ok || refs.length === 0) return given;
  const args = ['update-ref', '--create-reflog', '-m', `tutti: ${oneLine(why)}`, '--stdin'];
  const input = refs.map(({ ref, commit }) => `update ${ref} ${commit}\n`).join('');
  return ground.writing(async () => {
    const set = await ground.git([...quiet, ...args], { writes: true, input });
    return set.ok ? ok(undefined) : set;
  });
};

/** The time of the last line of the ref's reflog; null where there is none (another way of keeping refs). */
const keptAt = (common: string, ref: string): number | null => {
  try {
    const last =
      readFileSync(join(common, 'logs', ref), 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1) ?? '';
    const seconds = /> (\d+) [+-]\d{4}(?:\t|$)/.exec(last)?.[1];
    return seconds === undefined ? null : Number(seconds) * 1000;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

export const kept = async (ground: Ground, prefix: string): Promise<Result<KeptRef[]>> => {
  const allowed = prefix === own ? ok(undefined) : ownRef(prefix);
  if (!allowed.ok) return allowed;
  const common = await ground.common();
  if (!common.ok) return common;
  const format = '%(refname)%00%(objectname)%00%(committerdate:unix)%00%(contents:subject)';
  const listed = await ground.git(['for-each-ref', `--format=${format}`, prefix]);
  if (!listed.ok) return listed;
  const lines = listed.value.stdout.split('\n').filter((line) => line !== '');
  return ok(
    lines.map((line) => {
      const [ref = '', commit = '', seconds = '', subject = ''] = line.split('\0');
      return { ref, commit, at: keptAt(common.value, ref) ?? Number(seconds) * 1000, subject };
    }),
  );
};

export const drop = async (ground: Ground, ref: string, old: string): Promise<Result<boolean>> => {
  const allowed = ownRef(ref);
  if (!allowed.ok) return allowed;
  const given = hashes(old);
  if (!given.ok) return given;
  return ground.writing(async () => {
    const dropped = await ground.git([...quiet, 'update-ref', '-d', ref, old], { writes: true });
    if (dropped.ok) return ok(true);
    return /is at [0-9a-f]+ but expected|unable to resolve reference/.test(dropped.error.details ?? '')
      ? ok(false)
      : dropped;
  });
};
