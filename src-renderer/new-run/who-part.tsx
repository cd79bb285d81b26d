import type { ProfileEntry } from '@contract/profiles.ts';
import type { Approval, RunTemplate } from '@contract/run-templates.ts';
import { stricter } from '@contract/run-terms.ts';
import type { JSX } from 'react';
import { useLogin } from '../connection/use-profiles.ts';
import { useView } from '../connection/use-project.ts';
import { Field } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { LoginNote, ModeChoice, ModelChoice, RestNote } from '../design/variant-choices.tsx';
import { profileOption, unchosenVariant } from '../design/variant-form.ts';
import type { Mistakes, NewRunForm } from './new-run-form.ts';

type WhoProps = {
  readonly profiles: readonly ProfileEntry[];
  readonly entry: ProfileEntry | undefined;
  readonly template: RunTemplate | null;
  readonly form: NewRunForm;
  readonly mistakes: Mistakes;
  change(part: Partial<NewRunForm>): void;
};

/** A select can't hold an empty value. */
const asAll = ' all';

const approvals: readonly { readonly value: Approval; readonly label: string }[] = [
  { value: 'off', label: 'Nobody’s' },
  { value: 'managers', label: 'Managers’' },
  { value: 'all', label: 'Everyone’s' },
];

/** Who works: the profile of all or of each role, what the executive may do unasked, whose start waits for a yes. */
export const WhoPart = ({ profiles, entry, template, form, mistakes, change }: WhoProps): JSX.Element => {
  const set = useView((view) => view.settings.approval);
  // What it is where nothing is chosen: a template may ask for more than the project, never for less.
  const usual = stricter(set, template?.defaults.approval ?? set);
  const login = useLogin(entry);
  return (
    <>
      <Field
        label="Profile"
        wrong={mistakes.profile}
        note={entry?.scripted === true ? 'A scripted stand-in, not a real agent.' : undefined}
      >
        {(id) => (
          <Select
            id={id}
            value={form.profile}
            options={profiles.map(profileOption)}
            onChange={(profile) => change({ profile, ...unchosenVariant })}
          />
        )}
      </Field>
      <LoginNote login={login} />
      {entry !== undefined && <RestNote profile={entry.name} />}
      <details className="nr-fold">
        <summary>Other profiles for managers and specialists</summary>
        <div className="nr-pair">
          {(['manager', 'specialist'] as const).map((role) => (
            <Field key={role} label={role === 'manager' ? 'Managers' : 'Specialists'}>
              {(id) => (
                <Select
                  id={id}
                  value={form.byRole[role] || asAll}
                  options={[{ value: asAll, label: 'The same' }, ...profiles.map(profileOption)]}
                  onChange={(name) =>
                    change({ byRole: { ...form.byRole, [role]: name === asAll ? '' : name } })
                  }
                />
              )}
            </Field>
          ))}
        </div>
      </details>
      {entry !== undefined && <ModelChoice entry={entry} form={form} change={change} />}
      {entry !== undefined && <ModeChoice entry={entry} form={form} change={change} />}
      <Field
        label="Whose start waits for your yes"
        note={form.approval === null && usual !== set ? 'The template asks for it.' : undefined}
      >
        {(id) => (
          <Select
            id={id}
            value={form.approval ?? usual}
            options={approvals}
            onChange={(approval) => change({ approval: approval as Approval })}
          />
        )}
      </Field>
    </>
  );
};
