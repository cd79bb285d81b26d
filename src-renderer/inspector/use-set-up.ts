import type { Result, TuttiError } from '@contract/result.ts';
import type { VerbInput, VerbOutput } from '@contract/verbs.ts';
import { useEffect, useState } from 'react';
import { useNewEvents } from '../connection/use-new-events.ts';
import { useClient } from '../connection/use-project.ts';

type Answer = VerbOutput<'instances.setUp'>;

type Shown = {
  /** Null until it was answered once. */
  readonly value: Answer | null;
  readonly error: TuttiError | null;
};

const nothing: Shown = { value: null, error: null };

/**
 * An instance's set-up, with what its command prints while it runs: one question at a time, whose answer waits for more. Nothing is asked
 * once it is over, or nobody looks any more.
 */
export const useSetUp = (id: string): Shown => {
  const client = useClient();
  const [shown, setShown] = useState<Shown>(nothing);
  const [round, setRound] = useState(0);
  // The connection was lost in between: what was asked was not answered, or may never be.
  useNewEvents((events) => {
    if (events === null || shown.error !== null) setRound((now) => now + 1);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks anew
  useEffect(() => {
    let gone = false;
    const follow = async (): Promise<void> => {
      let seen: number | null = 0;
      for (let first = true; seen !== null; first = false) {
        const asked: VerbInput<'instances.setUp'> = first ? { id } : { id, seen };
        const result: Result<Answer> = await client.call('instances.setUp', asked);
        if (gone) return;
        setShown(result.ok ? { value: result.value, error: null } : { value: null, error: result.error });
        seen = result.ok ? (result.value.live?.printed ?? null) : null;
      }
    };
    void follow();
    return () => {
      gone = true;
    };
  }, [client, id, round]);
  return shown;
};
