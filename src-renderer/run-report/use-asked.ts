import type { Result, TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useState } from 'react';

export interface Asked<T> {
  /** Null until it came; it stays while it is asked again. */
  readonly value: T | null;
  readonly error: TuttiError | null;
  readonly busy: boolean;
  again(): void;
}

/** Asks once, and again when `ask` is another function or `again` is called. */
export const useAsked = <T>(ask: () => Promise<Result<T>>): Asked<T> => {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is what asks again
  useEffect(() => {
    let gone = false;
    setBusy(true);
    void ask().then((answer) => {
      if (gone) return;
      setBusy(false);
      setError(answer.ok ? null : answer.error);
      if (answer.ok) setValue(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [ask, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { value, error, busy, again };
};
