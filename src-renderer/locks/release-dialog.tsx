import type { Lock } from '@contract/locks.ts';
import type { JSX } from 'react';
import { ConfirmDialog } from '../design/dialog.tsx';
import { pathsWords } from '../design/lock-words.ts';

type ReleaseProps = { readonly lock: Lock; onClose(): void; onConfirm(): void };

/** Asks before a lock or a request is taken from whoever has it. */
export const ReleaseDialog = ({ lock, onClose, onConfirm }: ReleaseProps): JSX.Element => {
  const held = lock.state === 'held';
  const whose = lock.holder === 'person' ? 'your' : `${lock.holder}’s`;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={held ? `Release ${whose} lock?` : `Withdraw ${whose} request?`}
      description={
        held
          ? `${pathsWords(lock.paths)}. Whoever waits next gets it, while ${lock.holder} may be half-way through a change. It is told, and its token counts no more.`
          : `${pathsWords(lock.paths)}. It loses its place, and is told.`
      }
      action={held ? 'Release' : 'Withdraw'}
      onConfirm={onConfirm}
    />
  );
};
