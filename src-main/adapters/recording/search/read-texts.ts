import type { InstanceId } from '@contract/ids.ts';
import type Database from 'better-sqlite3';
import { textOfEvent } from '../../../core/recording/event-texts.ts';
import { Damages, tolerant } from '../reading/damages.ts';
import { prepareEvents } from '../reading/read-events.ts';
import { type KeyframeRow, keyframeIn } from '../reading/read-screens.ts';
import { prepareStreams, type StreamRow } from '../reading/read-streams.ts';
import { ShownLines } from '../text/shown-lines.ts';
import { eventStream, type Piece } from './pieces.ts';

/** One thing that was shown or said. */
export interface Said {
  readonly at: number;
  readonly source: 'terminal' | 'message' | 'event';
  readonly instances: readonly InstanceId[];
  readonly stream: number;
  /** Of a terminal the offset, else the number of the event. */
  readonly number: number;
  /** Which of those of the same moment and number it is. */
  readonly place: number;
  readonly text: string;
}

/** Of a terminal of which nothing is known: no program asks for less. */
const usualSize = { cols: 80, rows: 24 };

/** Reads the texts of pieces. */
export const prepareTexts = (db: Database.Database) => {
  const damages = new Damages();
  const chunks = prepareStreams(db, damages);
  const events = prepareEvents(db, damages);
  const keyframe = db.prepare('SELECT * FROM keyframes WHERE stream = ? AND chunk = ?');

  const keyframeOf = ({ id, instance }: StreamRow, chunk: number) => {
    const what = { what: 'keyframe', instance, from: null, to: null } as const;
    const row = tolerant(damages, what, () => keyframe.get(id, chunk) as KeyframeRow | undefined);
    return row === null || row === undefined ? null : keyframeIn(id, row);
  };

  const shown = (stream: StreamRow, piece: Piece, now: number, take: (said: Said) => void): void => {
    const instances = [stream.instance];
    const known = keyframeOf(stream, piece.first);
    const lines = new ShownLines(known?.size ?? usualSize, ({ at, offset, place, text }) =>
      take({ at, source: 'terminal', instances, stream: stream.id, number: offset, place, text }),
    );
    if (known !== null) lines.begin(known.at, known.offset, known.data, known.pending);
    for (const { number, records } of chunks.chunksFrom(stream, piece.first)) {
      if (number >= piece.end) break;
      for (const record of records) lines.take(record);
    }
    lines.end(piece.closed ? Number.MAX_SAFE_INTEGER : now);
  };

  const told = (piece: Piece, take: (said: Said) => void): void => {
    const count = Math.min(piece.end - piece.first, Number.MAX_SAFE_INTEGER);
    for (const event of events.events({ after: piece.first - 1, limit: count })) {
      if (event.seq >= piece.end) break;
      const { source, text, instances } = textOfEvent(event);
      take({ at: event.at, source, instances, stream: eventStream, number: event.seq, place: 0, text });
    }
  };

  return {
    streams: chunks.streams,
    /** Hands over all that was shown or said in a piece, in the order in which it came. `now`: what came just before is not told yet. */
    read: (piece: Piece, stream: StreamRow | null, now: number, take: (said: Said) => void): void => {
      if (stream === null) told(piece, take);
      else shown(stream, piece, now, take);
    },
  };
};

export type Texts = ReturnType<typeof prepareTexts>;
