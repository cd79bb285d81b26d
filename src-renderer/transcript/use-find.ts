import type { EntryKind, TranscriptHits } from '@contract/transcripts.ts';
import { useEffect, useState } from 'react';
import { useClient } from '../connection/use-project.ts';
import { toastError } from '../design/toaster.tsx';

/** While a word is being typed nothing is searched for: each search reads the whole file. */
const typingMs = 200;

export type Find = {
  readonly words: string;
  /** Null while nothing is searched for, or nothing is known yet. */
  readonly hits: TranscriptHits | null;
  /** The position in `hits` that is shown; -1: none. */
  readonly at: number;
  setWords(words: string): void;
  /** To the hit so many further on, round and round. */
  step(by: 1 | -1): void;
};

/** Words looked for in the whole transcript, also in what is not loaded. The last hit is gone to first. */
export const useFind = (
  id: string,
  kinds: readonly EntryKind[] | null,
  onHit: (index: number) => void,
): Find => {
  const client = useClient();
  const [words, setWords] = useState('');
  const [hits, setHits] = useState<TranscriptHits | null>(null);
  const [at, setAt] = useState(-1);
  useEffect(() => {
    setHits(null);
    setAt(-1);
    if (words.trim() === '') return;
    let gone = false;
    const timer = setTimeout(async () => {
      const wanted = { id, words, ...(kinds === null ? {} : { kinds: [...kinds] }) };
      const answer = await client.call('instances.searchTranscript', wanted);
      if (gone) return;
      if (!answer.ok) return toastError(answer.error);
      const last = answer.value.hits.at(-1);
      setHits(answer.value);
      setAt(answer.value.hits.length - 1);
      if (last !== undefined) onHit(last);
    }, typingMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, id, words, kinds, onHit]);
  const step = (by: 1 | -1): void => {
    const count = hits?.hits.length ?? 0;
    if (count === 0) return;
    const next = (at + by + count) % count;
    const index = hits?.hits[next];
    setAt(next);
    if (index !== undefined) onHit(index);
  };
  return { words, hits, at, setWords, step };
};
