import {
  answersOf,
  type RoleProfiles,
  type RunTemplate,
  type TemplateEntry,
  type TemplateVariable,
} from '@contract/run-templates.ts';
import { fillText } from '@contract/template-text.ts';
import type { JSX } from 'react';
import { Field, Input } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { unchosenVariant } from '../design/variant-form.ts';
import type { Mistakes, NewRunForm } from './new-run-form.ts';

type PartProps = {
  readonly form: NewRunForm;
  readonly mistakes: Mistakes;
  change(part: Partial<NewRunForm>): void;
};

/** A select can't hold an empty value. */
const none = ' none';

const sources = { tutti: 'comes with Tutti', person: 'yours', project: 'this project’s' } as const;

type TemplatePartProps = PartProps & {
  readonly templates: readonly TemplateEntry[];
  readonly template: RunTemplate | null;
};

/** Which template, what is in it, and what it asks. */
export const TemplatePart = ({ templates, template, ...rest }: TemplatePartProps): JSX.Element => {
  const { form, mistakes, change } = rest;
  const options = [
    { value: none, label: 'None: the executive makes the plan' },
    ...templates.map(({ name, title, source, problem }) => ({
      value: name,
      label: title,
      note: problem === null ? sources[source] : problem.split('\n')[0],
      disabled: problem !== null,
    })),
  ];
  return (
    <>
      <Field label="Template" wrong={mistakes.template} note={template?.description}>
        {(id) => (
          <Select
            id={id}
            value={form.template || none}
            options={options}
            onChange={(chosen) => {
              const defaults =
                templates.find(({ name }) => name === chosen)?.template?.defaults.profiles ?? {};
              change({ template: chosen === none ? '' : chosen, ...whoOf(defaults, form) });
            }}
          />
        )}
      </Field>
      {template !== null && <PartList template={template} form={form} />}
      {template?.variables.map((variable) => (
        <VariableField key={variable.name} variable={variable} {...rest} />
      ))}
    </>
  );
};

/** Whom a template names is chosen with it, and can be changed. */
const whoOf = ({ executive, manager, specialist }: RoleProfiles, form: NewRunForm): Partial<NewRunForm> => ({
  ...(executive === undefined ? {} : { profile: executive, ...unchosenVariant }),
  byRole: {
    manager: manager ?? form.byRole.manager,
    specialist: specialist ?? form.byRole.specialist,
  },
});

type PartListProps = { readonly template: RunTemplate; readonly form: NewRunForm };

/** What nobody has answered yet stands as it is named. */
const PartList = ({ template: { parts, tasks, variables }, form }: PartListProps): JSX.Element => {
  const { values } = answersOf(variables, form.answers);
  const put = (text: string): string => fillText(text, values);
  return (
    <ul className="nr-parts" aria-label="Parts">
      {parts.map(({ name, goal, files, dependsOn }) => (
        <li key={name}>
          <strong>{name}</strong> <span className="ds-figures ds-quiet">{files.map(put).join(', ')}</span>
          <span className="ds-quiet"> · {tasks.filter(({ part }) => part === name).length} tasks</span>
          {dependsOn.length > 0 && <span className="ds-quiet"> · after {dependsOn.join(', ')}</span>}
          {goal !== '' && <p className="ds-quiet">{put(goal)}</p>}
        </li>
      ))}
    </ul>
  );
};

type VariableProps = PartProps & { readonly variable: TemplateVariable };

const VariableField = ({ variable, form, mistakes, change }: VariableProps): JSX.Element => {
  const { name, question, choices, default: usual } = variable;
  const wrong = mistakes[`variables.${name}`];
  const answer = (text: string): void => change({ answers: { ...form.answers, [name]: text } });
  return (
    <Field label={question} wrong={wrong}>
      {(id) =>
        choices === undefined ? (
          <Input
            id={id}
            placeholder={usual}
            aria-invalid={wrong !== undefined}
            value={form.answers[name] ?? ''}
            onChange={(event) => answer(event.target.value)}
          />
        ) : (
          <Select
            id={id}
            value={form.answers[name] ?? usual ?? ''}
            options={choices.map((choice) => ({ value: choice, label: choice }))}
            onChange={answer}
          />
        )
      }
    </Field>
  );
};
