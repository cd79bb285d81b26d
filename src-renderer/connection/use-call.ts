import type { TuttiError } from '@contract/result.ts';
import type { VerbInput, VerbName, VerbOutput } from '@contract/verbs.ts';
import { useCallback, useState } from 'react';
import type { TuttiClient } from './client.ts';
import { useClient } from './use-project.ts';

export type Call = {
  /** Answers the value, or undefined when it failed: `error` says why. */
  call<V extends VerbName>(verb: V, input: VerbInput<V>): Promise<VerbOutput<V> | undefined>;
  /** Of the last call; to be shown beside what was done. */
  readonly error: TuttiError | null;
  readonly busy: boolean;
};

/**
 * Calls verbs and keeps the refusal or failure of the last one, where `useCommand` shows a toast. `of`: another client than the one that the
 * page is of.
 */
export const useCall = (of?: TuttiClient): Call => {
  const own = useClient();
  const client = of ?? own;
  const [error, setError] = useState<TuttiError | null>(null);
  const [busy, setBusy] = useState(false);
  const call = useCallback<Call['call']>(
    async (verb, input) => {
      setBusy(true);
      setError(null);
      const result = await client.call(verb, input);
      setBusy(false);
      if (result.ok) return result.value;
      setError(result.error);
      return undefined;
    },
    [client],
  );
  return { call, error, busy };
};
