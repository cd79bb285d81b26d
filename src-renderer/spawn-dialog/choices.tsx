import { isBreakerOf } from '@contract/breakers.ts';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { CircleAlert, CircleCheck, ShieldOff } from 'lucide-react';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { restWords } from '../design/breaker-words.ts';
import { Check, Field, Input } from '../design/field.tsx';
import { Select, type SelectOption } from '../design/select.tsx';
import { useNow } from '../design/use-now.ts';
import { modeIn, type SpawnForm } from './spawn-form.ts';

type ChoiceProps = {
  readonly entry: ProfileEntry;
  readonly form: SpawnForm;
  change(part: Partial<SpawnForm>): void;
};

/** A select can't hold an empty value. */
const usual = ' usual';
const another = ' another';

/** Which model it is given: the CLI's own choice, one that is offered, or any by its name. */
export const ModelChoice = ({ entry, form, change }: ChoiceProps): JSX.Element | null => {
  if (!entry.takesModel) return null;
  const own = entry.model === null ? 'Its own choice' : `The usual: ${entry.model}`;
  const options: SelectOption[] = [
    { value: usual, label: own },
    ...entry.models.map(({ name, title }) => ({
      value: name,
      label: title,
      note: title === name ? undefined : name,
    })),
    { value: another, label: 'Another …' },
  ];
  const isOffered = entry.models.some(({ name }) => name === form.model);
  const value = form.typesModel ? another : isOffered ? form.model : usual;
  const choose = (chosen: string): void =>
    change(
      chosen === another
        ? { typesModel: true, model: '' }
        : { typesModel: false, model: chosen === usual ? '' : chosen },
    );
  return (
    <Field label="Model">
      {(id) => (
        <>
          <Select id={id} value={value} options={options} onChange={choose} />
          {form.typesModel && (
            <Input
              aria-label="Name of the model"
              placeholder="As its CLI calls it"
              value={form.model}
              onChange={(event) => change({ model: event.target.value })}
            />
          )}
        </>
      )}
    </Field>
  );
};

/** What it may do without asking, with what that means; a dangerous mode asks for a yes of its own. */
export const ModeChoice = ({ entry, form, change }: ChoiceProps): JSX.Element | null => {
  const mode = modeIn(entry, form);
  if (mode === undefined) return null;
  const options = entry.modes.map(({ name, title, dangerous }) => ({
    value: name,
    label: title,
    note: dangerous ? 'asks for nothing' : name === entry.mode ? 'usual' : undefined,
  }));
  return (
    <>
      <Field label="May do without asking" note={mode.meaning}>
        {(id) => (
          <Select
            id={id}
            value={mode.name}
            options={options}
            onChange={(permissions) => change({ permissions, accepted: false })}
          />
        )}
      </Field>
      {mode.dangerous && (
        <div className="sp-danger">
          <ShieldOff size={16} aria-hidden="true" />
          <Check
            label="I accept this: nothing that it does will be asked of me first, and I answer for what it does."
            checked={form.accepted}
            onChange={(accepted) => change({ accepted })}
          />
        </div>
      )}
    </>
  );
};

/** Whether its CLI is logged in, and what to do if not. */
export const LoginNote = ({
  login,
}: {
  readonly login: ProfileLogin | 'asking' | null;
}): JSX.Element | null => {
  if (login === null) return null;
  if (login === 'asking') return <p className="sp-login ds-quiet">Its login is being asked for</p>;
  if (login.state === 'unknown') return <p className="sp-login ds-quiet">Login not known: {login.words}</p>;
  const isIn = login.state === 'in';
  return (
    <p className="sp-login" data-out={!isIn || undefined} role={isIn ? undefined : 'status'}>
      {isIn ? <CircleCheck size={14} aria-hidden="true" /> : <CircleAlert size={14} aria-hidden="true" />}
      {isIn ? sentence(login.words) : `${sentence(login.words)}. ${login.remedy ?? ''}`}
    </p>
  );
};

/** That a profile failed too often, and when it may start again. */
export const RestNote = ({ profile }: { readonly profile: string }): JSX.Element | null => {
  const breaker = useView((view) => view.breakers.find(isBreakerOf({ scope: 'profile', name: profile })));
  const now = useNow();
  if (breaker === undefined) return null;
  return (
    <p className="sp-login" data-out role="status">
      <CircleAlert size={14} aria-hidden="true" />
      {`${profile} ${restWords(breaker, now)}. Its last failure: ${breaker.reason}`}
    </p>
  );
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
