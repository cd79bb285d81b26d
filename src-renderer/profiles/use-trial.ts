import { type AgentCheck, agentChecks, type CheckItem, quickChecks } from '@contract/agent-checks.ts';
import type { TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Following } from '../connection/client.ts';
import { useClient } from '../connection/use-project.ts';

export type TrialTerms = {
  readonly profile: string;
  readonly all: boolean;
  /** Names of the dialogs that are agreed to. */
  readonly agree: readonly string[];
};

export type TrialState = {
  readonly terms: TrialTerms;
  readonly items: readonly CheckItem[];
  readonly status: 'running' | 'done' | 'cancelled' | 'failed';
  /** Why it could not be made. */
  readonly error: TuttiError | null;
  /** When the check that is being made began, milliseconds since 1970. */
  readonly since: number;
};

export type Trials = {
  /** The one that is made or was made last. */
  readonly trial: TrialState | null;
  start(terms: TrialTerms): void;
  cancel(): void;
};

export const checksOf = ({ all }: TrialTerms): readonly AgentCheck[] => (all ? agentChecks : quickChecks);

const begun = (terms: TrialTerms): TrialState => ({
  terms,
  items: [],
  status: 'running',
  error: null,
  since: Date.now(),
});

/** One trial at a time. It is cancelled when what shows it goes. */
export const useTrials = (): Trials => {
  const client = useClient();
  const [trial, setTrial] = useState<TrialState | null>(null);
  const following = useRef<Following | null>(null);

  const change = useCallback((part: (before: TrialState) => Partial<TrialState>) => {
    setTrial((before) => (before === null ? null : { ...before, ...part(before) }));
  }, []);
  const cancel = useCallback(() => {
    following.current?.cancel();
    following.current = null;
  }, []);
  useEffect(() => cancel, [cancel]);

  return {
    trial,
    start: (terms) => {
      cancel();
      setTrial(begun(terms));
      // Asked again after a lost line, which ended the trial: it begins anew.
      const ask = () => {
        change(() => begun(terms));
        return { ...terms, agree: [...terms.agree] };
      };
      following.current = client.follow('agents.check', ask, {
        onItem: (item) => change(({ items }) => ({ items: [...items, item], since: Date.now() })),
        onEnd: (error) => {
          following.current = null;
          change(() => ({ status: error === undefined ? 'done' : 'failed', error: error ?? null }));
        },
      });
    },
    cancel: () => {
      cancel();
      change(() => ({ status: 'cancelled' }));
    },
  };
};
