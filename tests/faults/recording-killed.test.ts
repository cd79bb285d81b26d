import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecording } from '../../src-main/adapters/recording/reading/open-recording.ts';
import type { OpenContents, RecordedItem } from '../../src-main/core/ports/recordings.ts';
import { done, eventually, HeadlessWorld } from '../support/headless-host.ts';

const slow = 90_000;

let world: HeadlessWorld;

beforeAll(() => {
  world = new HeadlessWorld();
});

afterAll(() => world.end(), slow);

const withRecording = <T>(run: number, look: (reader: OpenContents) => T): T | null => {
  const opened = openRecording(join(world.stateFolder, 'recordings', `run-${run}.tutti`));
  if (!opened.ok) return null;
  try {
    return look(opened.value);
  } finally {
    opened.value.close();
  }
};

const itemsOf = (reader: OpenContents): readonly RecordedItem[] =>
  reader.records('exec_1', null, 10_000_000).items;

const textOf = (items: readonly RecordedItem[]): string =>
  Buffer.concat(
    items.map(({ record }) => (record.kind === 'output' ? record.bytes : new Uint8Array())),
  ).toString();

test(
  'a host that is killed and comes back has one recording: what was shown before and after, and a gap in between',
  async () => {
    world.writeProfile({
      name: 'talker',
      command: '/bin/sh',
      args: ['-c', 'echo born; while read line; do echo "heard $line"; done'],
    });
    const first = await world.serve();
    const client = await world.connect(first);
    done(await client.call('instances.spawn', { role: 'executive', profile: 'talker', confirm: false }));
    const say = async (to: typeof client, text: string): Promise<void> => {
      done(await to.call('instances.type', { id: 'exec_1', bytes: new TextEncoder().encode(`${text}\n`) }));
      await eventually(`${text} is recorded`, () =>
        withRecording(1, (reader) => textOf(itemsOf(reader)).includes(`heard ${text}`)),
      );
    };
    await say(client, 'one');
    await first.end('SIGKILL');
    const second = await world.serve();
    const again = await world.connect(second);
    await say(again, 'two');
    const log = done(await again.call('events.list', { after: 0, limit: 1000 }));
    const started = log.findIndex(({ kind }) => kind === 'run.started');
    const last = log.at(-1)?.seq ?? 0;
    await eventually('every event is recorded', () =>
      withRecording(1, (reader) => reader.events({ after: last - 1, limit: 1 }).length === 1),
    );
    withRecording(1, (reader) => {
      expect(reader.events({ after: 0, limit: 1000 }).slice(0, log.length - started)).toEqual(
        log.slice(started),
      );
      const kinds = itemsOf(reader).map(({ record }) => record.kind);
      expect(kinds[0]).toBe('blank');
      expect(kinds.filter((kind) => kind === 'gap')).toHaveLength(1);
      expect(kinds.indexOf('inject')).toBeGreaterThan(kinds.indexOf('gap'));
      expect(reader.viewAt({ seq: last }).instances.exec_1?.profile).toBe('talker');
      expect(reader.damage()).toEqual([]);
    });
    await second.end();
  },
  slow,
);
