import type { JSX } from 'react';
import { LimitsPart, useLimits } from '../budgets/index.ts';
import { useView } from '../connection/use-project.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { NewRunDialog } from '../new-run/index.ts';

type NewRunProps = { onClose(): void; onBegun(id: string): void };

/** What a run may use is shown, and can be changed, before it begins. Mounted while it is open. */
export const NewRun = (props: NewRunProps): JSX.Element => {
  const limits = useLimits();
  return <NewRunDialog {...props} limits={<LimitsPart limits={limits} />} budget={limits.said} />;
};

type EndRunDialogProps = { readonly open: boolean; onClose(): void; onConfirm(): void };

export const EndRunDialog = ({ open, onClose, onConfirm }: EndRunDialogProps): JSX.Element => {
  const number = useView((view) => view.run?.run);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`End run ${number ?? ''}?`}
      description="The run is closed. Branches, worktrees, messages and the log stay."
      action="End run"
      onConfirm={onConfirm}
    />
  );
};
