import { childRoles, type Role, roles } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import { type JSX, type ReactNode, useState } from 'react';
import { useLogin, useProfiles } from '../connection/use-profiles.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Check, Field, Textarea } from '../design/field.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { LoginNote, ModeChoice, ModelChoice, RestNote } from '../design/variant-choices.tsx';
import { isUsable, missing, modeIn, profileOption } from '../design/variant-form.ts';
import {
  below,
  noParent,
  type Place,
  possibleParents,
  possiblePlaces,
  possibleRoles,
  type SpawnForm,
  spawnInput,
  startingForm,
  unchosen,
} from './spawn-form.ts';
import './spawn-dialog.css';

const placeNotes: Readonly<Record<Place, string | undefined>> = {
  worktree: undefined,
  shared: 'Locks keep those who share it apart; there is nothing of its own to merge.',
  repository: 'It changes the very files you see.',
};

type FieldsProps = {
  readonly profiles: readonly ProfileEntry[];
  readonly form: SpawnForm;
  change(part: Partial<SpawnForm>): void;
};

type RoleChangedProps = { readonly before: Role; readonly parent: Instance };

/** Says that the parent has changed the role, and why. */
const RoleChanged = ({ before, parent: { id, role } }: RoleChangedProps): JSX.Element => (
  <span role="status">
    No longer {before}: {id}, {article(role)}, has {childRoles[role].map((one) => `${one}s`).join(' and ')}{' '}
    below it.
  </span>
);

const article = (role: Role): string => `${role === 'executive' ? 'an' : 'a'} ${role}`;

const Fields = ({ profiles, form, change }: FieldsProps): JSX.Element => {
  const instances = useView((view) => view.instances);
  const entry = profiles.find(({ name }) => name === form.profile);
  const login = useLogin(entry);
  const parents = [
    { value: noParent, label: 'Nobody' },
    ...possibleParents(Object.values(instances)).map(({ id }) => ({ value: id, label: id })),
  ];
  const parent = instances[form.parent];
  const places = possiblePlaces(parent);
  const possible = possibleRoles(parent);
  // Which role was chosen before another parent changed it; null: it is as it was chosen.
  const [before, setBefore] = useState<Role | null>(null);
  const changeParent = (id: string): void => {
    const part = below(form, instances[id]);
    setBefore(part.role === form.role ? null : form.role);
    change(part);
  };
  return (
    <>
      <Field
        label="Profile"
        note={entry?.scripted === true ? 'A scripted stand-in, not a real agent.' : undefined}
      >
        {(id) => (
          <Select
            id={id}
            value={form.profile}
            options={profiles.map(profileOption)}
            onChange={(profile) => change({ profile, ...unchosen })}
          />
        )}
      </Field>
      <LoginNote login={login} />
      <RestNote profile={form.profile} />
      <div className="sp-pair">
        <Field
          label="Role"
          note={before === null || parent === undefined ? undefined : <RoleChanged {...{ before, parent }} />}
        >
          {(id) => (
            <Select
              id={id}
              value={form.role}
              options={roles.map((role) => ({
                value: role,
                label: role,
                ...(possible.includes(role) ? {} : { disabled: true, note: `not below ${form.parent}` }),
              }))}
              onChange={(role) => {
                setBefore(null);
                change({ role: role as Role });
              }}
            />
          )}
        </Field>
        <Field label="Reports to">
          {(id) => <Select id={id} value={form.parent} options={parents} onChange={changeParent} />}
        </Field>
      </div>
      <Field label="Task">
        {(id) => (
          <Textarea
            id={id}
            rows={4}
            placeholder="What it is to do, and what it must leave alone"
            value={form.task}
            onChange={(event) => change({ task: event.target.value })}
          />
        )}
      </Field>
      <Field label="Works in" note={placeNotes[form.place]}>
        {(id) => (
          <Select
            id={id}
            value={form.place}
            options={places}
            onChange={(value) =>
              change({ place: places.find((one) => one.value === value)?.value ?? 'worktree' })
            }
          />
        )}
      </Field>
      {entry !== undefined && <ModelChoice entry={entry} form={form} change={change} />}
      {entry !== undefined && <ModeChoice entry={entry} form={form} change={change} />}
      <Check
        label="Wait until it has confirmed its role and task"
        checked={form.confirm ?? entry?.confirmExpected ?? true}
        onChange={(confirm) => change({ confirm })}
      />
    </>
  );
};

type SpawnDialogProps = {
  /** Becomes its parent, where it may have children. */
  readonly selectedId: string | null;
  /** The profiles are read anew when it is another one. */
  readonly round: number;
  /** What may be used: it counts from here on. */
  readonly limits: ReactNode;
  /** Keeps what was changed of the limits; where that fails nothing is started. */
  beforeStart(): Promise<boolean>;
  onClose(): void;
  onEditProfiles(): void;
  onSpawned(id: string): void;
};

/** Starts one instance. Mounted while it is open. */
export const SpawnDialog = ({
  selectedId,
  round,
  limits,
  beforeStart,
  onClose,
  onEditProfiles,
  onSpawned,
}: SpawnDialogProps): JSX.Element => {
  const client = useClient();
  const selected = useView((view) => (selectedId === null ? undefined : view.instances[selectedId]));
  const { profiles, error: listError } = useProfiles(round);
  const [form, setForm] = useState(() => startingForm(selected));
  const [error, setError] = useState<TuttiError | null>(null);
  const [starting, setStarting] = useState(false);
  const profile = form.profile || (profiles?.find(isUsable)?.name ?? '');
  const filled = { ...form, profile };
  const entry = profiles?.find(({ name }) => name === profile);
  const unasked = modeIn(entry, filled)?.dangerous === true;

  const start = async (): Promise<void> => {
    if (entry === undefined) return;
    setStarting(true);
    if (!(await beforeStart())) {
      setStarting(false);
      return;
    }
    const result = await client.call('instances.spawn', spawnInput(entry, filled));
    setStarting(false);
    if (result.ok) onSpawned(result.value.id);
    else setError(result.error);
  };

  const shownError = error ?? listError;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New instance"
      foot={
        <>
          <span className="sp-profiles">
            <Button look="plain" onClick={onEditProfiles}>
              Edit profiles…
            </Button>
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={unasked ? 'danger' : 'main'}
            disabled={missing(entry, filled) !== null || starting}
            onClick={() => void start()}
          >
            {starting ? 'Starting…' : unasked ? 'Start without permissions' : 'Start'}
          </Button>
        </>
      }
    >
      {shownError !== null && <ErrorState error={shownError} />}
      {profiles === null && listError === null && <Skeleton label="Profiles are being read" />}
      {profiles !== null && (
        <Fields profiles={profiles} form={filled} change={(part) => setForm({ ...form, ...part })} />
      )}
      {profiles !== null && limits}
    </Dialog>
  );
};
