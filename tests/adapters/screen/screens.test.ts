import { expect, test, vi } from 'vitest';
import { builtWorker, bytesOf, cellsOf, drawn, screensOf, setupOf } from './support.ts';

const workerUrl = builtWorker();

const size = { cols: 40, rows: 6 };

test('reads text with wide characters, colours and a split character; blanks at the end are cut', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('1/exec_1', setupOf());
  const bytes = bytesOf('\x1b[31mrot\x1b[0m 日本 é 👍🏽|\r\nsecond   \r\n\r\n');
  for (const byte of bytes) screens.feed('1/exec_1', Uint8Array.of(byte));
  expect(await screens.text('1/exec_1')).toEqual({
    offset: bytes.length,
    size,
    lines: ['rot 日本 é 👍🏽|', 'second'],
    cursor: { x: 0, y: 3 },
  });
});

test('keeps scrollback and gives the last lines', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', setupOf());
  for (let line = 1; line <= 50; line += 1) screens.feed('k', bytesOf(`line ${line}\r\n`));
  expect((await screens.text('k'))?.lines).toHaveLength(50);
  expect((await screens.text('k', 2))?.lines).toEqual(['line 49', 'line 50']);
});

test.each([
  ['plain text', 'one\r\ntwo\r\nthree'],
  ['colours and wide characters', '\x1b[1;32;44mbold 日本\x1b[0m \x1b[38;2;1;2;3mrgb\x1b[0m'],
  ['more than a screen', Array.from({ length: 30 }, (_, at) => `row ${at}`).join('\r\n')],
  ['a line that just fills the width', 'x'.repeat(40)],
  ['a wrapped line', 'y'.repeat(95)],
  ['the alternate buffer', 'below\r\n\x1b[?1049h\x1b[2J\x1b[3;5Hfull screen\x1b[?2004h\x1b[?1h'],
  ['a scroll region', 'a\r\nb\r\nc\x1b[2;4r\x1b[3;7H'],
  ['a cursor in the middle', 'abc\r\ndef\x1b[1;2H'],
])('a snapshot of %s makes the same screen in a fresh terminal', async (_what, text) => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', setupOf(size));
  screens.feed('k', bytesOf(text));
  const snapshot = await screens.snapshot('k');
  const [original, copy] = [await drawn(size, text), await drawn(size, snapshot?.data ?? '')];
  expect(snapshot).toMatchObject({ offset: bytesOf(text).length, size });
  expect(cellsOf(copy)).toEqual(cellsOf(original));
  expect(copy.buffer.active.type).toBe(original.buffer.active.type);
  expect(copy.modes).toEqual(original.modes);
  const cursor = ({ buffer }: typeof copy) => [buffer.active.cursorX, buffer.active.cursorY];
  expect(cursor(copy)).toEqual(cursor(original));
  // What comes next does the same to both: regions and pending wraps count, too.
  const next = 'next\r\n\n\n\nlast';
  await Promise.all([copy, original].map((at) => new Promise<void>((done) => at.write(next, done))));
  expect(cellsOf(copy)).toEqual(cellsOf(original));
});

test('a snapshot brings back mouse encoding, a hidden cursor and its shape, and forgets them after a reset', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', setupOf());
  screens.feed('k', bytesOf('\x1b[?1003;1006h\x1b[?25l\x1b[4 q'));
  const { data = '' } = (await screens.snapshot('k')) ?? {};
  for (const part of ['\x1b[?1003h', '\x1b[?1006h', '\x1b[?25l', '\x1b[4 q']) expect(data).toContain(part);
  screens.feed('k', bytesOf('\x1bc'));
  expect((await screens.snapshot('k'))?.data).not.toContain('\x1b');
});

