import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Size } from '@contract/instances.ts';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CastVersion } from '../../../../src-main/adapters/recording/export/cast-lines.ts';
import { copyRecording } from '../../../../src-main/adapters/recording/export/copy-recording.ts';
import { storedStreams } from '../../../../src-main/adapters/recording/export/stored-streams.ts';
import { writeCast } from '../../../../src-main/adapters/recording/export/write-cast.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { anySession } from '../arbitrary-output.ts';
import { eventsOf, freshFile, output, readerOf, startedAt, writerOf } from '../support.ts';
import { freshTerminal, stateOf, write } from '../terminal-state.ts';
import { screensOf } from './support.ts';

const run = promisify(execFile);

const castOf = (source: string, version: CastVersion): string => {
  const folder = tempFolder();
  const copy = join(folder, 'copy.tutti');
  expect(copyRecording(source, copy, null).ok).toBe(true);
  const db = new Database(copy, { readonly: true });
  const target = join(folder, 'one.cast');
  try {
    const [stream] = storedStreams(db).streams();
    if (stream === undefined) throw new Error('nothing is recorded');
    writeCast(db, stream, version, target);
  } finally {
    db.close();
  }
  return target;
};

type Line = readonly [number, string, string];

/** A cast as it is described: a head, then lines of a time, a code and a text. */
const readCast = (file: string): { readonly head: Record<string, unknown>; readonly lines: Line[] } => {
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  const [head, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { head: head as Record<string, unknown>, lines: lines as Line[] };
};

const sizeOf = ({ version, width, height, term }: Record<string, unknown>): Size => {
  const { cols, rows } = (term ?? {}) as { cols: number; rows: number };
  return version === 3 ? { cols, rows } : { cols: Number(width), rows: Number(height) };
};

const play = async (file: string) => {
  const { head, lines } = readCast(file);
  const terminal = freshTerminal(sizeOf(head));
  for (const [, code, text] of lines) {
    if (code === 'o') await write(terminal, text);
    const [cols = 0, rows = 0] = code === 'r' ? text.split('x').map(Number) : [];
    if (cols > 0) terminal.resize(cols, rows);
  }
  return terminal;
};

test.each([2, 3] as const)(
  'a cast of version %d, played from its beginning, comes to the screen that was recorded',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(anySession, async ({ size, steps }) => {
        const file = freshFile();
        const writer = writerOf(file);
        writer.put('exec_1', startedAt, { kind: 'blank', size });
        const live = freshTerminal(size);
        let at = startedAt;
        for (const step of steps) {
          at += 7;
          if (step instanceof Uint8Array) {
            writer.put('exec_1', at, { kind: 'output', bytes: step });
            await write(live, step);
          } else {
            writer.put('exec_1', at, { kind: 'resized', size: step });
            live.resize(step.cols, step.rows);
          }
        }
        writer.close();
        const played = await play(castOf(file, version));
        expect(stateOf(played)).toEqual(stateOf(live));
        played.dispose();
        live.dispose();
      }),
      { numRuns: 25 },
    );
  },
);

/** A recording with all that a cast tells of. */
const richFile = (): string => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.events(eventsOf(4));
  writer.put('exec_1', startedAt, { kind: 'blank', size: { cols: 40, rows: 5 } });
  writer.put('exec_1', startedAt + 500, output('caf'));
  const whole = new TextEncoder().encode('é 漢');
  for (const [at, byte] of whole.entries())
    writer.put('exec_1', startedAt + 600 + at, { kind: 'output', bytes: Uint8Array.of(byte) });
  writer.put('exec_1', startedAt + 700, { kind: 'typed', bytes: new TextEncoder().encode('ls\r') });
  writer.put('exec_1', startedAt + 800, { kind: 'gap', reason: 'the host was killed' });
  writer.put('exec_1', startedAt + 900, { kind: 'resized', size: { cols: 50, rows: 6 } });
  writer.put('exec_1', startedAt + 1250, output('\r\nend\r\n'));
  writer.put('exec_1', startedAt + 2000, { kind: 'ended', reason: 'ended: exit code 3' });
  writer.close();
  return file;
};

test('version 3 is as it is described: intervals, whole characters, sizes, marks, and the end', () => {
  const { head, lines } = readCast(castOf(richFile(), 3));
  expect(head).toEqual({
    version: 3,
    term: { cols: 40, rows: 5, type: 'xterm-256color' },
    timestamp: startedAt / 1000,
    title: 'exec_1: a run',
  });
  for (const [interval, code, text] of lines) {
    expect(interval).toBeGreaterThanOrEqual(0);
    expect('oimrx').toContain(code);
    expect(text).not.toContain('\ufffd');
  }
  expect(
    lines.filter(([, code]) => code !== 'm' && code !== 'o').map(([, code, text]) => [code, text]),
  ).toEqual([
    ['i', 'ls\r'],
    ['r', '50x6'],
    ['x', '3'],
  ]);
  expect(lines.at(-1)?.[1]).toBe('x');
  expect(lines.filter(([, code]) => code === 'm').map(([, , text]) => text)).toEqual([
    'message.stored: msg_1 from person to exec_1: text 1',
    'message.stored: msg_2 from person to exec_1: text 2',
    'message.stored: msg_3 from person to exec_1: text 3',
    'gap: the host was killed',
  ]);
  const all = lines.reduce((sum, [interval]) => sum + interval, 0);
  expect(Math.round(all * 1000)).toBe(2000);
});

test('version 2 is taken by asciinema itself', async () => {
  const source = richFile();
  const cast = castOf(source, 2);
  // It wants a terminal, which is to leave the bytes as they are.
  const env = { ...process.env, ASCIINEMA_CONFIG_HOME: tempFolder(), CAST: cast };
  const { stdout } = await run('script', ['-qec', 'stty -opost; exec asciinema cat "$CAST"', '/dev/null'], {
    env,
  });
  const { drawn } = await screensOf(readerOf(source), 'exec_1');
  expect(stdout).toBe(drawn);
  const { lines } = readCast(cast);
  const times = lines.map(([time]) => time);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});
