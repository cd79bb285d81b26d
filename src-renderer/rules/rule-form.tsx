import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import { type FormEvent, type JSX, useEffect, useRef, useState } from 'react';
import { useClient, useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Field, Input } from '../design/field.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { Select, type SelectOption } from '../design/select.tsx';
import { toastDone, toastError } from '../design/toaster.tsx';
import { any, emptyDraft, type RuleDraft, termsOfDraft } from './rule-draft.ts';
import { starWords } from './rule-words.ts';

const effects = [
  { value: 'allow', label: 'Allow' },
  { value: 'deny', label: 'Deny' },
];
const abouts = [
  { value: 'permission', label: 'a tool' },
  { value: 'dialog', label: 'a dialog of the CLI' },
];

const useProfiles = (): readonly ProfileEntry[] => {
  const client = useClient();
  const [profiles, setProfiles] = useState<readonly ProfileEntry[]>([]);
  useEffect(() => {
    void client.call('profiles.list', {}).then((result) => {
      if (result.ok) setProfiles(result.value);
      else toastError(result.error);
    });
  }, [client]);
  return profiles;
};

type PartProps = { readonly draft: RuleDraft; change(part: Partial<RuleDraft>): void };

const What = ({ draft, change }: PartProps): JSX.Element => (
  <div className="ru-fields">
    <Field label="Decision">
      {(id) => (
        <Select
          id={id}
          value={draft.effect}
          options={effects}
          onChange={(effect) => change({ effect: effect === 'deny' ? 'deny' : 'allow' })}
        />
      )}
    </Field>
    <Field label="About">
      {(id) => (
        <Select
          id={id}
          value={draft.about}
          options={abouts}
          onChange={(about) => change({ about: about === 'dialog' ? 'dialog' : 'permission' })}
        />
      )}
    </Field>
    <Field
      label={draft.about === 'dialog' ? 'Dialog, as its profile calls it' : 'Tool, as the agent calls it'}
    >
      {(id) => (
        <Input
          id={id}
          className="ds-figures"
          placeholder={draft.about === 'dialog' ? 'trust' : 'Bash'}
          maxLength={200}
          value={draft.tool}
          onChange={(event) => change({ tool: event.target.value })}
        />
      )}
    </Field>
    <Field label="Command, path or address">
      {(id) => (
        <Input
          id={id}
          className="ds-figures"
          maxLength={2000}
          aria-describedby="ru-star"
          value={draft.subject}
          onChange={(event) => change({ subject: event.target.value })}
        />
      )}
    </Field>
    <p className="ru-note ru-wide" id="ru-star">
      {starWords[draft.effect]}
    </p>
  </div>
);

type ReachProps = PartProps & { readonly run: number | null; readonly ids: readonly string[] };

const Reach = ({ draft, change, run, ids }: ReachProps): JSX.Element => {
  const profiles = useProfiles();
  const reaches: SelectOption[] = [
    ...(run === null ? [] : [{ value: 'run', label: `This run (${run})` }]),
    { value: 'project', label: 'Every run of this project' },
  ];
  const profileOptions = [
    { value: any, label: 'Any profile' },
    ...profiles.map(({ name, title }) => ({ value: name, label: title })),
  ];
  const instances = [{ value: any, label: 'Any instance' }, ...ids.map((id) => ({ value: id, label: id }))];
  return (
    <div className="ru-fields">
      <Field label="Holds for">
        {(id) => (
          <Select
            id={id}
            value={draft.reach}
            options={reaches}
            onChange={(reach) => change({ reach: reach === 'run' ? 'run' : 'project' })}
          />
        )}
      </Field>
      <Field label="Profile">
        {(id) => (
          <Select
            id={id}
            value={draft.profile}
            options={profileOptions}
            onChange={(profile) => change({ profile })}
          />
        )}
      </Field>
      {draft.reach === 'run' && (
        <Field label="Instance">
          {(id) => (
            <Select
              id={id}
              value={draft.instance}
              options={instances}
              onChange={(instance) => change({ instance })}
            />
          )}
        </Field>
      )}
    </div>
  );
};

/** A rule of the person's own. `onDone` also when it is left. */
export const RuleForm = ({ onDone }: { onDone(): void }): JSX.Element => {
  const client = useClient();
  const run = useView((view) => view.run?.run ?? null);
  const ids = useView((view) => Object.keys(view.instances).join(' '));
  const known = useView((view) => view.rules);
  const [draft, setDraft] = useState(() => emptyDraft(run));
  const [wrong, setWrong] = useState<string | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // The button that brought it is gone, and the keyboard with it.
  useEffect(() => form.current?.querySelector('button')?.focus(), []);
  const change = (part: Partial<RuleDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = termsOfDraft(draft, run);
    setWrong('mistake' in read ? read.mistake : null);
    setError(null);
    if ('mistake' in read) return;
    const result = await client.call('rules.add', read.terms);
    if (!result.ok) return setError(result.error);
    toastDone(known.some(({ id }) => id === result.value.id) ? 'There is such a rule already' : 'Rule added');
    onDone();
  };
  return (
    <form
      ref={form}
      className="ru-form"
      aria-label="Add a rule"
      noValidate
      onSubmit={(event) => void add(event)}
    >
      <h3 className="ds-section-title">Add a rule</h3>
      {error !== null && <ErrorState error={error} />}
      <What draft={draft} change={change} />
      <Reach draft={draft} change={change} run={run} ids={ids === '' ? [] : ids.split(' ')} />
      {wrong !== null && (
        <p className="ds-field-wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="ru-form-foot">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="main" type="submit">
          Add
        </Button>
      </div>
    </form>
  );
};
