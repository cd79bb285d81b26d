import type { KeptWork } from '@contract/kept-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { oneRemoval } from './one-removal.ts';

const dayMs = 24 * 3_600_000;

/** In one round; the rest has its turn a day later. */
const mostInARound = 500;

/** Kept for longer than the setting says. It stays all the same, unless a branch has it or the person says so. */
export const isDue = (crew: Crew, { at }: Pick<KeptWork, 'at'>): boolean =>
  crew.ports.clock.now() - at > crew.ledger.view.settings.merging.keepDays * dayMs;

/** Takes the refs away of what is due and in a branch: nothing is lost by it, and it is told. */
export const dropMerged = async (crew: Crew): Promise<void> => {
  const { store } = crew.ports;
  const due = store.keptWork({ dropped: false, limit: mostInARound }).filter((kept) => isDue(crew, kept));
  for (const kept of due) {
    if (crew.stopped) return;
    await oneRemoval(crew, () => dropOne(crew, kept));
  }
};

const dropOne = async (crew: Crew, { work, id, run, ref, commit }: KeptWork): Promise<void> => {
  const { branches, log } = crew.ports;
  const holders = await branches.containing(commit, 'refs/heads/');
  if (!holders.ok) {
    log.warn('kept work could not be looked at', { work, error: holders.error.message });
    return;
  }
  const [holder] = holders.value;
  if (holder === undefined) return;
  const dropped = await branches.drop(ref, commit);
  if (!dropped.ok || !dropped.value || crew.stopped) return;
  const reason = `${holder.replace('refs/heads/', '')} has it`;
  crew.ledger.append([{ kind: 'work.dropped', data: { work, id, reason }, run }]);
};
