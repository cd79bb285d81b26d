import type { RunTemplate } from '@contract/run-templates.ts';
import { limitNames, runTerms } from '@contract/run-terms.ts';
import { type JSX, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Field, Input } from '../design/field.tsx';
import type { LimitName, Mistakes, NewRunForm } from './new-run-form.ts';

const labels: Record<LimitName, string> = {
  executives: 'Executives',
  managers: 'Managers',
  specialists: 'Specialists',
  childrenEach: 'Children of one',
};

type Props = {
  readonly form: NewRunForm;
  readonly mistakes: Mistakes;
  readonly template: RunTemplate | null;
  change(part: Partial<NewRunForm>): void;
};

/** What the run is called, and how many may live at once; what stays empty is as it is set, or as the template tightens it. */
export const TitleAndLimits = ({ form, mistakes, template, change }: Props): JSX.Element => {
  const [unfolded, setUnfolded] = useState(false);
  const set = useView((view) => view.settings);
  const budgets = useView((view) => view.budgets);
  const { limits } = runTerms({ settings: set, budgets }, {}, template?.defaults ?? null).settings;
  const wrong = Object.keys(mistakes).some((name) => name === 'title' || name.startsWith('limits.'));
  return (
    <details
      className="nr-fold"
      open={unfolded || wrong}
      onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}
    >
      <summary>Title, and how many may live at once</summary>
      <div className="nr-folded">
        <Field label="Title" wrong={mistakes.title}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              placeholder="The first line of what is to be done"
              value={form.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <div className="nr-four">
          {limitNames.map((name) => (
            <Field key={name} label={labels[name]} wrong={mistakes[`limits.${name}`]}>
              {(id) => (
                <Input
                  id={id}
                  inputMode="numeric"
                  className="ds-figures"
                  placeholder={String(limits[name])}
                  aria-invalid={mistakes[`limits.${name}`] !== undefined}
                  value={form.limits[name]}
                  onChange={(event) => change({ limits: { ...form.limits, [name]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </div>
        <p className="ds-field-note">What you enter becomes the project’s setting.</p>
      </div>
    </details>
  );
};