test('each snapshot is of just the bytes that its offset names, whatever comes meanwhile', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', { ...setupOf({ cols: 10, rows: 3 }), offset: 1000 });
  const asked: Promise<void>[] = [];
  for (let count = 0; count < 300; count += 1) {
    screens.feed('k', bytesOf(`\r${String(count).padStart(9, '0')}`));
    const expected = { offset: 1000 + (count + 1) * 10, lines: [String(count).padStart(9, '0')] };
    asked.push(screens.text('k').then((text) => expect(text).toMatchObject(expected)));
    if (count % 50 === 0) await Promise.all(asked);
  }
  await Promise.all(asked);
  expect(asked).toHaveLength(300);
});

test('resizes in order with the output, and wraps anew', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', setupOf({ cols: 10, rows: 4 }));
  screens.feed('k', bytesOf('0123456789abc\r\n'));
  screens.resize('k', { cols: 20, rows: 4 });
  screens.feed('k', bytesOf('def'));
  expect(await screens.text('k')).toMatchObject({
    size: { cols: 20, rows: 4 },
    lines: ['0123456789abc', 'def'],
  });
});

test('what is injected is shown, and the offset stays', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', { ...setupOf(), offset: 7 });
  screens.inject('k', 'from a capture\r\n');
  screens.feed('k', bytesOf('own'));
  expect(await screens.text('k')).toMatchObject({ offset: 10, lines: ['from a capture', 'own'] });
});

test('the bytes remain the caller’s', async () => {
  const { screens } = screensOf(workerUrl());
  screens.open('k', setupOf());
  const shared = Buffer.from('--hello--');
  screens.feed('k', shared.subarray(2, 7));
  expect((await screens.text('k'))?.lines).toEqual(['hello']);
  expect(shared.toString()).toBe('--hello--');
});

test('one of the same name replaces the other; what is closed or unknown is null', async () => {
  const { screens } = screensOf(workerUrl());
  expect(await screens.text('k')).toBeNull();
  screens.open('k', setupOf());
  screens.feed('k', bytesOf('old'));
  screens.open('k', setupOf());
  screens.feed('k', bytesOf('new'));
  expect((await screens.text('k'))?.lines).toEqual(['new']);
  const asked = screens.snapshot('k');
  screens.close('k');
  expect((await asked)?.offset ?? null).toSatisfy((offset) => offset === 3 || offset === null);
  expect(await screens.snapshot('k')).toBeNull();
  expect(screens.backlog()).toBe(0);
});

test('titles are told, once each', async () => {
  const { screens, heard } = screensOf(workerUrl());
  screens.open('k', setupOf());
  screens.feed('k', bytesOf('\x1b]0;one\x07\x1b]2;one\x07\x1b]2;two\x1b\\'));
  await screens.text('k');
  expect(heard.titles).toEqual(['one', 'two']);
});

test('what holds a program up is told beside its sign, once for each kind, and when it is gone', async () => {
  const { screens, heard } = screensOf(workerUrl());
  const limits = [
    {
      kind: 'usage' as const,
      pattern: '^\\S (?<reason>.*limit reached) · Retrying in \\d+s(?: \\((?<until>.*)\\))?',
    },
    { kind: 'overloaded' as const, pattern: '^\\S (.+) · Retrying' },
  ];
  screens.open('k', setupOf({ cols: 60, rows: 6 }, { limits, busy: ['·'] }));
  screens.feed('k', bytesOf('✻ API error · Retrying in 2s\r'));
  await vi.waitFor(() =>
    expect(heard.limits).toEqual([{ kind: 'overloaded', reason: 'API error', until: null }]),
  );
  screens.feed('k', bytesOf('✻ API error · Retrying in 1s\r'));
  screens.feed('k', bytesOf('✻ Session limit reached · Retrying in 9s (Nov 26, 4:17pm)\r'));
  await vi.waitFor(() =>
    expect(heard.limits.at(-1)).toEqual({
      kind: 'usage',
      reason: 'Session limit reached',
      until: new Date(new Date().getFullYear(), 10, 26, 16, 17).getTime(),
    }),
  );
  expect(heard.signs.map(({ sign }) => sign)).toEqual(['busy']);
  screens.feed('k', bytesOf('\x1b[2Kdone'));
  await vi.waitFor(() => expect(heard.limits.at(-1)).toBeNull());
  expect(heard.limits).toHaveLength(3);
});

