import type { VerbInput, VerbName, VerbOutput } from '@contract/verbs.ts';
import { useCallback } from 'react';
import { toastError } from '../design/toaster.tsx';
import { useClient } from './use-project.ts';

/** Calls a verb and shows a refusal or failure as a toast. Answers the value, or undefined when it failed. */
export type RunCommand = <V extends VerbName>(
  verb: V,
  input: VerbInput<V>,
) => Promise<VerbOutput<V> | undefined>;

export const useCommand = (): RunCommand => {
  const client = useClient();
  return useCallback(
    async (verb, input) => {
      const result = await client.call(verb, input);
      if (result.ok) return result.value;
      toastError(result.error);
      return undefined;
    },
    [client],
  );
};
