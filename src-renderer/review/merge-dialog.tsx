import type { BranchStand } from '@contract/branches.ts';
import type { JSX } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { ConfirmDialog } from '../design/dialog.tsx';

type MergeDialogProps = { readonly stand: BranchStand; onClose(): void };

/** Asks before all of the work is accepted and put in the queue. */
export const MergeDialog = ({ stand, onClose }: MergeDialogProps): JSX.Element => {
  const run = useCommand();
  const { id, tip, base, count, uncommitted } = stand;
  const approve = async (): Promise<void> => {
    const marks = [{ path: null, hunk: null, verdict: 'accepted' as const }];
    const marked = await run('review.mark', { id, tip, marks });
    if (marked !== undefined) await run('merges.request', { id, tip });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge the work of ${id} into ${base}?`}
      description={`${count} ${count === 1 ? 'file' : 'files'}, as of commit ${tip.slice(0, 9)}. It goes into the queue, and is checked there.`}
      action="Approve and merge"
      look="main"
      onConfirm={() => void approve()}
    >
      {uncommitted !== null && uncommitted > 0 && (
        <p className="rv-alert">
          {uncommitted} {uncommitted === 1 ? 'file is' : 'files are'} not committed, and will not be merged.
        </p>
      )}
    </ConfirmDialog>
  );
};
