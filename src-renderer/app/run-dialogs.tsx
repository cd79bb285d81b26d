import { type FormEvent, type JSX, useId, useState } from 'react';
import { LimitsPart, useLimits } from '../budgets/index.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Field, Input } from '../design/field.tsx';
import './run-dialogs.css';

/** Asks for a title, shows what the run may use, and begins it. Mounted while it is open. */
export const NewRunDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const run = useCommand();
  const form = useId();
  const limits = useLimits();
  const [title, setTitle] = useState('');
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!limits.check() || (await run('runs.start', { title: title.trim() })) === undefined) return;
    // After the run has begun: where it may not, the run that goes on keeps its limits.
    if (await limits.save()) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New run"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form}>
            Begin
          </Button>
        </>
      }
    >
      <form id={form} className="rd-form" noValidate onSubmit={(event) => void begin(event)}>
        <Field label="Title" note="What it is about, in a few words; may stay empty.">
          {(id) => (
            <Input id={id} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        <LimitsPart limits={limits} />
      </form>
    </Dialog>
  );
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
