import { type FormEvent, type JSX, useId, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Field, Input } from '../design/field.tsx';

/** Asks for a title and begins a run. Mounted while it is open. */
export const NewRunDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const run = useCommand();
  const form = useId();
  const [title, setTitle] = useState('');
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await run('runs.start', { title: title.trim() })) !== undefined) onClose();
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
      <form id={form} onSubmit={(event) => void begin(event)}>
        <Field label="Title" note="What it is about, in a few words; may stay empty.">
          {(id) => (
            <Input id={id} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
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
