import { pathToFileURL } from 'node:url';
import headless from '@xterm/headless';
import { expect, test, vi } from 'vitest';
import type { ScreenReport } from '../../../src-main/adapters/screen/protocol.ts';
import { ScreenRoom } from '../../../src-main/adapters/screen/screen-room.ts';
import { builtWorker, bytesOf, screensOf, setupOf } from './support.ts';

const workerUrl = builtWorker();

test('a flood of 50 MB arrives whole, in memory that is given back, and another screen is heard meanwhile', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('flood', setupOf({ cols: 120, rows: 40 }, { busy: ['nothing such'] }));
  screens.open('quiet', setupOf());
  const piece = bytesOf(
    '\x1b[32mflooding\x1b[0m with some text, line after line, 0123456789\r\n'.repeat(1000),
  );
  const pieces = Math.ceil(50_000_000 / piece.length);
  const began = performance.now();
  for (let count = 0; count < pieces; count += 1) screens.feed('flood', piece);
  screens.feed('quiet', bytesOf('hello'));
  expect((await screens.text('quiet'))?.lines).toEqual(['hello']);
  // Answered before the flood is through, so its turn came in between.
  expect(screens.backlog()).toBeGreaterThan(0);
  const end = await screens.text('flood', 1);
  const rate = (pieces * piece.length) / 1000 / (performance.now() - began);
  console.info(`flood: ${rate.toFixed(1)} MB/s`);
  expect(end?.offset).toBe(pieces * piece.length);
  expect(screens.backlog()).toBe(0);
}, 60_000);

test('closing a flooded screen gives its backlog back', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('flood', setupOf());
  screens.feed('flood', new Uint8Array(5_000_000).fill(65));
  expect(screens.backlog()).toBe(5_000_000);
  screens.close('flood');
  expect(screens.backlog()).toBe(0);
  screens.open('next', setupOf());
  screens.feed('next', bytesOf('here'));
  expect((await screens.text('next'))?.lines).toEqual(['here']);
  expect(screens.backlog()).toBe(0);
});

test('when the thread dies, the screens come back blank, the offsets go on, and the listener is told', async () => {
  const { screens, heard } = screensOf(workerUrl());
  for (const key of ['a', 'b']) {
    screens.open(key, setupOf());
    screens.feed(key, bytesOf('before'));
    await screens.text(key);
  }
  screens.resize('b', { cols: 50, rows: 7 });
  const asked = screens.breakThread().then(() => screens.snapshot('a'));
  await vi.waitFor(() => expect(heard.resets).toEqual(['a', 'b']), { timeout: 10_000 });
  await asked;
  screens.inject('b', 'again ');
  screens.feed('b', bytesOf('after'));
  expect(await screens.text('b')).toEqual({
    offset: 11,
    size: { cols: 50, rows: 7 },
    lines: ['again after'],
    cursor: { x: 11, y: 0 },
  });
  expect(screens.backlog()).toBe(0);
});

test('without its program it answers null and says so', async () => {
  const { screens, log } = screensOf(pathToFileURL('/nowhere/screen-worker.js'));
  screens.open('k', setupOf());
  screens.feed('k', bytesOf('x'));
  expect(await screens.text('k')).toBeNull();
  expect(screens.backlog()).toBe(0);
  expect(log.lines).toContainEqual(expect.objectContaining({ what: 'the screens broke down' }));
});

test('stopping leaves nothing pending', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', setupOf());
  const asked = screens.text('k');
  await screens.stop();
  expect([null, 0]).toContain((await asked)?.offset ?? null);
  expect(screens.backlog()).toBe(0);
});

/** A room in this thread, and what it reports. */
const roomHere = () => {
  const reports: ScreenReport[] = [];
  const room = new ScreenRoom((report) => reports.push(report));
  const find = <K extends ScreenReport['kind']>(kind: K) =>
    reports.filter((report): report is Extract<ScreenReport, { kind: K }> => report.kind === kind);
  return { room, find };
};

test('a terminal that throws is begun anew; its neighbour and what is fed next are well', async () => {
  const { room, find } = roomHere();
  const write = vi.spyOn(headless.Terminal.prototype, 'write').mockImplementationOnce(() => {
    throw new Error('a bug in the parser');
  });
  for (const id of [1, 2]) room.handle([{ kind: 'open', id, ...setupOf() }]);
  room.handle([
    { kind: 'feed', id: 1, bytes: bytesOf('poison') },
    { kind: 'feed', id: 2, bytes: bytesOf('neighbour') },
    { kind: 'feed', id: 1, bytes: bytesOf('next') },
    { kind: 'text', id: 1, ask: 1, lastLines: null },
    { kind: 'text', id: 2, ask: 2, lastLines: null },
  ]);
  await vi.waitFor(() => expect(find('text')).toHaveLength(2));
  write.mockRestore();
  expect(find('failed')).toMatchObject([{ id: 1, error: { message: 'a bug in the parser' } }]);
  const byAsk = Object.fromEntries(find('text').map(({ ask, text }) => [ask, text]));
  expect(byAsk[1]).toMatchObject({ offset: 10, lines: ['next'] });
  expect(byAsk[2]).toMatchObject({ offset: 9, lines: ['neighbour'] });
  await vi.waitFor(() => expect(find('parsed').reduce((sum, { bytes }) => sum + bytes, 0)).toBe(19));
});

test('a terminal that parses later is waited for', async () => {
  const { room, find } = roomHere();
  // Without the hint that the next write follows a key, xterm parses from a timer.
  const input = vi.spyOn(headless.Terminal.prototype, 'input').mockImplementation(() => undefined);
  room.handle([
    { kind: 'open', id: 1, ...setupOf() },
    { kind: 'feed', id: 1, bytes: bytesOf('one ') },
    { kind: 'resize', id: 1, size: { cols: 30, rows: 5 } },
    { kind: 'feed', id: 1, bytes: bytesOf('two') },
    { kind: 'text', id: 1, ask: 1, lastLines: null },
  ]);
  await vi.waitFor(() => expect(find('text')).toHaveLength(1));
  input.mockRestore();
  expect(find('text')[0]?.text).toMatchObject({ offset: 7, lines: ['one two'], size: { cols: 30, rows: 5 } });
});

test('a screen that can not be made is told of, and the others live', async () => {
  const { room, find } = roomHere();
  room.handle([
    { kind: 'open', id: 1, ...setupOf(), signs: { ...setupOf().signs, busy: ['('] } },
    { kind: 'open', id: 2, ...setupOf() },
    { kind: 'text', id: 1, ask: 1, lastLines: null },
    { kind: 'text', id: 2, ask: 2, lastLines: null },
  ]);
  await vi.waitFor(() => expect(find('text')).toHaveLength(2));
  expect(find('failed').map(({ id }) => id)).toEqual([1]);
  expect(find('text').find(({ ask }) => ask === 1)?.text).toBeNull();
});
