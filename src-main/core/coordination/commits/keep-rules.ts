import type { Crew } from '../../hierarchy/crew.ts';
import type { Keeper } from '../../keeper.ts';
import { rulesOf } from '../../model/leaks/commit-rules.ts';

/** Keeps the rules of commits where the hooks in worktrees read them, as the settings have them. */
export const keepCommitRules = (crew: Crew): Keeper => {
  /** One after the other: the last that is written is the last that was said. */
  let last = Promise.resolve();
  const write = (): Promise<void> => {
    // One that broke off must not keep the later ones from it.
    last = last
      .catch(() => undefined)
      .then(async () => {
        const written = await crew.ports.commits.writeRules(rulesOf(crew.ledger.view.settings.commits));
        if (!written.ok) crew.ports.log.warn('the rules of commits', { error: written.error.message });
      });
    return last;
  };
  crew.ledger.listen((events) => {
    if (!crew.stopped && events.some(({ kind }) => kind === 'settings.changed'))
      write().catch((error: unknown) => crew.ports.log.error('the rules of commits', error));
  });
  return { resume: write };
};
