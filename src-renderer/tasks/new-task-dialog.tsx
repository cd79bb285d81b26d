import { type Priority, priorities } from '@contract/priority.ts';
import { taskLimits } from '@contract/tasks.ts';
import { type FormEvent, type JSX, useId, useState } from 'react';
import { useCall } from '../connection/use-call.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Input, Textarea } from '../design/field.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { DependencyChoice } from './dependency-choice.tsx';
import { emptyForm, readForm, type TaskField, type TaskForm } from './new-task-form.ts';

const priorityOptions = priorities.map((value) => ({ value, label: value }));
/** A select can't hold an empty value. */
const none = ' none';

type FieldsProps = {
  readonly form: TaskForm;
  readonly wrong: { readonly field: TaskField; readonly message: string } | null;
  change(part: Partial<TaskForm>): void;
};

const Kind = ({ form, change }: Omit<FieldsProps, 'wrong'>): JSX.Element => {
  const plan = useView((view) => view.plan);
  const parts = [
    { value: none, label: 'None' },
    ...(plan?.parts ?? []).map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <div className="tk-pair">
      <Field label="Priority">
        {(id) => (
          <Select
            id={id}
            value={form.priority}
            options={priorityOptions}
            onChange={(priority) => change({ priority: priority as Priority })}
          />
        )}
      </Field>
      {plan !== null && (
        <Field label="Part of the plan">
          {(id) => (
            <Select
              id={id}
              value={form.part === '' ? none : form.part}
              options={parts}
              onChange={(part) => change({ part: part === none ? '' : part })}
            />
          )}
        </Field>
      )}
    </div>
  );
};

const Fields = ({ form, wrong, change }: FieldsProps): JSX.Element => {
  const tasks = useView((view) => view.tasks);
  const wrongAt = (field: TaskField): string | undefined =>
    wrong?.field === field ? wrong.message : undefined;
  return (
    <>
      <Field label="Title" wrong={wrongAt('title')}>
        {(id) => (
          <Input
            id={id}
            maxLength={taskLimits.title}
            placeholder="What is to be done, in a line"
            value={form.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Instructions" wrong={wrongAt('instructions')}>
        {(id) => (
          <Textarea
            id={id}
            rows={4}
            placeholder="What counts as done, and what must stay as it is"
            value={form.instructions}
            onChange={(event) => change({ instructions: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Files"
        note="It may touch these: one path, folder or glob a line."
        wrong={wrongAt('files')}
      >
        {(id) => (
          <Textarea
            id={id}
            rows={2}
            className="ds-figures"
            placeholder="src/auth/**"
            value={form.files}
            onChange={(event) => change({ files: event.target.value })}
          />
        )}
      </Field>
      <Kind form={form} change={change} />
      <DependencyChoice
        tasks={tasks}
        chosen={form.dependencies}
        onChange={(dependencies) => change({ dependencies })}
      />
      {wrongAt('dependencies') !== undefined && (
        <p className="ds-field-wrong" role="alert">
          {wrongAt('dependencies')}
        </p>
      )}
    </>
  );
};

type NewTaskProps = { onClose(): void; onCreated(id: string): void };

/** Makes one task. Mounted while it is open; what was refused keeps the form. */
export const NewTaskDialog = ({ onClose, onCreated }: NewTaskProps): JSX.Element => {
  const formId = useId();
  const { call, error, busy } = useCall();
  const [form, setForm] = useState(emptyForm);
  const [wrong, setWrong] = useState<FieldsProps['wrong']>(null);
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = readForm(form);
    setWrong(read.ok ? null : read);
    if (!read.ok || busy) return;
    const made = await call('tasks.create', { tasks: [read.task] });
    const [task] = made ?? [];
    if (task !== undefined) onCreated(task.id);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New task"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={formId} disabled={busy}>
            {busy ? 'Creating…' : 'Create'}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorState error={error} />}
      <form id={formId} className="tk-form" noValidate onSubmit={(event) => void create(event)}>
        <Fields form={form} wrong={wrong} change={(part) => setForm({ ...form, ...part })} />
      </form>
    </Dialog>
  );
};
