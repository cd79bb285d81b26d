import type { InstanceId } from '@contract/ids.ts';
import type { Overlap, Stand } from '@contract/stands.ts';
import { settle } from '../../support/manual-clock.ts';
import type { Stage } from '../../support/stage.ts';

/** Longer than what is gathered into one look. */
export const gathered = 1_000;

/** Git's own sign that something moved, and time for the look that follows. */
export const looked = async (stage: Stage): Promise<void> => {
  stage.branches.sign();
  await stage.clock.advance(gathered);
  for (let turns = 0; turns < 5; turns += 1) await settle();
};

export const standOf = async (stage: Stage, id: InstanceId): Promise<Stand | null> =>
  (await stage.must('view.get', {})).instances[id]?.stand ?? null;

/** Those that stand open, as `spec_1_1_1 spec_1_1_2: a, b`. */
export const overlaps = async (stage: Stage): Promise<string[]> =>
  (await stage.must('view.get', {})).overlaps
    .filter(({ over }) => !over)
    .map(({ id, other, files }: Overlap) => `${id} ${other}: ${files.join(', ')}`);

/** Kinds of the events about where branches stand, with whom each is about, as they were told. */
export const toldKinds = (stage: Stage): string[] =>
  stage.store
    .events({ after: 0, limit: 1000, newest: false })
    .filter(({ kind }) => kind.startsWith('branch.') || kind.startsWith('overlap.'))
    .map(({ kind, data }) => `${kind} ${'id' in data ? data.id : ''}`);
