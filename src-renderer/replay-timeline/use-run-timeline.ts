import type { TuttiError } from '@contract/result.ts';
import type { Timeline } from '@contract/timelines.ts';
import { useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { useNewEvents } from '../connection/use-new-events.ts';
import { TimelineReading, type TimelineSource } from './read-timeline.ts';

export interface RunTimeline {
  /** Null until it was read once. */
  readonly timeline: Timeline | null;
  readonly error: TuttiError | null;
  /** When the last of its events was, in milliseconds since 1970; 0: there is none. */
  readonly end: number;
}

const nothing: RunTimeline = { timeline: null, error: null, end: 0 };

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
  /** Null while it is read: what is heard meanwhile is read afterwards. */
  const reading = useRef<TimelineReading | null>(null);
  const read = useRef<() => void>(() => {});
  useEffect(() => {
    const own = new TimelineReading(client, source, run);
    let gone = false;
    let busy = false;
    let again = false;
    const readAll = async (): Promise<void> => {
      again = busy;
      if (busy) return;
      busy = true;
      reading.current = null;
      const done = await own.readOn();
      busy = false;
      if (gone) return;
      if (done.ok) {
        reading.current = own;
        setShown({ timeline: own.timeline, error: null, end: own.end });
      } else setShown((before) => ({ ...before, error: done.error }));
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
    if (source === 'recordings.timeline') return;
    const own = reading.current;
    if (own === null || events === null) {
      read.current();
      return;
    }
    const mine = events.filter((event) => event.run === run);
    for (const event of mine) own.add(event);
    if (mine.length > 0) setShown({ timeline: own.timeline, error: null, end: own.end });
  });
  return shown;
};
