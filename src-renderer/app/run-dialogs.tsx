import type { Budgets } from '@contract/budgets.ts';
import { type FormEvent, type JSX, useId, useState } from 'react';
import { BudgetFields, type BudgetMistakes, LimitsLine, readBudgets, textsOf } from '../budgets/index.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Field, Input } from '../design/field.tsx';
import './run-dialogs.css';

/** What the run may use, in one line; the fields of it once that is asked for. */
const Limits = ({ form }: { readonly form: ReturnType<typeof useLimits> }): JSX.Element => {
  if (!form.editing) return <LimitsLine onEdit={form.edit} />;
  const { texts, mistakes, setTexts } = form;
  const shared = { texts, mistakes, readOnly: false, onChange: setTexts };
  return (
    <div>
      <BudgetFields scope="run" title="Limits of the run" {...shared} />
      <BudgetFields scope="instance" title="Of each instance" {...shared} />
    </div>
  );
};

const useLimits = () => {
  const budgets = useView((view) => view.budgets);
  const [editing, setEditing] = useState(false);
  const [texts, setTexts] = useState(() => textsOf(budgets));
  const [mistakes, setMistakes] = useState<BudgetMistakes>({});
  /** Null where a field is wrong, which is then said beside it. */
  const read = (): Budgets | null => {
    const said = readBudgets(texts);
    setMistakes('mistakes' in said ? said.mistakes : {});
    return 'mistakes' in said ? null : said.budgets;
  };
  return { editing, edit: () => setEditing(true), texts, setTexts, mistakes, read };
};

/** Asks for a title, shows what the run may use, and begins it. Mounted while it is open. */
export const NewRunDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const run = useCommand();
  const form = useId();
  const limits = useLimits();
  const [title, setTitle] = useState('');
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const budgets = limits.read();
    if (budgets === null || (await run('runs.start', { title: title.trim() })) === undefined) return;
    // After the run has begun: where it may not, the run that goes on keeps its limits.
    if (limits.editing) await run('budgets.set', budgets);
    onClose();
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
        <Limits form={limits} />
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
