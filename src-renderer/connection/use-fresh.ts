import type { TuttiEvent } from '@contract/events.ts';
import type { TuttiError } from '@contract/result.ts';
import type { VerbInput, VerbName, VerbOutput } from '@contract/verbs.ts';
import { useEffect, useRef, useState } from 'react';
import { useNewEvents } from './use-new-events.ts';
import { useClient } from './use-project.ts';

export type Fresh<V extends VerbName> = {
  /** Null until it was answered once. */
  readonly value: VerbOutput<V> | null;
  readonly error: TuttiError | null;
};

/** What a query answers, asked again when an event says that it may be another; one question at a time. */
export const useFresh = <V extends VerbName>(
  verb: V,
  input: VerbInput<V>,
  concerns: (event: TuttiEvent) => boolean,
): Fresh<V> => {
  const client = useClient();
  const asked = JSON.stringify(input);
  const [answer, setAnswer] = useState<Fresh<V> & { readonly of: string }>({
    value: null,
    error: null,
    of: '',
  });
  const ask = useRef<() => void>(() => {});
  useEffect(() => {
    let gone = false;
    let asking = false;
    let again = false;
    const call = async (): Promise<void> => {
      again = asking;
      if (asking) return;
      asking = true;
      // It is what stands behind `asked`, which tells one question from another.
      const result = await client.call(verb, JSON.parse(asked) as VerbInput<V>);
      asking = false;
      if (gone) return;
      if (result.ok) setAnswer({ value: result.value, error: null, of: asked });
      else setAnswer({ value: null, error: result.error, of: asked });
      if (again) void call();
    };
    ask.current = () => void call();
    void call();
    return () => {
      gone = true;
    };
  }, [client, verb, asked]);
  useNewEvents((events) => {
    if (events === null || events.some(concerns)) ask.current();
  });
  return answer.of === asked ? answer : { value: null, error: null };
};
