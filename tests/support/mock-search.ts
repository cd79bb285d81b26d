import type { SearchHit } from '@contract/recording-search.ts';
import { fail, ok } from '@contract/result.ts';
import { snippetOf } from '../../src-main/adapters/recording/search/snippet.ts';
import { wantedOf } from '../../src-main/adapters/recording/search/what-fits.ts';
import { textOfEvent } from '../../src-main/core/recording/event-texts.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

/** Lines that a test run prints: more than a person looks through. */
const lines = 1500;

type Said = Omit<SearchHit, 'ranges' | 'run'>;

/** All that the mock run showed and said: its events, and on its terminals a long test run. */
const saidIn = (tape: EventTape): Said[] => {
  const ids = Object.keys(tape.view.instances);
  const begin = tape.view.run?.startedAt ?? 0;
  const step = ((tape.events.at(-1)?.at ?? begin) - begin) / lines;
  const shown = Array.from(
    { length: lines },
    (_, line): Said => ({
      at: Math.floor(begin + step * line),
      source: 'terminal',
      instance: ids[line % ids.length] ?? null,
      seq: null,
      offset: line * 60,
      text: `  ✓ test/session-store/part-${line % 40}.test.ts > refreshes token ${line} (${(line * 7) % 90} ms)`,
    }),
  );
  const told = tape.events.map((event): Said => {
    const { source, text, instances } = textOfEvent(event);
    return { at: event.at, source, instance: instances[0] ?? null, seq: event.seq, offset: null, text };
  });
  return [...shown, ...told].toSorted((one, other) => one.at - other.at);
};

/** Searches the run of the tape; `after` is the number of hits that were given. */
export const searchHandler = (tape: EventTape): NonNullable<Handlers['recordings.search']> => {
  const said = saidIn(tape);
  const ofTape = tape.view.run?.run ?? 0;
  return ({ run, text, kind = 'words', source, instance, after = '0', limit = 100 }) => {
    if (run !== undefined && run !== ofTape)
      return fail('not_found', `run ${run} has no recording`, 'Name another.', { field: 'run' });
    const wanted = wantedOf(text, kind);
    if (!wanted.ok) return wanted;
    const all = said.flatMap((each): SearchHit[] => {
      if (source !== undefined && each.source !== source) return [];
      if (instance !== undefined && each.instance !== instance) return [];
      const ranges = wanted.value.find(each.text);
      if (ranges === null) return [];
      const snippet = snippetOf(each.text, ranges);
      return [
        { ...each, run: ofTape, text: snippet.text, ranges: snippet.ranges.map(([from, to]) => [from, to]) },
      ];
    });
    const end = Number(after) + limit;
    const more = end < all.length;
    const total = after === '0' && !more ? all.length : null;
    return ok({
      hits: all.slice(Number(after), end),
      after: `${end}`,
      more,
      total,
      indexed: true,
      skipped: [],
    });
  };
};
