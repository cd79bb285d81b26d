import { randomUUID } from 'node:crypto';
import type { TuttiEvent } from '@contract/events.ts';
import type { RecordedNote } from '@contract/recording-notes.ts';
import { reduce } from '@contract/reduce.ts';
import { fail, ok } from '@contract/result.ts';
import { timelinePage } from '@contract/timeline-facts.ts';
import { emptyView, type View } from '@contract/view.ts';
import { group } from 'd3';
import { terminalScreen } from './mock-data.ts';
import type { Handlers } from './mock-rooms.ts';
import { searchHandler } from './mock-search.ts';
import type { EventTape } from './sample-events.ts';

export const recordingId = '6f1f0c2e-53a1-4c52-9d3b-0c1a2b3c4d5e';

const noRecording = (run: number) =>
  fail('not_found', `run ${run} has no recording`, 'Record the next one.', { field: 'run' });

/** The run of the tape as it was recorded: its events, and of each terminal a screen that says what state it was in. */
export const recordingHandlers = (tape: EventTape): Handlers => {
  const viewOf = (fits: (event: TuttiEvent) => boolean): View =>
    tape.events.filter(fits).reduce(reduce, emptyView);
  const notes = new Map<string, RecordedNote>();
  const isThere = (run: number): boolean => tape.view.run?.run === run;
  const pageAfter = (run: number, after: number) =>
    ok(
      timelinePage(
        { run, after, most: 4000 },
        tape.events.filter(({ seq }) => seq > after),
      ),
    );
  return {
    'recordings.notes': () => ok([...notes.values()].sort((one, other) => one.at - other.at)),
    'recordings.note': ({ run: _run, id = randomUUID(), ...draft }) => {
      const note = { id, ...draft, writtenAt: 0 };
      notes.set(id, note);
      return ok(note);
    },
    'recordings.unnote': ({ id }) => {
      const note = notes.get(id);
      notes.delete(id);
      return note === undefined
        ? fail('not_found', `no note ${id}`, 'List them.', { field: 'id' })
        : ok(note);
    },
    'recordings.get': ({ run }) => {
      if (!isThere(run) || tape.view.run === null) return noRecording(run);
      const last = tape.events.at(-1);
      const { startedAt: begun, title } = tape.view.run;
      return ok({
        ...{
          id: recordingId,
          run,
          title,
          project: 'orders-api',
          version: '0.1.0',
          begun,
          ended: null,
          streams: Object.keys(tape.view.instances).map((instance) => ({
            ...{ instance, begunAt: begun, lastAt: last?.at ?? begun, endOffset: 0 },
          })),
          damage: [],
        },
        ...{ last: last?.at ?? begun, lastSeq: last?.seq ?? 0 },
      });
    },
    'recordings.view': ({ run, moment }) =>
      isThere(run)
        ? ok(
            viewOf((event) =>
              moment.seq === undefined ? event.at <= (moment.at ?? 0) : event.seq <= moment.seq,
            ),
          )
        : noRecording(run),
    'recordings.timeline': ({ run, after = 0 }) => (isThere(run) ? pageAfter(run, after) : noRecording(run)),
    // Of the log, which has it all the same.
    'runs.timeline': ({ run, after = 0 }) => pageAfter(run, after),
    'recordings.step': ({ at, direction }) => {
      const near =
        direction === 'after'
          ? tape.events.find((event) => event.at > at)
          : tape.events.findLast((event) => event.at < at);
      return ok(near?.at ?? null);
    },
    'recordings.events': ({ run, after = 0, limit = 500 }) =>
      isThere(run) ? ok(tape.events.filter(({ seq }) => seq > after).slice(0, limit)) : noRecording(run),
    'recordings.screen': ({ instance, at }) => {
      const known = viewOf((event) => event.at <= at).instances[instance];
      if (known === undefined) return ok(null);
      const data = terminalScreen(known);
      const keyframe = { at, offset: data.length, size: known.size, data, pending: new Uint8Array() };
      return ok({ keyframe, records: [], next: { chunk: 1, record: 0 }, exact: true });
    },
    'recordings.activity': ({ run, from, to, seconds: size = 1 }) => {
      if (!isThere(run)) return noRecording(run);
      const busy = tape.events.filter(({ at }) => at >= from && at <= to);
      const starts = group(busy, ({ at }) => Math.floor(at / 1000 / size) * size);
      const seconds = [...starts.keys()].sort((one, other) => one - other);
      const ids = Object.keys(tape.view.instances);
      // More or less of it, so that bars differ.
      return ok(
        ids.map((instance, place) => ({
          instance,
          seconds,
          bytes: seconds.map(
            (second) => ((second * 37 + place * 91) % 97) * 100 * (starts.get(second)?.length ?? 0),
          ),
        })),
      );
    },
    'recordings.records': () => ok({ items: [], next: null }),
    'recordings.search': searchHandler(tape),
  };
};
