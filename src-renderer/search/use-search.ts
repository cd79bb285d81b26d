import type { SearchHit, SearchPage } from '@contract/recording-search.ts';
import type { TuttiError } from '@contract/result.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import type { SearchWish } from './search-wish.ts';

/** Who types is not searched for at each letter. */
const typingMs = 200;
/** Hits that are asked for at once, and how many are gathered before the person asks for more. */
const pageSize = 200;
const firstHits = 1000;

export type Searched = {
  readonly hits: readonly SearchHit[];
  /** There may be more than is shown. */
  readonly more: boolean;
  readonly busy: boolean;
  readonly total: number | null;
  readonly indexed: boolean;
  readonly skipped: SearchPage['skipped'];
  readonly error: TuttiError | null;
};

const nothing: Searched = {
  hits: [],
  more: false,
  busy: false,
  total: null,
  indexed: true,
  skipped: [],
  error: null,
};

type Asked = Omit<VerbInput<'recordings.search'>, 'after' | 'limit'>;

const joined = (before: Searched, page: SearchPage): Searched => ({
  hits: [...before.hits, ...page.hits],
  more: page.more,
  busy: page.more,
  // That of the first page, or what was counted by gathering all.
  total: page.total ?? (page.more ? null : before.hits.length + page.hits.length),
  indexed: before.indexed && page.indexed,
  skipped: [...before.skipped, ...page.skipped],
  error: null,
});

/** Searches, and shows what is found as it comes. `run` null: in all runs. `goOn` asks for more than the first thousand. */
export const useSearch = (
  client: TuttiClient,
  { text, kind, source }: SearchWish,
  run: number | null,
): { readonly searched: Searched; goOn(): void } => {
  const [searched, setSearched] = useState<Searched>(nothing);
  const goOn = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (text.trim() === '') {
      setSearched(nothing);
      return;
    }
    const asked: Asked = {
      text,
      kind,
      ...(run === null ? {} : { run }),
      ...(source === null ? {} : { source }),
    };
    let gone = false;
    let found: Searched = { ...nothing, busy: true };
    let after: string | undefined;
    const show = (next: Searched): void => {
      found = next;
      if (!gone) setSearched(next);
    };
    const gather = async (most: number): Promise<void> => {
      while (!gone && found.hits.length < most) {
        const page = await client.call('recordings.search', {
          ...asked,
          limit: pageSize,
          ...(after === undefined ? {} : { after }),
        });
        if (gone) return;
        if (!page.ok) {
          show({ ...found, busy: false, more: false, error: page.error });
          return;
        }
        after = page.value.after;
        show(joined(found, page.value));
        if (!page.value.more) return;
      }
      show({ ...found, busy: false });
    };
    const timer = setTimeout(() => {
      show(found);
      void gather(firstHits);
    }, typingMs);
    goOn.current = () => {
      if (found.busy || !found.more) return;
      show({ ...found, busy: true });
      void gather(found.hits.length + firstHits);
    };
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, text, kind, source, run]);
  return { searched, goOn: useCallback(() => goOn.current(), []) };
};
