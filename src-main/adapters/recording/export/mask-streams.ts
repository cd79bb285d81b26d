import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { coverKeyframe } from './cover-keyframe.ts';
import { Marks, sourceOf } from './marks.ts';
import { drawingOf, movesOf, type StoredMove } from './stored-moves.ts';
import type { StoredStream, StoredStreams } from './stored-streams.ts';
import { StreamSearch } from './stream-search.ts';

/** Times that a stream is searched anew with what was found: what a mask uncovers, or another stream has taught. */
const mostRounds = 8;
/** Bytes that a terminal takes at once: a record, see `traced-terminal.ts`. */
const slice = 16_384;

export class SecretsLeft extends Error {}

const drawn = (
  move: Extract<StoredMove, { bytes: Uint8Array }>,
  draw: (bytes: Uint8Array, place: number) => void,
): void => {
  for (let at = 0; at < move.bytes.length; at += slice)
    draw(move.bytes.subarray(at, at + slice), move.place + at);
};

const follow = (search: StreamSearch, move: StoredMove): void => {
  switch (move.kind) {
    case 'restored':
      search.blank(move.size);
      drawn(move, (bytes, place) => search.output(bytes, place));
      break;
    case 'output':
      drawn(move, (bytes, place) => search.output(bytes, place));
      break;
    case 'inject':
      drawn(move, (bytes, place) => search.inject(bytes, place));
      break;
    case 'typed':
      search.typed(move.bytes, move.place);
      break;
    case 'gap':
    case 'ended':
      search.apart();
      search.typed(move.bytes, move.place);
      search.apart();
      break;
    case 'resized':
      search.resize(move.size);
      break;
    case 'blank':
      search.blank(move.size);
      break;
    default:
  }
};

/** Finds and covers secrets in the terminals of a file that is one's own. */
export class StreamMasker {
  readonly #streams: StoredStreams;
  readonly #finder: SecretFinder;
  readonly #count: (what: string) => void;
  readonly #tick: (bytes: number) => void;
  readonly #marks = new Map<number, Marks>();

  /** `count` is told of each secret, `tick` of bytes that were searched. */
  constructor(
    streams: StoredStreams,
    finder: SecretFinder,
    { count, tick }: { readonly count: (what: string) => void; readonly tick: (bytes: number) => void },
  ) {
    this.#streams = streams;
    this.#finder = finder;
    this.#count = count;
    this.#tick = tick;
  }

  /** Searches until nothing new is found anywhere. Throws SecretsLeft where that does not come to an end. */
  search(): void {
    const streams = this.#streams.streams();
    /** What was known when a stream was last found clean. */
    const cleanAt = new Map<number, number>();
    for (let round = 0; round < mostRounds; round += 1) {
      const open = streams.filter(({ id }) => cleanAt.get(id) !== this.#finder.known);
      if (open.length === 0) return;
      for (const stream of open) {
        const known = this.#finder.known;
        const fresh = this.#searchOnce(stream);
        if (!fresh && this.#finder.known === known) cleanAt.set(stream.id, known);
      }
    }
    throw new SecretsLeft('a terminal shows secrets in ever new places');
  }

  /** Writes what was found: blobs of the same length, whose secrets are covered. True: something was. */
  write(): boolean {
    const marked = this.#streams.streams().filter(({ id }) => this.#marks.get(id)?.isEmpty === false);
    for (const stream of marked) this.#write(stream);
    return marked.length > 0;
  }

  #marksOf({ id }: StoredStream): Marks {
    const marks = this.#marks.get(id) ?? new Marks();
    this.#marks.set(id, marks);
    return marks;
  }

  #searchOnce(stream: StoredStream): boolean {
    const marks = this.#marksOf(stream);
    const before = marks.count;
    const search = new StreamSearch(this.#finder, marks, this.#count);
    try {
      for (const move of movesOf(this.#streams, stream, (source, raw) => marks.cover(source, raw))) {
        follow(search, move);
        if (move.kind === 'chunk') this.#tick(move.chunk.row.raw_bytes);
      }
      search.finish();
    } finally {
      search.terminal.dispose();
    }
    return marks.count > before;
  }

  #write(stream: StoredStream): void {
    const marks = this.#marksOf(stream);
    // Follows what was drawn before it was covered: its cells know which of them are marked. Nothing more is searched.
    const shadow = new StreamSearch(this.#finder, new Marks(), () => {}, false);
    try {
      for (const move of movesOf(this.#streams, stream, () => {})) {
        if (move.kind === 'chunk') this.#writeChunk(stream, marks, move);
        else if (move.kind === 'keyframe') this.#writeKeyframe(stream, marks, move, shadow);
        else follow(shadow, move);
      }
    } finally {
      shadow.terminal.dispose();
    }
  }

  #writeChunk(stream: StoredStream, marks: Marks, { chunk }: Extract<StoredMove, { kind: 'chunk' }>): void {
    const { raw, number, row } = chunk;
    for (const [what, put] of [
      ['chunk', () => raw !== null && this.#putChunk(stream, marks, row, raw)],
      ['keyframe', () => this.#putRestored(stream, marks, number)],
    ] as const)
      if (marks.hasAny(sourceOf(what, number))) put();
  }

  #putChunk(
    stream: StoredStream,
    marks: Marks,
    row: Parameters<StoredStreams['putChunk']>[1],
    raw: Uint8Array,
  ): void {
    marks.cover(sourceOf('chunk', row.number), raw);
    this.#streams.putChunk(stream.id, row, raw);
  }

  #putRestored(stream: StoredStream, marks: Marks, number: number): void {
    const keyframe = this.#streams.keyframe(stream.id, number);
    if (keyframe === null) return;
    marks.cover(sourceOf('keyframe', number), keyframe.raw);
    this.#streams.putKeyframe(stream.id, keyframe.row, keyframe.raw);
  }

  #writeKeyframe(
    stream: StoredStream,
    marks: Marks,
    { keyframe }: Extract<StoredMove, { kind: 'keyframe' }>,
    shadow: StreamSearch,
  ): void {
    const drawing = drawingOf(keyframe.raw);
    const covered =
      drawing === null
        ? null
        : coverKeyframe(keyframe.raw, drawing, shadow.terminal, (place) => marks.has(place));
    // One that shows something else than what was drawn: seeking replays more without it.
    if (covered === null) this.#streams.dropKeyframe(stream.id, keyframe.chunk);
    else if (covered) this.#streams.putKeyframe(stream.id, keyframe.row, keyframe.raw);
  }
}