test('signs are told when they change, a question before all else', async () => {
  const { screens, heard } = screensOf(workerUrl());
  const signs = { waiting: ['^Allow .*\\?$'], busy: ['working…'], ready: ['^>'], lines: 3 };
  screens.open('k', setupOf(size, signs));
  screens.feed('k', bytesOf('> \r\nworking… (1s)\r\n'));
  await vi.waitFor(() => expect(heard.signs.map(({ sign }) => sign)).toEqual(['busy']));
  screens.feed('k', bytesOf('  \r\n  Allow?\r\nAllow rm -rf?\r\n'));
  await vi.waitFor(() =>
    expect(heard.signs.at(-1)).toEqual({ key: 'k', sign: 'waiting', line: 'Allow rm -rf?' }),
  );
  screens.feed('k', bytesOf('\x1b[2J\x1b[H> type here'));
  await vi.waitFor(() =>
    expect(heard.signs.at(-1)).toEqual({ key: 'k', sign: 'ready', line: '> type here' }),
  );
  screens.feed('k', bytesOf('\x1b[2J'));
  await vi.waitFor(() => expect(heard.signs.at(-1)).toMatchObject({ sign: null, line: '' }));
  expect(heard.signs.map(({ sign }) => sign)).toEqual(['busy', 'waiting', 'ready', null]);
});

test('only the bottom lines count', async () => {
  const { screens, heard } = screensOf(workerUrl());
  screens.open('k', setupOf(size, { busy: ['old'], ready: ['new'], lines: 2 }));
  screens.feed('k', bytesOf('old\r\n\r\nx\r\nnew\r\n'));
  await vi.waitFor(() => expect(heard.signs).toHaveLength(1));
  expect(heard.signs[0]).toEqual({ key: 'k', sign: 'ready', line: 'new' });
});

test('a hundred screens do not mix', async () => {
  const { screens } = screensOf(workerUrl());
  const keys = Array.from({ length: 100 }, (_, at) => `1/spec_${at + 1}`);
  for (const key of keys) screens.open(key, setupOf());
  for (let round = 0; round < 20; round += 1)
    for (const key of keys) screens.feed(key, bytesOf(`${key} round ${round}\r\n`));
  const texts = await Promise.all(keys.map((key) => screens.text(key)));
  texts.forEach((text, at) => {
    expect(text?.lines).toHaveLength(20);
    expect(text?.lines.at(-1)).toBe(`${keys[at]} round 19`);
  });
});

test('a screen is altered when it says something new, and not when a spinner and a clock go on', async () => {
  const { screens, heard } = screensOf(workerUrl());
  screens.open('1/exec_1', setupOf());
  const frame = (turn: number): string => `\x1b[2J\x1b[H${'⠋⠙⠹⠸'[turn % 4]} Thinking... (${turn}s)`;
  let turn = 0;
  const drawUntilParsed = async (text: string): Promise<void> => {
    screens.feed('1/exec_1', bytesOf(text));
    await screens.text('1/exec_1');
  };
  await drawUntilParsed(frame(turn));
  await vi.waitFor(() => expect(heard.altered).toEqual(['1/exec_1']), { timeout: 10_000 });
  // Long enough for several looks: each waits a second after the one before.
  const spinsUntil = performance.now() + 3500;
  while (performance.now() < spinsUntil) await drawUntilParsed(frame(++turn));
  await drawUntilParsed('\x1b[2J\x1b[HThe tests pass.');
  await vi.waitFor(() => expect(heard.altered).toHaveLength(2), { timeout: 10_000 });
  screens.inject('1/exec_1', 'put there by Tutti');
  screens.resize('1/exec_1', { cols: 20, rows: 4 });
  await screens.text('1/exec_1');
  expect(heard.altered).toHaveLength(2);
}, 40_000);
