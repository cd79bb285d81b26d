import { keptIdSchema } from '@contract/kept-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Fact } from '../../ledger.ts';
import type { KeptRef } from '../../ports/kept-work.ts';
import { workRefs } from './keep-work.ts';

/** More than one project keeps. */
const mostKept = 100_000;

/** A host ended between the ref and the event: the ref is what counts. */
const foundFact = async (crew: Crew, { ref, commit }: KeptRef): Promise<Fact[]> => {
  const work = ref.slice(workRefs.length);
  const [run = '', id = ''] = work.split('/');
  if (!keptIdSchema.safeParse(work).success || crew.ports.store.keptOne(work)?.dropped === null) return [];
  const below = await crew.ports.branches.commitOf(`${commit}^`);
  const files =
    below.ok && below.value !== null ? await crew.ports.branches.diffFiles(below.value, commit) : null;
  const count = files?.ok ? files.value.length : 0;
  const data = { work, id, ref, commit, branch: `tutti/${run}/${id}`, files: count, left: [] };
  return [{ kind: 'work.saved', data: { ...data, kind: 'uncommitted', why: 'found' }, run: Number(run) }];
};

/** Brings the log and the refs together, whoever died or did something by hand in between. */
export const matchRefs = async (crew: Crew): Promise<void> => {
  const { branches, log, store } = crew.ports;
  const refs = await branches.kept(workRefs);
  if (!refs.ok) {
    log.warn('kept work could not be looked at', { error: refs.error.message });
    return;
  }
  const found: Fact[] = [];
  for (const ref of refs.value) found.push(...(await foundFact(crew, ref)));
  const there = new Set(refs.value.map(({ ref }) => ref));
  const gone = store
    .keptWork({ dropped: false, limit: mostKept })
    .filter(({ ref }) => !there.has(ref))
    .map(({ work, id, run }): Fact => {
      return { kind: 'work.dropped', data: { work, id, reason: 'its ref is gone' }, run };
    });
  if (!crew.stopped) crew.ledger.append([...found, ...gone]);
};
