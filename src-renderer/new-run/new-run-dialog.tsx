import type { Budgets } from '@contract/budgets.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import type { TemplateEntry } from '@contract/run-templates.ts';
import { type FormEvent, type JSX, type ReactNode, useId, useState } from 'react';
import { useProfiles } from '../connection/use-profiles.ts';
import { useClient } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Textarea } from '../design/field.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { isUsable, missing, modeIn } from '../design/variant-form.ts';
import {
  emptyForm,
  launchInput,
  type Mistakes,
  mistakeOf,
  mistakesIn,
  outcomeWords,
} from './new-run-form.ts';
import { TemplatePart } from './template-part.tsx';
import { TitleAndLimits } from './title-and-limits.tsx';
import { useTemplates } from './use-templates.ts';
import { WhoPart } from './who-part.tsx';
import './new-run.css';

type NewRunDialogProps = {
  /** What may be used: it counts from here on. */
  readonly limits: ReactNode;
  /** What was said of it: undefined is nothing, null is a mistake, which is then said beside its field. */
  budget(): Budgets | undefined | null;
  onClose(): void;
  /** With the id of the executive. */
  onBegun(id: string): void;
};

const useNewRun = (
  { budget, onBegun }: NewRunDialogProps,
  profiles: readonly ProfileEntry[] | null,
  templates: readonly TemplateEntry[] | null,
) => {
  const client = useClient();
  const [typed, setTyped] = useState(emptyForm);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [error, setError] = useState<TuttiError | null>(null);
  const [starting, setStarting] = useState(false);
  const form = { ...typed, profile: typed.profile || (profiles?.find(isUsable)?.name ?? '') };
  const entry = profiles?.find(({ name }) => name === form.profile);
  const template = templates?.find(({ name }) => name === form.template)?.template ?? null;
  const begin = async (): Promise<void> => {
    const wrong = mistakesIn(form, template);
    setMistakes(wrong);
    const limits = budget();
    if (entry === undefined || limits === null || Object.keys(wrong).length > 0) return;
    setStarting(true);
    setError(null);
    const result = await client.call('runs.launch', launchInput(form, entry, template, limits));
    setStarting(false);
    if (result.ok) return onBegun(result.value.executive.id);
    const beside = mistakeOf(result.error, template);
    if (beside === null) setError(result.error);
    else setMistakes(beside);
  };
  const change = (part: Partial<typeof emptyForm>): void => setTyped({ ...typed, ...part });
  return { form, entry, template, mistakes, error, starting, begin, change };
};

/** Begins a run: what is to be done, with what plan, by whom. Mounted while it is open. */
export const NewRunDialog = (props: NewRunDialogProps): JSX.Element => {
  const formId = useId();
  const { profiles, error: profilesError } = useProfiles(0);
  const { templates, error: templatesError } = useTemplates();
  const run = useNewRun(props, profiles, templates);
  const { form, entry, template, mistakes, change } = run;
  const unasked = modeIn(entry, form)?.dangerous === true;
  const error = run.error ?? profilesError ?? templatesError;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run.begin();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="New run"
      foot={
        <>
          <span className="nr-outcome">{outcomeWords(template)}</span>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            look={unasked ? 'danger' : 'main'}
            type="submit"
            form={formId}
            disabled={missing(entry, form) !== null || run.starting}
          >
            {run.starting ? 'Beginning…' : unasked ? 'Begin without permissions' : 'Begin'}
          </Button>
        </>
      }
    >
      <form id={formId} className="nr-form" noValidate onSubmit={submit}>
        {error !== null && <ErrorState error={error} />}
        <Field label="What is to be done" wrong={mistakes.goal}>
          {(id) => (
            <Textarea
              id={id}
              rows={4}
              aria-invalid={mistakes.goal !== undefined}
              placeholder="What is to be there in the end, and what must be left alone"
              value={form.goal}
              onChange={(event) => change({ goal: event.target.value })}
            />
          )}
        </Field>
        {(profiles === null || templates === null) && error === null && (
          <Skeleton label="Templates and profiles are being read" />
        )}
        {templates !== null && (
          <TemplatePart
            templates={templates}
            template={template}
            form={form}
            mistakes={mistakes}
            change={change}
          />
        )}
        {profiles !== null && (
          <WhoPart
            profiles={profiles}
            entry={entry}
            template={template}
            form={form}
            mistakes={mistakes}
            change={change}
          />
        )}
        <TitleAndLimits form={form} mistakes={mistakes} template={template} change={change} />
        {props.limits}
      </form>
    </Dialog>
  );
};
