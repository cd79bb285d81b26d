import type { TuttiEvent } from '@contract/events.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { resolvingIn } from './open-conflict.ts';

const sweep = async (crew: Crew, id: string): Promise<void> => {
  const merge = crew.ledger.view.merges.find((one) => one.id === id);
  if (merge === undefined) return;
  const scratch = resolvingIn(crew, merge);
  const open = await scratch.openMerge();
  if (!open.ok || open.value === null) return;
  const removed = await scratch.remove();
  if (!removed.ok) crew.ports.log.warn('a worktree was left', { error: removed.error.message });
};

/** Takes away where the conflict of a merge was looked at, once the merge is over by another way. */
export const sweepResolving = (crew: Crew, events: readonly TuttiEvent[]): void => {
  for (const event of events)
    if (event.kind === 'merge.merged' || event.kind === 'merge.cancelled')
      sweep(crew, event.data.merge).catch((error: unknown) => crew.ports.log.error('a worktree', error));
};
