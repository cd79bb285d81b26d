import type { PublishPlan } from '@contract/publishing.ts';
import type { JSX } from 'react';
import { Check, Field, Input, Textarea } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { CommandLines, OutLink } from './command-lines.tsx';
import {
  byHand,
  commandsOf,
  type Filled,
  type PublishForm,
  proposalTrouble,
  type Wrong,
} from './publish-form.ts';
import { publishNotes } from './publish-notes.ts';

type PlanProps = {
  readonly plan: PublishPlan;
  readonly form: PublishForm;
  readonly wish: Filled;
  readonly wrong: Wrong;
  readonly disabled: boolean;
  onChange(part: Partial<PublishForm>): void;
  onRemote(name: string): void;
};

const Where = ({ plan, wish, wrong, disabled, onChange, onRemote }: PlanProps): JSX.Element => {
  const remote = plan.remotes.find(({ name }) => name === plan.remote);
  const urls = remote?.urls.join(', ') ?? '';
  return (
    <div className="pb-where">
      <Field label="Remote" note={<span className="ds-figures">{urls}</span>}>
        {(id) => (
          <Select
            id={id}
            value={plan.remote ?? ''}
            disabled={disabled || plan.remotes.length < 2}
            options={plan.remotes.map(({ name, urls: [note] }) => ({ value: name, label: name, note }))}
            onChange={onRemote}
          />
        )}
      </Field>
      <Field label="Name there" wrong={wrong.as}>
        {(id) => (
          <Input
            id={id}
            className="ds-figures"
            value={wish.as}
            disabled={disabled}
            onChange={(event) => onChange({ as: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
};

const Notes = ({ plan, wish }: Pick<PlanProps, 'plan' | 'wish'>): JSX.Element | null => {
  const notes = publishNotes(plan, wish.as);
  return notes.length === 0 ? null : (
    <ul className="pb-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
};

const Words = ({ plan, wish, wrong, disabled, onChange }: PlanProps): JSX.Element => {
  const { title, body, base, draft } = wish.pullRequest;
  return (
    <div className="pb-words">
      <Field label="Title" wrong={wrong.title}>
        {(id) => (
          <Input
            id={id}
            value={title}
            disabled={disabled}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Text">
        {(id) => (
          <Textarea
            id={id}
            rows={4}
            value={body}
            maxLength={40_000}
            disabled={disabled}
            onChange={(event) => onChange({ body: event.target.value })}
          />
        )}
      </Field>
      <Field label={`Into this branch of ${plan.repository ?? 'the repository'}`} wrong={wrong.base}>
        {(id) => (
          <Input
            id={id}
            className="ds-figures"
            value={base}
            disabled={disabled}
            onChange={(event) => onChange({ base: event.target.value })}
          />
        )}
      </Field>
      <Check
        label="As a draft"
        checked={draft}
        disabled={disabled}
        onChange={(wanted) => onChange({ draft: wanted })}
      />
    </div>
  );
};

/** Where it goes, what it says, and what is run for that. */
export const PlanPart = (props: PlanProps): JSX.Element => {
  const { plan, form, wish, disabled, onChange } = props;
  const trouble = proposalTrouble(plan, wish.as, wish.pullRequest.base);
  return (
    <>
      <Where {...props} />
      <Notes plan={plan} wish={wish} />
      <Check
        label="Open a pull request, by gh"
        checked={form.propose}
        disabled={disabled || (trouble !== null && !form.propose)}
        onChange={(propose) => onChange({ propose })}
      />
      {trouble !== null && <p className="pb-trouble">{trouble}</p>}
      {form.propose && <Words {...props} />}
      <CommandLines title="What is run" lines={commandsOf(plan, wish, form.propose)} />
      {trouble !== null && plan.gh.state !== 'ready' && (
        <>
          <CommandLines title="To type yourself instead" lines={byHand(plan, wish)} />
          {plan.page !== null && (
            <p className="ds-quiet">
              Once it is pushed, a pull request is opened at <OutLink url={plan.page} />
            </p>
          )}
        </>
      )}
    </>
  );
};
