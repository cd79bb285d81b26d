import { keptIdSchema } from '@contract/kept-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Fact } from '../../ledger.ts';
import type { KeptRef } from '../../ports/kept-work.ts';
import { naming, workRefs } from './keep-work.ts';

/** More than one project keeps. */
const mostKept = 100_000;

/** A host ended between the ref and the event: the ref is what counts. One that this host is just making tells of itself, in its turn. */
const tellFound = async (crew: Crew, { ref, commit }: KeptRef): Promise<void> => {
  const { branches, store } = crew.ports;
  const work = ref.slice(workRefs.length);
  const [run = '', id = ''] = work.split('/');
  if (!keptIdSchema.safeParse(work).success) return;
  const now = await branches.commitOf(ref);
  const isKnown = store.keptOne(work)?.dropped === null;
  if (isKnown || !now.ok || now.value !== commit) return;
  const below = await branches.commitOf(`${commit}^`);
  const files = below.ok && below.value !== null ? await branches.diffFiles(below.value, commit) : null;
  const count = files?.ok ? files.value.length : 0;
  const data = { work, id, ref, commit, branch: `tutti/${run}/${id}`, files: count, left: [] };
  if (crew.stopped) return;
  crew.ledger.append([
    { kind: 'work.saved', data: { ...data, kind: 'uncommitted', why: 'found' }, run: Number(run) },
  ]);
};

/** Brings the log and the refs together, whoever died or did something by hand in between. */
export const matchRefs = async (crew: Crew): Promise<void> => {
  const { branches, log, store } = crew.ports;
  // A ref is there before the log knows of it: what is kept from here on is not taken for gone.
  const known = store.keptWork({ dropped: false, limit: mostKept });
  const refs = await branches.kept(workRefs);
  if (!refs.ok) {
    log.warn('kept work could not be looked at', { error: refs.error.message });
    return;
  }
  for (const ref of refs.value) {
    const [run = '', id = ''] = ref.ref.slice(workRefs.length).split('/');
    if (crew.stopped) return;
    if (store.keptOne(ref.ref.slice(workRefs.length))?.dropped === null) continue;
    await naming(crew, Number(run), id, () => tellFound(crew, ref));
  }
  const there = new Set(refs.value.map(({ ref }) => ref));
  const gone = known
    .filter(({ ref, work }) => !there.has(ref) && store.keptOne(work)?.dropped === null)
    .map(({ work, id, run }): Fact => {
      return { kind: 'work.dropped', data: { work, id, reason: 'its ref is gone' }, run };
    });
  if (!crew.stopped) crew.ledger.append(gone);
};
