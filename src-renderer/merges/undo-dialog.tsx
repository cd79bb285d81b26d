import type { Merge } from '@contract/merges.ts';
import type { JSX } from 'react';
import { ConfirmDialog } from '../design/dialog.tsx';

type UndoProps = { readonly merge: Merge; onClose(): void; onConfirm(): void };

/** Asks before a merge is taken back. */
export const UndoDialog = ({ merge, onClose, onConfirm }: UndoProps): JSX.Element => (
  <ConfirmDialog
    open
    onOpenChange={(open) => !open && onClose()}
    title={`Take ${merge.id} back?`}
    description={`${merge.target} goes back to where it stood before ${merge.of ?? merge.source} was merged, or gets a commit that reverts it where later work has come on top. The work stays on ${merge.source}.`}
    action="Take back"
    onConfirm={onConfirm}
  />
);
