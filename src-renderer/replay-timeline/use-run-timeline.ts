import type { TuttiEvent } from '@contract/events.ts';
import { TimelineMaker } from '@contract/make-timeline.ts';
import type { TuttiError } from '@contract/result.ts';
import type { Timeline } from '@contract/timelines.ts';
import { useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { useNewEvents } from '../connection/use-new-events.ts';

/** Events asked for at once: the most that the verb gives. */
const page = 5000;

interface Reading {
  readonly maker: TimelineMaker;
  last: number;
}

export interface RunTimeline {
  /** Null until it was read once. */
  readonly timeline: Timeline | null;
  readonly error: TuttiError | null;
  /** When the last of its events was, in milliseconds since 1970; 0: there is none. */
  readonly end: number;
}

const nothing: RunTimeline = { timeline: null, error: null, end: 0 };

/** Where a run's events are read: in the log of the project, or in a recording of it. */
export type TimelineSource = 'events.list' | 'recordings.events';

/** Reads on from what was read. Gives the last event's time, or the error that stopped it. */
const readOn = async (
  client: TuttiClient,
  source: TimelineSource,
  run: number,
  reading: Reading,
): Promise<number | TuttiError> => {
  let end = 0;
  for (;;) {
    const events = await client.call(source, { run, after: reading.last, limit: page });
    if (!events.ok) return events.error;
    // A recording has what happened beside the run, too.
    for (const event of events.value) if (event.run === run) add(reading, event);
    reading.last = events.value.at(-1)?.seq ?? reading.last;
    end = events.value.at(-1)?.at ?? end;
    if (events.value.length < page) return end;
  }
};

const add = (reading: Reading, event: TuttiEvent): void => {
  // Read and heard at the same time.
  if (event.seq <= reading.last) return;
  reading.maker.add(event);
  reading.last = event.seq;
};

/**
 * The timeline of a run from its beginning, and kept up with what comes: by the events that the window hears, or, of a recording, whenever
 * `upTo` (ms since 1970) says that there is more.
 */
export const useRunTimeline = (
  client: TuttiClient,
  source: TimelineSource,
  run: number,
  upTo: number,
): RunTimeline => {
  const [shown, setShown] = useState<RunTimeline>(nothing);
  const reading = useRef<Reading | null>(null);
  const read = useRef<() => void>(() => {});
  useEffect(() => {
    const own: Reading = { maker: new TimelineMaker(), last: 0 };
    let gone = false;
    let busy = false;
    let again = false;
    const readAll = async (): Promise<void> => {
      again = busy;
      if (busy) return;
      busy = true;
      reading.current = null;
      const end = await readOn(client, source, run, own);
      busy = false;
      if (gone) return;
      if (typeof end !== 'number') setShown((before) => ({ ...before, error: end }));
      else {
        reading.current = own;
        setShown((before) => ({
          timeline: own.maker.timeline,
          error: null,
          end: Math.max(end, before.end),
        }));
      }
      if (again) void readAll();
    };
    setShown(nothing);
    read.current = () => void readAll();
    void readAll();
    return () => {
      gone = true;
      reading.current = null;
    };
  }, [client, source, run]);
  const known = useRef(upTo);
  useEffect(() => {
    if (upTo === known.current) return;
    known.current = upTo;
    read.current();
  }, [upTo]);
  useNewEvents((events) => {
    if (source === 'recordings.events') return;
    const own = reading.current;
    if (own === null || events === null) {
      read.current();
      return;
    }
    const mine = events.filter((event) => event.run === run);
    for (const event of mine) add(own, event);
    const end = mine.at(-1)?.at;
    if (end !== undefined) setShown({ timeline: own.maker.timeline, error: null, end });
  });
  return shown;
};
