import type { ProfileSource } from '@contract/profile-sources.ts';
import { type JSX, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Check } from '../design/field.tsx';
import { Empty, ErrorState } from '../design/plain-states.tsx';
import { summaryOf } from './check-words.ts';
import { TrialFindings } from './trial-findings.tsx';
import type { TrialState, Trials } from './use-trial.ts';
import './trial.css';

type TryItProps = {
  readonly source: ProfileSource;
  readonly changed: boolean;
  readonly readOnly: boolean;
  readonly trials: Trials;
  /** The name under which it is saved; null where it was refused. */
  onSave(): Promise<string | null>;
};

/** Why it can't be tried here; null where it can. */
const hindrance = ({ source, readOnly }: TryItProps): { title: string; words: string } | null => {
  if (readOnly) return { title: 'This connection may only look', words: 'Try it from the window itself.' };
  if (source.source === 'project')
    return {
      title: 'A project’s profile is tried as a copy',
      words:
        'A trial runs in a project of its own, which has not this one’s profiles. Make your own copy first.',
    };
  return null;
};

const Costs = ({ scripted }: { readonly scripted: boolean }): JSX.Element => (
  <p>
    It is started in a project of its own in a temporary folder, told to confirm, said hello to, and ended:
    nothing of your projects is touched.{' '}
    {scripted
      ? 'It is scripted: that costs nothing.'
      : 'With a real provider this costs tokens of your account: a few thousand to try it, some ten thousand and some minutes to check all.'}
  </p>
);

type AgreeProps = {
  readonly dialogs: ProfileSource['dialogs'];
  readonly agreed: readonly string[];
  set(names: readonly string[]): void;
};

/** What its CLI may ask before it starts: answered only where the person has agreed. */
const Agree = ({ dialogs, agreed, set }: AgreeProps): JSX.Element | null =>
  dialogs.length === 0 ? null : (
    <fieldset className="pr-agree">
      <legend>
        Its program may ask these first. Tutti answers only what you agree to here, and for this trial alone.
      </legend>
      {dialogs.map(({ name, text }) => (
        <Check
          key={name}
          label={
            <>
              <span className="ds-figures">{name}</span>: {text}
            </>
          }
          checked={agreed.includes(name)}
          onChange={(yes) => set(yes ? [...agreed, name] : agreed.filter((each) => each !== name))}
        />
      ))}
    </fieldset>
  );

const Ended = ({ trial }: { readonly trial: TrialState }): JSX.Element | null => {
  if (trial.status === 'running') return null;
  if (trial.error !== null) return <ErrorState error={trial.error} />;
  return (
    <p role="status" className="pr-summary">
      {trial.status === 'cancelled' ? 'Cancelled. What was started is being ended.' : summaryOf(trial.items)}
    </p>
  );
};

/** Starts one, lets it confirm, says hello, and ends it; each finding as it comes. */
export const TryIt = (props: TryItProps): JSX.Element => {
  const { source, changed, trials, onSave } = props;
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const hindered = hindrance(props);
  if (hindered !== null) return <Empty title={hindered.title}>{hindered.words}</Empty>;
  const { trial } = trials;
  const running = trial?.status === 'running';
  const mine = trial !== null && trial.terms.profile === source.name;
  const start = async (all: boolean): Promise<void> => {
    const profile = changed ? await onSave() : source.name;
    // A dialog that the profile no longer knows is agreed to by nobody.
    const agree = agreed.filter((name) => source.dialogs.some((dialog) => dialog.name === name));
    if (profile !== null) trials.start({ profile, all, agree });
  };
  return (
    <div className="pr-try">
      <Costs scripted={source.scripted} />
      <Agree dialogs={source.dialogs} agreed={agreed} set={setAgreed} />
      <div className="pr-try-buttons">
        <Button look="main" disabled={running} onClick={() => void start(false)}>
          {changed ? 'Save and try' : 'Try it'}
        </Button>
        <Button disabled={running} onClick={() => void start(true)}>
          {changed ? 'Save and check all' : 'Check all'} (some minutes)
        </Button>
        {running && <Button onClick={trials.cancel}>Cancel</Button>}
      </div>
      {running && !mine && <p role="status">{trial.terms.profile} is being tried. One at a time.</p>}
      {mine && <TrialFindings trial={trial} />}
      {mine && <Ended trial={trial} />}
    </div>
  );
};
