import type { TuttiEvent } from '@contract/events.ts';
import type { Size } from '@contract/instances.ts';
import { markerOf } from '@contract/timeline-markers.ts';
import { eventWords } from '../../../core/recording/analysis/event-words.ts';
import type { StoredMove } from './stored-moves.ts';

export type CastVersion = 2 | 3;

export interface CastHead {
  readonly title: string;
  readonly size: Size;
  /** Milliseconds since 1970. */
  readonly begun: number;
}

/** A marker's text stands on a seek bar. */
const longestMarker = 120;

/** First line of an asciicast. */
export const headLine = (version: CastVersion, { title, size, begun }: CastHead): string => {
  const timestamp = Math.floor(begun / 1000);
  return JSON.stringify(
    version === 3
      ? { version, term: { cols: size.cols, rows: size.rows, type: 'xterm-256color' }, timestamp, title }
      : { version, width: size.cols, height: size.rows, timestamp, title, env: { TERM: 'xterm-256color' } },
  );
};

/** `x`, which says how the program ended, is known from version 3 on. */
type Code = 'o' | 'i' | 'r' | 'm' | 'x';

/** Whether an event is marked in an instance's cast: messages to it and from it, its commits, blockers, failures. */
export const markerText = (event: TuttiEvent): string | null => {
  if (event.kind !== 'message.stored' && markerOf(event) === null) return null;
  return `${event.kind}: ${eventWords(event)}`.slice(0, longestMarker);
};

/**
 * The lines of an asciicast from what happens to a terminal. Times are told to the millisecond: in version 2 since the beginning, in version
 * 3 since the line before. A character is never cut.
 */
export class CastLines {
  readonly #version: CastVersion;
  readonly #begun: number;
  #last: number;
  #size: Size;
  #decoder = new TextDecoder();
  #typed = new TextDecoder();
  #isFirst = true;

  constructor(version: CastVersion, { begun, size }: CastHead) {
    this.#version = version;
    this.#begun = begun;
    this.#last = begun;
    this.#size = size;
  }

  /** `isLast`: nothing comes after it. */
  of(move: StoredMove, isLast: boolean): string[] {
    switch (move.kind) {
      case 'output':
        return this.#line(move.at, 'o', this.#decoder.decode(move.bytes, { stream: true }));
      case 'typed':
        return this.#line(move.at, 'i', this.#typed.decode(move.bytes, { stream: true }));
      case 'inject':
        return this.#line(move.at, 'o', new TextDecoder().decode(move.bytes));
      case 'resized':
        return this.#resized(move.at, move.size);
      case 'blank':
        return this.#blank(move.at, move.size);
      case 'restored':
        return [
          ...this.#blank(move.at, move.size),
          ...this.#line(move.at, 'o', this.#decoder.decode(move.bytes, { stream: true })),
        ];
      case 'gap':
        return this.marker(move.at, `gap: ${new TextDecoder().decode(move.bytes)}`);
      case 'ended':
        return this.#ended(move.at, new TextDecoder().decode(move.bytes), isLast);
      default:
        return [];
    }
  }

  marker(at: number, text: string): string[] {
    return this.#line(at, 'm', text);
  }

  /** What a character that was never finished becomes. */
  rest(): string[] {
    return this.#line(this.#last, 'o', this.#decoder.decode());
  }

  #resized(at: number, size: Size): string[] {
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return [];
    this.#size = size;
    return this.#line(at, 'r', `${size.cols}x${size.rows}`);
  }

  /** A new process has a blank screen: players know no other word for that than a reset. */
  #blank(at: number, size: Size): string[] {
    const resized = this.#resized(at, size);
    this.#decoder = new TextDecoder();
    return this.#isFirst ? resized : [...resized, ...this.#line(at, 'o', '\x1bc')];
  }

  #ended(at: number, reason: string, isLast: boolean): string[] {
    const status = /(?:exit|code|status)\D{0,10}(\d{1,3})/.exec(reason)?.[1] ?? '0';
    return isLast && this.#version === 3 ? this.#line(at, 'x', status) : this.marker(at, `ended: ${reason}`);
  }

  #line(at: number, code: Code, text: string): string[] {
    if (text === '') return [];
    this.#isFirst = false;
    const moment = Math.max(at, this.#last);
    const ms = this.#version === 3 ? moment - this.#last : moment - this.#begun;
    this.#last = moment;
    return [JSON.stringify([ms / 1000, code, text])];
  }
}
