import { dirname } from 'node:path';
import type { RecordPlace } from '@contract/recordings.ts';
import type { VerbName } from '@contract/verbs.ts';
import { verbs } from '@contract/verbs.ts';
import type { Run } from '@contract/view.ts';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { recordingsIn } from '../../../src-main/adapters/recording/reading/recordings-in.ts';
import { OpenRecordings } from '../../../src-main/core/recording/open-recordings.ts';
import { recordingRooms } from '../../../src-main/core/recording/recording-rooms.ts';
import { createPageClient } from '../../../src-renderer/recorded-page/page-client.ts';
import { openPageRecording } from '../../../src-renderer/recorded-page/page-recording.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { elementsOf, pageOf } from '../../support/recorded-page.ts';
import { person } from '../../support/stage.ts';
import { readersHere } from './readers-here.ts';
import { anyRecord, bytesOf, eventsOf, freshFile, output, startedAt, writerOf } from './support.ts';

const run: Run = { run: 1, title: 'a run', startedAt, endedAt: null };

type Ask = (verb: VerbName, input: object) => Promise<unknown>;

/** Asks the host of the file, and the page of what it carries. */
const bothOf = async (file: string): Promise<{ host: Ask; page: Ask }> => {
  const recordings = recordingsIn(dirname(file), readersHere());
  const clock = new ManualClock();
  const open = new OpenRecordings({ clock, recordings });
  onTestFinished(() => open.stop());
  const rooms = recordingRooms({ clock, recordings, store: { runs: () => [run] } }, open);
  const client = createPageClient(await openPageRecording(elementsOf(await pageOf(file))));
  return {
    host: async (verb, input) =>
      // As a door calls them: the input checked, its defaults filled in.
      rooms[verb as keyof typeof rooms](person, verbs[verb].input.parse(input) as never),
    page: (verb, input) => client.call(verb, input as never),
  };
};

const step = fc.record({
  wait: fc.nat(20_000),
  instance: fc.constantFrom('exec_1', 'mgr_1_1'),
  record: anyRecord,
  next: fc.constantFrom('nothing', 'nothing', 'flush', 'reopen', 'keyframe'),
});

/** A file of some events and what terminals did. */
const fileOf = (
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
  events: number,
): string => {
  const file = freshFile();
  const hands = { now: startedAt };
  let writer = writerOf(file, hands);
  writer.events(eventsOf(events));
  for (const [cut, { wait, instance, record, next }] of steps.entries()) {
    hands.now += wait + 1;
    writer.put(instance, hands.now, record);
    if (next === 'keyframe') {
      writer.cut(instance, cut, hands.now);
      const screen = {
        offset: 0,
        size: { cols: 80, rows: 24 },
        data: `as of ${cut} é`,
        pending: bytesOf('\x1b['),
      };
      writer.keyframe(instance, cut, screen);
    } else if (next !== 'nothing') writer.flush();
    if (next !== 'reopen') continue;
    writer.close();
    writer = writerOf(file, hands);
  }
  writer.close();
  return file;
};

const instances = ['exec_1', 'mgr_1_1', 'spec_1_1_1'];

test('a page answers of its recording what a host answers of the file, for every verb', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.integer({ min: 0, max: 700 }),
      fc.array(fc.integer({ min: startedAt - 10, max: startedAt + 300_000 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 300_000 }),
      async (steps, count, moments, bytes) => {
        const { host, page } = await bothOf(fileOf(steps, count));
        const same = async (verb: VerbName, input: object): Promise<unknown> => {
          // As a host sends it: Node's own kind of bytes is none of a page's.
          const expected = structuredClone(await host(verb, input));
          expect(await page(verb, input), `${verb} ${JSON.stringify(input)}`).toEqual(expected);
          return (expected as { readonly value: unknown }).value;
        };
        await same('recordings.get', { run: 1 });
        for (const at of moments) {
          await same('recordings.view', { run: 1, moment: { at } });
          await same('recordings.view', { run: 1, moment: { seq: Math.max(0, at - startedAt) } });
          await same('recordings.events', { run: 1, after: Math.max(0, at - startedAt), limit: 7 });
          for (const instance of instances) {
            await same('recordings.screen', { run: 1, instance, at });
          }
          for (const seconds of [1, 60])
            await same('recordings.activity', { run: 1, from: Math.min(...moments), to: at, seconds });
        }
        await same('recordings.events', { run: 1 });
        await same('recordings.events', { run: 1, kinds: ['run.started'] });
        for (const direction of ['after', 'before'])
          for (const at of [startedAt - 1, startedAt, ...moments])
            await same('recordings.step', { run: 1, at, direction });
        for (const after of [0, 3, 5000]) await same('recordings.timeline', { run: 1, after });
        for (const instance of instances) {
          let from: RecordPlace | null = null;
          for (;;) {
            const wanted = { run: 1, instance, ...(from === null ? {} : { from }), bytes };
            const { next } = (await same('recordings.records', wanted)) as { next: RecordPlace | null };
            if (next === null) break;
            from = next;
          }
        }
      },
    ),
    { numRuns: 8 },
  );
});

