import type { Published, PublishPlan } from '@contract/publishing.ts';
import type { TuttiError } from '@contract/result.ts';
import { useEffect, useState } from 'react';
import { useNewEvents } from '../connection/use-new-events.ts';
import { useClient } from '../connection/use-project.ts';
import type { Filled } from './publish-form.ts';

export type Publish = {
  /** Null until it has come. */
  readonly plan: PublishPlan | null;
  readonly planError: TuttiError | null;
  /** How far it is; null: it does not run. */
  readonly step: 'push' | 'pull-request' | null;
  readonly done: Published | null;
  readonly error: TuttiError | null;
  again(): void;
  start(wish: Filled, propose: boolean): Promise<void>;
  cancel(): void;
};

/** The plan of an instance's branch for one remote (null: the usual), and what comes of following it. */
export const usePublish = (id: string, remote: string | null): Publish => {
  const client = useClient();
  const [plan, setPlan] = useState<PublishPlan | null>(null);
  const [planError, setPlanError] = useState<TuttiError | null>(null);
  const [step, setStep] = useState<Publish['step']>(null);
  const [done, setDone] = useState<Published | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is why it is asked anew
  useEffect(() => {
    let gone = false;
    void client.call('publish.plan', { id, ...(remote === null ? {} : { remote }) }).then((result) => {
      if (gone) return;
      setPlanError(result.ok ? null : result.error);
      if (result.ok) setPlan(result.value);
    });
    return () => {
      gone = true;
    };
  }, [client, id, remote, round]);
  useNewEvents((events) => {
    const pushed = events?.some((event) => event.kind === 'branch.published' && event.data.id === id);
    if (pushed === true && step === 'push') setStep('pull-request');
  });
  const start = async ({ as, pullRequest }: Filled, propose: boolean): Promise<void> => {
    if (plan === null || plan.remote === null) return;
    setStep('push');
    setError(null);
    setDone(null);
    const result = await client.call('publish.push', {
      ...{ id, remote: plan.remote, as, tip: plan.tip },
      pullRequest: propose ? pullRequest : null,
    });
    setStep(null);
    if (result.ok) setDone(result.value);
    else setError(result.error);
  };
  return {
    ...{ plan, planError, step, done, error, start },
    again: () => {
      setError(null);
      setRound(round + 1);
    },
    cancel: () => void client.call('publish.cancel', { id }),
  };
};
