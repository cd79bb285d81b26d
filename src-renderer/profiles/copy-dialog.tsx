import type { ProfileSource } from '@contract/profile-sources.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import { type FormEvent, type JSX, useId, useState } from 'react';
import { useClient } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Input } from '../design/field.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { freeName, keyOf } from './profile-words.ts';
import './form.css';

type CopyDialogProps = {
  readonly entries: readonly ProfileEntry[];
  /** What is copied to begin with. */
  readonly from: ProfileEntry;
  onClose(): void;
  onCopied(copy: ProfileSource): void;
};

const titleOf = (entry: ProfileEntry): string =>
  entry.title === entry.name ? '' : `My ${entry.title}`.slice(0, 80);

/** Asks for the name of a copy, and makes it. Mounted while it is open. */
export const CopyDialog = ({ entries, from, onClose, onCopied }: CopyDialogProps): JSX.Element => {
  const client = useClient();
  const form = useId();
  const names = entries.map(({ name }) => name);
  const [source, setSource] = useState(from);
  const [name, setName] = useState(() => freeName(from.name, names));
  const [title, setTitle] = useState(() => titleOf(from));
  const [error, setError] = useState<TuttiError | null>(null);
  const choose = (key: string): void => {
    const entry = entries.find((each) => keyOf(each) === key);
    if (entry === undefined) return;
    setSource(entry);
    setName(freeName(entry.name, names));
    setTitle(titleOf(entry));
    setError(null);
  };
  const copy = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await client.call('profiles.copy', {
      name: source.name,
      to: name.trim(),
      ...(source.file === null ? {} : { file: source.file }),
      ...(title.trim() === '' ? {} : { title: title.trim() }),
    });
    if (result.ok) onCopied(result.value);
    else setError(result.error);
  };
  const atName = error?.field === 'to' || error?.field === 'name';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="A profile of your own"
      description="A copy that is yours to change. What comes with Tutti stays as it is."
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} disabled={name.trim() === ''}>
            Make the copy
          </Button>
        </>
      }
    >
      <form id={form} className="pr-copy" noValidate onSubmit={(event) => void copy(event)}>
        {error !== null && !atName && <ErrorState error={error} />}
        <Field label="Copy of">
          {(id) => (
            <Select
              id={id}
              value={keyOf(source)}
              options={entries.map((entry) => ({
                value: keyOf(entry),
                label: entry.title,
                note: entry.name,
                disabled: entry.problem !== null,
              }))}
              onChange={choose}
            />
          )}
        </Field>
        <Field
          label="Name"
          note="Lower-case letters, digits and dashes."
          wrong={atName ? `${error.message} ${error.remedy}` : undefined}
        >
          {(id) => (
            <Input
              id={id}
              className="ds-figures"
              maxLength={41}
              aria-invalid={atName}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Title">
          {(id) => (
            <Input id={id} maxLength={80} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  );
};
