import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Activity } from '@contract/recordings.ts';
import type { Result } from '@contract/result.ts';
import type { TimelinePage } from '@contract/timeline-facts.ts';
import type { View } from '@contract/view.ts';
import type { ViewParts } from '@contract/view-parts.ts';
import type { TerminalRecord } from './recorder.ts';
import type { ScreenSnapshot } from './screens.ts';

/** Times are milliseconds since 1970, offsets bytes of an instance's output from its birth. */
export interface RecordingAbout {
  /** A UUID, the same in every copy and export; empty: it can't be read. */
  readonly id: string;
  readonly version: string;
  readonly project: string;
  readonly run: number;
  readonly title: string;
  readonly begun: number;
  /** Null: it goes on, or its host was killed. */
  readonly ended: number | null;
}

/** A part of the file that can't be read: it is passed over, and told. */
export interface Damage {
  readonly what: 'terminal' | 'keyframe' | 'event' | 'view' | 'about' | 'stream';
  readonly instance: InstanceId | null;
  /** Where it lies, as far as that can be read: times for a terminal, numbers for events and views. */
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: string;
}

export interface RecordedStream {
  readonly instance: InstanceId;
  readonly begunAt: number;
  readonly lastAt: number;
  readonly endOffset: number;
}

export interface RecordedItem {
  readonly at: number;
  /** Bytes of output before it. */
  readonly offset: number;
  readonly record: TerminalRecord;
}

/** A place among the records of an instance: it stays valid while the recording grows. */
export interface RecordPlace {
  readonly chunk: number;
  /** How many records of that chunk are before it. */
  readonly record: number;
}

export interface RecordPage {
  readonly items: readonly RecordedItem[];
  /** Where the next page begins; null: there is nothing more yet. */
  readonly next: RecordPlace | null;
}

export interface Keyframe extends ScreenSnapshot {
  readonly at: number;
}

/** How to come to a screen as it was at an instant: a cleared terminal, the keyframe (data, then pending), the records in order. */
export interface RecordedScreen {
  /** Null: the records begin with a blank screen, or with what is left. */
  readonly keyframe: Keyframe | null;
  readonly records: readonly RecordedItem[];
  /** The first record after the instant. */
  readonly next: RecordPlace;
  /** False: what was before it can't be read, or is too much, and the screen may differ until it is next cleared. */
  readonly exact: boolean;
}

/** The letters on a screen, row by row, without the empty ones at its foot. */
export interface RecordedText {
  readonly lines: readonly string[];
  /** As of `RecordedScreen`. */
  readonly exact: boolean;
}

export interface RecordedEventQuery {
  readonly after: number;
  readonly limit: number;
  readonly instance?: InstanceId | undefined;
  /** Only events of these kinds. */
  readonly kinds?: readonly string[] | undefined;
}

/** An event by its number, or a time: one of the two. */
export interface RecordedMoment {
  readonly seq?: number | undefined;
  readonly at?: number | undefined;
}

/** What is searched for in a recording. */
export interface RecordedSearch {
  readonly text: string;
  /** `words`: all of them in one line or message, `"in a row"`, or their beginnings (`fou*`). `regex`: a regular expression. */
  readonly kind: 'words' | 'regex';
  /** Of a message whoever sent or received it. */
  readonly instance?: InstanceId | undefined;
  readonly source?: RecordedHit['source'] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only what comes behind that place: as the page before gave it. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A line of a terminal, a message or an event with what was searched for in it. */
export interface RecordedHit {
  /** When it came to stand on the screen, or was said. */
  readonly at: number;
  readonly source: 'terminal' | 'message' | 'event';
  readonly instance: InstanceId | null;
  /** Of a message or an event. */
  readonly seq: number | null;
  /** Of a terminal: bytes of output up to then. */
  readonly offset: number | null;
  /** What stands around the first place. */
  readonly text: string;
  /** The places in it: from and to, in UTF-16 units. */
  readonly ranges: readonly (readonly [number, number])[];
}

export interface RecordedSearchPage {
  /** In the order of their moments. There may be none and more nevertheless. */
  readonly hits: readonly RecordedHit[];
  /** Where the next page begins, or where to look for what is recorded later. */
  readonly after: string;
  readonly more: boolean;
  /** How many there are; null: that is not known, or this is not the first page. */
  readonly total: number | null;
  /** False: what is not indexed (yet) was read instead, which takes longer. */
  readonly indexed: boolean;
}

/** The last event of a recording; numbers and moments are 0 where there is none. */
export interface RecordingTip {
  readonly seq: number;
  readonly at: number;
}

/** What a recording holds, live or handed over by someone else. Nothing here throws for what the file holds, whatever that is. */
export interface RecordingContents {
  about(): RecordingAbout;
  streams(): readonly RecordedStream[];
  /** The last event. */
  tip(): RecordingTip;
  /** When the next event after a moment was, or the last one before it; null: there is none. */
  eventNear(at: number, direction: 'after' | 'before'): number | null;
  /** What a run's timeline is made of, from its events after a number. */
  timeline(after: number): TimelinePage;
  /** The view as of an event or an instant; the first one known where that is before it. */
  viewAt(moment: RecordedMoment): View;
  /** The same for somebody who has these pieces of it already. */
  viewParts(moment: RecordedMoment, known: readonly number[]): ViewParts;
  events(query: RecordedEventQuery): readonly TuttiEvent[];
  /** Null: nothing is recorded of that instance up to then. */
  screenAt(instance: InstanceId, at: number): RecordedScreen | null;
  /** What could be read on its screen then; null as of `screenAt`. */
  textAt(instance: InstanceId, at: number): RecordedText | null;
  /** Records from a place on (null: the first), about `limit` bytes of them. */
  records(instance: InstanceId, from: RecordPlace | null, limit: number): RecordPage;
  /** Bytes of output of each instance, `from` to `to` in ms, in buckets of so many seconds. */
  activity(from: number, to: number, seconds: number): readonly Activity[];
  /** What was found damaged so far. */
  damage(): readonly Damage[];
}

/** A recording that lies open where it is read. */
export interface OpenContents extends RecordingContents {
  close(): void;
}

/**
 * Asks a recording of what it holds. It is read in a thread of its own, so that nothing of it holds the host up. Errors of each question:
 * `internal` (the thread broke off: ask again), `timeout` (it takes too long), and those of opening the file, which may have gone.
 */
export type RecordingReader = {
  readonly [Question in keyof RecordingContents]: (
    ...asked: Parameters<RecordingContents[Question]>
  ) => Promise<Result<ReturnType<RecordingContents[Question]>>>;
} & {
  /**
   * Searches what was shown and said, a page at a time, in another thread than the other questions. Errors beside theirs: `bad_input` (of
   * `text` or `after`), `timeout` (of `text`: a regular expression that would not come to an end).
   */
  search(query: RecordedSearch): Promise<Result<RecordedSearchPage>>;
  close(): void;
};

/** The recordings of a project. */
export interface Recordings {
  /** Runs that have one, with the bytes of its file. */
  list(): readonly { readonly run: number; readonly bytes: number }[];
  /** Errors: `not_found` (of field `run`), `database_newer`, `database_corrupt`, and those of `RecordingReader`. */
  open(run: number): Promise<Result<RecordingReader>>;
}

/** Those of a project, which may go. */
export interface KeptRecordings extends Recordings {
  /** Removes the file for good; nothing where there is none. Errors: `state_read_only`. */
  remove(run: number): Result<void>;
}
