import { closeSync, openSync, writeFileSync } from 'node:fs';
import { eventSchema, type TuttiEvent } from '@contract/events.ts';
import type { Size } from '@contract/instances.ts';
import type Database from 'better-sqlite3';
import { type CastHead, CastLines, type CastVersion, headLine, markerText } from './cast-lines.ts';
import { movesOf, type StoredMove } from './stored-moves.ts';
import { type StoredStream, storedStreams } from './stored-streams.ts';

/** Text that is written at once. */
const pageUnits = 262_144;

/** Lines on their way into a file, readable by its owner alone. */
const lineFile = (file: string) => {
  const handle = openSync(file, 'wx', 0o600);
  let page: string[] = [];
  let units = 0;
  const flush = (): void => {
    if (page.length > 0) writeFileSync(handle, `${page.join('\n')}\n`);
    page = [];
    units = 0;
  };
  return {
    put: (lines: readonly string[]): void => {
      for (const line of lines) {
        page.push(line);
        units += line.length;
        if (units >= pageUnits) flush();
      }
    },
    close: (): void => {
      try {
        flush();
      } finally {
        closeSync(handle);
      }
    },
  };
};

/** The events about an instance that are marked, in order. */
function* markersOf(
  db: Database.Database,
  instance: string,
): Generator<{ readonly at: number; readonly text: string }> {
  const next = db.prepare('SELECT seq, json FROM events WHERE instance = ? AND seq > ? ORDER BY seq LIMIT 1');
  for (let last = 0; ; ) {
    const row = next.get(instance, last) as { readonly seq: number; readonly json: string } | undefined;
    if (row === undefined) return;
    last = row.seq;
    const event = eventIn(row.json);
    const text = event === null ? null : markerText(event);
    if (event !== null && text !== null) yield { at: event.at, text };
  }
}

const eventIn = (json: string): TuttiEvent | null => {
  try {
    const parsed = eventSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

const usualSize: Size = { cols: 80, rows: 24 };

const headOf = (db: Database.Database, stream: StoredStream): CastHead => {
  const facts = new Map(
    (db.prepare('SELECT key, value FROM about').all() as { key: string; value: string }[]).map(
      ({ key, value }) => [key, value],
    ),
  );
  for (const move of movesOf(storedStreams(db), stream, () => {}))
    if (move.kind === 'blank' || move.kind === 'resized' || move.kind === 'restored')
      return { title: `${stream.instance}: ${facts.get('title') ?? ''}`, size: move.size, begun: move.at };
  return {
    title: `${stream.instance}: ${facts.get('title') ?? ''}`,
    size: usualSize,
    begun: Number(facts.get('begun') ?? 0),
  };
};

/** Each with whether it is the last. */
function* withLast(
  moves: Iterable<StoredMove>,
): Generator<{ readonly move: StoredMove; readonly isLast: boolean }> {
  let held: StoredMove | null = null;
  for (const move of moves) {
    if (move.kind === 'chunk' || move.kind === 'keyframe') continue;
    if (held !== null) yield { move: held, isLast: false };
    held = move;
  }
  if (held !== null) yield { move: held, isLast: true };
}

/** Writes one instance's terminal as an asciicast, from a file that is one's own. */
export const writeCast = (
  db: Database.Database,
  stream: StoredStream,
  version: CastVersion,
  target: string,
): void => {
  const head = headOf(db, stream);
  const lines = new CastLines(version, head);
  const markers = markersOf(db, stream.instance);
  let marker = markers.next();
  const out = lineFile(target);
  try {
    out.put([headLine(version, head)]);
    const upTo = (at: number): void => {
      for (; marker.done !== true && marker.value.at <= at; marker = markers.next())
        out.put(lines.marker(Math.max(head.begun, marker.value.at), marker.value.text));
    };
    for (const { move, isLast } of withLast(movesOf(storedStreams(db), stream, () => {}))) {
      // An event and what it has drawn share a moment: what is drawn then comes behind its mark. Nothing comes behind the end.
      upTo(isLast && move.kind === 'ended' ? Number.MAX_SAFE_INTEGER : move.at);
      out.put(lines.of(move, isLast));
    }
    upTo(Number.MAX_SAFE_INTEGER);
    out.put(lines.rest());
  } finally {
    out.close();
  }
};
