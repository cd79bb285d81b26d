import type { Merge } from '@contract/merges.ts';
import type { JSX } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { toastDone } from '../design/toaster.tsx';
import { TakeBack } from './take-back.tsx';

/** Gives the conflict to whoever's work it is, or to a resolver where one is set; takes it back from whoever has it. */
export const HandBack = ({
  merge,
  onDone,
}: {
  readonly merge: Merge | undefined;
  onDone(): void;
}): JSX.Element | null => {
  const run = useCommand();
  const resolver = useView((view) => view.settings.merging.resolver);
  if (merge === undefined || merge.state !== 'conflicted') return null;
  // Handed out twice, two would resolve it: it is taken back first.
  if (merge.handed !== null) return <TakeBack merge={merge} />;
  const hand = async (to: 'owner' | 'resolver'): Promise<void> => {
    const given = await run('merges.handBack', { merge: merge.id, to });
    if (given === undefined) return;
    toastDone(`${given.to} is to resolve it (${given.task})`);
    onDone();
  };
  return (
    <>
      {merge.of !== null && <Button onClick={() => void hand('owner')}>Hand back to {merge.of}</Button>}
      {resolver !== '' && <Button onClick={() => void hand('resolver')}>Hand to {resolver}</Button>}
    </>
  );
};