test('what is damaged in the file is as damaged in the page', async () => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.events(eventsOf(5));
  writer.put('exec_1', startedAt, { kind: 'blank', size: { cols: 80, rows: 24 } });
  for (let part = 1; part <= 6; part += 1) {
    writer.put('exec_1', startedAt + part * 1000, output(`part ${part} `));
    writer.cut('exec_1', part, startedAt + part * 1000 + 500);
  }
  writer.close();
  const db = new Database(file);
  db.exec('UPDATE chunks SET last_at = last_at + 1 WHERE number = 3; DELETE FROM chunks WHERE number = 5');
  db.close();
  const { host, page } = await bothOf(file);
  for (let at = startedAt; at < startedAt + 8000; at += 500) {
    const asked = { run: 1, instance: 'exec_1', at };
    expect(await page('recordings.screen', asked)).toEqual(await host('recordings.screen', asked));
  }
  const told = (await page('recordings.get', { run: 1 })) as {
    readonly value: { readonly damage: object[] };
  };
  expect(told.value.damage).toMatchObject([
    { from: startedAt + 3000, reason: 'it was changed since it was written' },
    { to: startedAt + 4000 },
    { to: startedAt + 6000 },
  ]);
});

test('nothing of a recording stands in the page as it is', async () => {
  const file = freshFile();
  const writer = writerOf(file);
  const evil = '</script><script>alert(1)</script><!--';
  const [first, ...rest] = eventsOf(2);
  writer.events([{ ...(first as object), data: { run: 1, title: evil } } as never, ...rest]);
  writer.put('exec_1', startedAt, output(evil));
  writer.close();
  const pieces = await pageOf(file);
  expect(pieces.slice(1, -1).join('')).toMatch(
    /^(<script type="application\/octet-stream" id="recording-[a-z0-9]+">[A-Za-z0-9+/=]*<\/script>\n)+$/,
  );
  const recording = await openPageRecording(elementsOf(pieces));
  const [event] = await recording.events.events(0, 1);
  expect(event).toMatchObject({ data: { title: evil } });
});

test('a page that was cut off says so', async () => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.put('exec_1', startedAt, output('hello'));
  writer.close();
  const pieces = await pageOf(file);
  await expect(openPageRecording(elementsOf(pieces.slice(0, -2)))).rejects.toThrow('recording-index');
  const client = createPageClient(await openPageRecording(elementsOf(pieces.slice(-2))));
  expect(await client.call('recordings.events', { run: 1 })).toEqual({ ok: true, value: [] });
  const asked = { run: 1, instance: 'exec_1', at: startedAt };
  expect(await client.call('recordings.screen', asked)).toMatchObject({
    ok: false,
    error: { remedy: expect.stringContaining('anew') },
  });
  expect(await client.call('instances.list', {})).toMatchObject({
    ok: false,
    error: { code: 'wrong_state' },
  });
});

test('a page that no browser would open is not written to its end', async () => {
  const file = freshFile();
  const writer = writerOf(file);
  for (let part = 0; part < 20; part += 1)
    writer.put('exec_1', startedAt + part, {
      kind: 'output',
      bytes: crypto.getRandomValues(new Uint8Array(60_000)),
    });
  writer.close();
  await expect(pageOf(file, { most: 1_000_000 })).rejects.toMatchObject({
    error: { code: 'limit_reached', remedy: expect.stringContaining('some instances') },
  });
});

test('the share that is written is told; what no page can search is said to be in the recording', async () => {
  const file = freshFile();
  const writer = writerOf(file);
  for (const instance of ['exec_1', 'mgr_1_1']) writer.put(instance, startedAt, output('hello'));
  writer.close();
  const told: number[] = [];
  const pieces = await pageOf(file, { tell: (share) => told.push(share) });
  expect(told).toEqual([0.5, 1]);
  const client = createPageClient(await openPageRecording(elementsOf(pieces)));
  expect(await client.call('recordings.search', { text: 'hello' })).toMatchObject({
    ok: false,
    error: { code: 'unsupported', remedy: expect.stringContaining('--format tutti') },
  });
});
