import type { Cleanable, Cleaned } from '@contract/clean-up.ts';
import type { TuttiError } from '@contract/result.ts';
import { useEffect, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useClient } from '../connection/use-project.ts';

export type CleanableState = {
  /** Null until the first answer has come. */
  readonly found: readonly Cleanable[] | null;
  readonly error: TuttiError | null;
  /** Those that were to go and stayed, of the last time. */
  readonly stayed: readonly Cleaned[];
  readonly working: boolean;
  again(): void;
  clean(chosen: readonly Cleanable[]): Promise<void>;
};

/** What can be cleaned up, asked when the dialog opens and after each clean-up. */
export const useCleanable = (): CleanableState => {
  const client = useClient();
  const run = useCommand();
  const [found, setFound] = useState<readonly Cleanable[] | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const [stayed, setStayed] = useState<readonly Cleaned[]>([]);
  const [working, setWorking] = useState(false);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is why it is asked anew
  useEffect(() => {
    let gone = false;
    void client.call('work.cleanable', {}).then((result) => {
      if (gone) return;
      setError(result.ok ? null : result.error);
      if (result.ok) setFound(result.value);
    });
    return () => {
      gone = true;
    };
  }, [client, round]);
  const again = (): void => setRound((before) => before + 1);
  const clean = async (chosen: readonly Cleanable[]): Promise<void> => {
    setWorking(true);
    const done: Cleaned[] = [];
    // Only what is shown as such is kept first: the others go as they were listed, or stay.
    for (const save of [false, true]) {
      const names = chosen.filter(({ savable }) => savable === save).map(({ name }) => name);
      if (names.length > 0) done.push(...((await run('work.clean', { names, save })) ?? []));
    }
    setStayed(done.filter(({ gone }) => !gone));
    setWorking(false);
    again();
  };
  return { found, error, stayed, working, again, clean };
};
