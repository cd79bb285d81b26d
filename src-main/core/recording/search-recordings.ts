import type { InstanceId } from '@contract/ids.ts';
import type { SearchPage } from '@contract/recording-search.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordedSearchPage, RecordingReader, Recordings } from '../ports/recordings.ts';
import type { OpenRecordings } from './open-recordings.ts';

type Asked = VerbParsed<'recordings.search'>;

/** A search in many runs is answered after so many ms, full or not: the window shows that it goes on. */
const answerMs = 500;

interface Ports {
  readonly clock: Pick<Clock, 'now'>;
  readonly recordings: Pick<Recordings, 'list'>;
}

/** `run/place`: within that run, behind that place; without one, from its beginning. */
const placePattern = /^([1-9]\d{0,8})\/(.{0,100})$/;

const placeIn = (after: string): { readonly run: number; readonly place: string } | null => {
  const [, run, place = ''] = placePattern.exec(after) ?? [];
  return run === undefined ? null : { run: Number(run), place };
};

const hitsOf = (run: number, { hits }: RecordedSearchPage): SearchPage['hits'] =>
  hits.map(({ ranges, ...hit }) => ({ ...hit, run, ranges: ranges.map(([from, to]) => [from, to]) }));

/** Of whom nothing can be asked is taken for known: what can't be read is told otherwise. */
const hasInstance = async (reader: RecordingReader, instance: InstanceId | undefined): Promise<boolean> => {
  if (instance === undefined) return true;
  const streams = await reader.streams();
  return !streams.ok || streams.value.some((stream) => stream.instance === instance);
};

const unknownInstance = (instance: InstanceId | undefined, where: string): Result<never> =>
  fail('not_found', `nothing is recorded of ${instance} in ${where}`, 'Name another, or leave it out.', {
    field: 'instance',
  });

/** Searches a run, or all that have a recording. */
export class RecordingSearches {
  readonly #ports: Ports;
  readonly #open: OpenRecordings;

  constructor(ports: Ports, open: OpenRecordings) {
    this.#ports = ports;
    this.#open = open;
  }

  answer(asked: Asked): Promise<Result<SearchPage>> {
    return asked.run === undefined ? this.#inAll(asked) : this.#inOne(asked.run, asked);
  }

  async #has(run: number, instance: InstanceId | undefined): Promise<boolean> {
    const reader = await this.#open.get(run);
    return reader.ok && (await hasInstance(reader.value, instance));
  }

  async #page(run: number, { run: _run, ...asked }: Asked): Promise<Result<RecordedSearchPage>> {
    const reader = await this.#open.get(run);
    return reader.ok ? reader.value.search(asked) : reader;
  }

  async #inOne(run: number, asked: Asked): Promise<Result<SearchPage>> {
    const reader = await this.#open.get(run);
    if (!reader.ok) return reader;
    if (!(await hasInstance(reader.value, asked.instance)))
      return unknownInstance(asked.instance, `run ${run}`);
    const page = await this.#page(run, asked);
    return page.ok ? ok({ ...page.value, hits: hitsOf(run, page.value), skipped: [] }) : page;
  }

  async #inAll(asked: Asked): Promise<Result<SearchPage>> {
    if (asked.kind === 'regex')
      return fail('bad_input', 'an expression is searched for in one run', 'Name the run.', { field: 'run' });
    const start = asked.after === undefined ? null : placeIn(asked.after);
    if (asked.after !== undefined && start === null)
      return fail('bad_input', 'it is no place in a search', 'Take it as the last page gave it.', {
        field: 'after',
      });
    return this.#newestFirst(asked, start);
  }

  async #newestFirst(asked: Asked, start: ReturnType<typeof placeIn>): Promise<Result<SearchPage>> {
    const until = this.#ports.clock.now() + answerMs;
    const runs = this.#ports.recordings
      .list()
      .map(({ run }) => run)
      .filter((run) => run <= (start?.run ?? run))
      .toSorted((one, other) => other - one);
    const gathered = { hits: [] as SearchPage['hits'], skipped: [] as SearchPage['skipped'], indexed: true };
    const answer = (run: number, place: string, more: boolean): Result<SearchPage> =>
      ok({
        ...gathered,
        after: `${run}/${place}`,
        more,
        total: more || start !== null ? null : gathered.hits.length,
      });
    let last = { run: start?.run ?? 1, place: start?.place ?? '' };
    let isKnown = asked.instance === undefined || start !== null;
    for (const run of runs) {
      let after = run === start?.run && start.place !== '' ? start.place : undefined;
      for (;;) {
        const left = asked.limit - gathered.hits.length;
        if (left === 0 || this.#ports.clock.now() > until) return answer(run, after ?? '', true);
        const page = await this.#page(run, { ...asked, limit: left, after });
        if (!page.ok) {
          // What is wrong with the question is wrong with it everywhere.
          if (page.error.code === 'bad_input') return page;
          gathered.skipped.push({ run, reason: page.error.message });
          break;
        }
        isKnown ||= page.value.hits.length > 0 || (await this.#has(run, asked.instance));
        gathered.hits.push(...hitsOf(run, page.value));
        gathered.indexed &&= page.value.indexed;
        after = page.value.after;
        last = { run, place: after };
        if (!page.value.more) break;
      }
    }
    if (!isKnown) return unknownInstance(asked.instance, 'any run');
    return answer(last.run, last.place, false);
  }
}
