import type { TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNewEvents } from '../connection/use-new-events.ts';
import { useClient } from '../connection/use-project.ts';
import { foldKnowledge, isKnowledge, isUnder, type Known, withPart } from './fold-knowledge.ts';

/** The most that one call answers with. */
const partSize = 500;
/** Milliseconds after the last key of a search: as long as it takes to type the next one. */
const typing = 150;

export type Search = { readonly words: string; readonly under: string };

const inputOf = ({ words, under }: Search, skip: number) => ({
  limit: partSize,
  skip,
  ...(words === '' ? {} : { words: words.slice(0, 200) }),
  ...(under === '' ? {} : { under }),
});

export type KnowledgeList = {
  /** Null while the first part is read. */
  readonly known: Known | null;
  readonly error: TuttiError | null;
  /** Reads the next part, if there is one. */
  more(): void;
  reload(): void;
};

/** What is known, the newest first, read in parts and kept up by the events. */
export const useKnowledge = ({ words, under }: Search): KnowledgeList => {
  const client = useClient();
  const [known, setKnown] = useState<Known | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const held = useRef<Known | null>(null);
  // What was asked with another search, or before all was read anew, is of no use any more.
  const generation = useRef(0);
  const reading = useRef(false);
  const stale = useRef(false);

  const hold = useCallback((next: Known | null): void => {
    held.current = next;
    setKnown(next);
  }, []);

  const read = useCallback(
    async (skip: number): Promise<void> => {
      const mine = generation.current;
      reading.current = true;
      const result = await client.call('knowledge.get', inputOf({ words, under }, skip));
      if (mine !== generation.current) return;
      reading.current = false;
      setError(result.ok ? null : result.error);
      if (result.ok)
        hold(skip === 0 || held.current === null ? result.value : withPart(held.current, result.value));
      if (!stale.current) return;
      stale.current = false;
      void read(0);
    },
    [client, words, under, hold],
  );

  const reload = useCallback((): void => {
    generation.current += 1;
    stale.current = false;
    void read(0);
  }, [read]);

  useEffect(() => {
    // A list that is shown stays until the new one is there.
    const timer = setTimeout(reload, held.current === null ? 0 : typing);
    return () => {
      clearTimeout(timer);
      generation.current += 1;
    };
  }, [reload]);

  useNewEvents((events) => {
    const fresh = events?.filter(isKnowledge).filter(({ data }) => isUnder(data.key, under));
    if (fresh?.length === 0) return;
    // Which words a value has is the host's to say; so is what comes while it answers.
    if (fresh === undefined || words !== '' || held.current === null || reading.current) {
      if (reading.current) stale.current = true;
      else reload();
    } else hold(fresh.reduce(foldKnowledge, held.current));
  });

  const more = useCallback((): void => {
    const { current } = held;
    if (current !== null && !reading.current && current.entries.length < current.total)
      void read(current.entries.length);
  }, [read]);
  return { known, error, more, reload };
};
