import type { Published } from '@contract/publishing.ts';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { OutLink } from './command-lines.tsx';
import { PlanPart } from './plan-part.tsx';
import { filled, mistakes, type PublishForm, proposalTrouble, untouched } from './publish-form.ts';
import { usePublish } from './use-publish.ts';
import './publishing.css';

const Done = ({ done }: { readonly done: Published }): JSX.Element => {
  const { branch, remote, as, upToDate, says, link, pullRequest, trouble } = done;
  const there = as === branch ? remote : `${remote} as ${as}`;
  return (
    <div className="pb-done" role="status">
      <p>{upToDate ? `${there} had all of it already.` : `${branch} is on ${there}.`}</p>
      {pullRequest !== null && (
        <p>
          {pullRequest.existing ? 'It has a pull request already: ' : 'The pull request is open: '}
          <OutLink url={pullRequest.url} />
        </p>
      )}
      {trouble !== null && <ErrorState error={trouble} />}
      {pullRequest === null && link !== null && (
        <p>
          {remote} says: <OutLink url={link} />
        </p>
      )}
      {says !== '' && (
        <details>
          <summary>What {remote} said</summary>
          <pre className="ds-figures">{says}</pre>
        </details>
      )}
    </div>
  );
};

const stepWords = { push: 'Pushing…', 'pull-request': 'Opening the pull request…' } as const;

/** Pushes an instance's branch, and opens a pull request: what is run is shown before. Mounted while it is open. */
export const PublishDialog = ({ id, onClose }: { readonly id: string; onClose(): void }): JSX.Element => {
  const readOnly = useReadOnly();
  const [remote, setRemote] = useState<string | null>(null);
  const [form, setForm] = useState<PublishForm>(untouched);
  const { plan, planError, step, done, error, again, start, cancel } = usePublish(id, remote);
  const wish = plan === null ? null : filled(form, plan);
  const wrong = wish === null ? {} : mistakes(wish, form.propose);
  const isDone = done !== null && done.trouble === null;
  const refused =
    plan === null || wish === null || plan.trouble !== null || Object.keys(wrong).length > 0
      ? true
      : form.propose && proposalTrouble(plan, wish.as, wish.pullRequest.base) !== null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Publish the work of ${id}`}
      description={
        plan === null ? undefined : (
          <>
            <span className="ds-figures">{plan.branch}</span> at{' '}
            <span className="ds-figures">{plan.tip.slice(0, 9)}</span>
            {plan.subject !== '' && `, “${plan.subject}”`}. Nothing leaves this machine before you say so.
          </>
        )
      }
      foot={
        <>
          {step === null ? (
            <Button onClick={onClose}>Close</Button>
          ) : (
            <Button onClick={cancel}>Cancel it</Button>
          )}
          {!readOnly && !isDone && (
            <Button
              look="main"
              disabled={refused || step !== null}
              onClick={() => wish !== null && void start(wish, form.propose)}
            >
              {step !== null ? stepWords[step] : form.propose ? 'Push and open a pull request' : 'Push'}
            </Button>
          )}
        </>
      }
    >
      {planError !== null && (
        <ErrorState error={planError} action={<Button onClick={again}>Try again</Button>} />
      )}
      {plan === null && planError === null && (
        <Skeleton label="What it would do is being looked up" rows={5} />
      )}
      {plan?.trouble != null && (
        <ErrorState error={plan.trouble} action={<Button onClick={again}>Look again</Button>} />
      )}
      {error !== null && <ErrorState error={error} action={<Button onClick={again}>Look again</Button>} />}
      {done !== null && <Done done={done} />}
      {plan !== null && wish !== null && plan.trouble === null && !isDone && (
        <PlanPart
          {...{ plan, form, wish, wrong }}
          disabled={step !== null || readOnly}
          onChange={(part) => setForm({ ...form, ...part })}
          onRemote={setRemote}
        />
      )}
    </Dialog>
  );
};
