import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { eventsOf, freshFile, output, readerOf, startedAt, writerOf } from '../support.ts';
import { hitsOf, indexAll, pageOf, textsOf } from './support.ts';

const size = { cols: 60, rows: 6 };

interface Step {
  readonly after?: number;
  readonly text: string;
}

/** A file with one terminal that shows these texts, some time apart. */
const shown = (steps: readonly (string | Step)[], end = true): string => {
  const file = freshFile();
  const writer = writerOf(file);
  let at = startedAt;
  writer.put('exec_1', at, { kind: 'blank', size });
  for (const step of steps) {
    const { text, after = 100 } = typeof step === 'string' ? { text: step } : step;
    at += after;
    writer.put('exec_1', at, output(text));
  }
  writer.flush();
  if (end) writer.end(at + 1000);
  writer.close();
  return file;
};

test('what is written on a terminal is found at its moment, with its instance and the places in it', () => {
  const file = shown(['compiling\r\n', 'error: no such file\r\n']);
  expect(hitsOf(file, { text: 'file error' })).toEqual([
    {
      at: startedAt + 200,
      source: 'terminal',
      instance: 'exec_1',
      seq: null,
      offset: 32,
      text: 'error: no such file',
      ranges: [
        [0, 5],
        [15, 19],
      ],
    },
  ]);
});

test('text is found that a sequence or a record cuts, that wraps, or that is written over in part', () => {
  const long = 'x'.repeat(55);
  const file = shown([
    { text: 'hel\x1b[3' },
    { text: '1mlo wor', after: 1 },
    { text: 'ld\r\n', after: 1 },
    `${long} wrapped-around\r\n`,
    'step 4 of 9',
    '\x1b[4D5',
    '\x1b]0;a title\x07',
  ]);
  expect(textsOf(file, '"hello world"')).toEqual(['hello world']);
  expect(textsOf(file, 'wrapped around')).toEqual([`${long} wrapped-around`]);
  expect(textsOf(file, 'step')).toEqual(['step 4 of 9', 'step 4 5f 9']);
  expect(textsOf(file, 'title')).toEqual([]);
});

test('a line that is drawn again and again is one hit; when it comes back later it is another', () => {
  const frames = Array.from({ length: 200 }, (_, frame) => `\x1b[H\x1b[2JWorking hard\r\nframe ${frame}`);
  const file = shown([...frames, '\x1b[H\x1b[2Jpause', { text: '\x1b[H\x1b[2JWorking hard', after: 20_000 }]);
  expect(textsOf(file, 'working')).toHaveLength(2);
  expect(textsOf(file, 'frame 150')).toEqual(['frame 150']);
});

test('a progress bar is sampled, and its last state is among what is found', () => {
  const bar = Array.from({ length: 100 }, (_, percent) => ({ text: `\rdone ${percent} %`, after: 5 }));
  const found = textsOf(shown([...bar, '\r\n']), 'done');
  expect(found.at(-1)).toBe('done 99 %');
  expect(found.length).toBeLessThan(10);
});

test('words, phrases and beginnings; whatever a person types is taken as words', () => {
  const file = shown([
    'the quick brown fox\r\n',
    'brown quick\r\n',
    'Übergrößen résumé 世界你好\r\n',
    'a OR b AND c\r\n',
  ]);
  expect(textsOf(file, 'quick brown')).toHaveLength(2);
  expect(textsOf(file, '"quick brown"')).toHaveLength(1);
  expect(textsOf(file, 'qui*')).toHaveLength(2);
  expect(textsOf(file, 'qui')).toHaveLength(0);
  expect(textsOf(file, '"quick bro"*')).toHaveLength(1);
  expect(textsOf(file, 'ubergroßen RESUME')).toHaveLength(1);
  expect(textsOf(file, '你好')).toHaveLength(1);
  expect(textsOf(file, 'OR')).toHaveLength(1);
  for (const odd of ['fox"', '"fox', '(fox', 'fox AND', 'NEAR(fox', '^fox', 'text:fox', '-fox', 'fox;--'])
    expect(textsOf(file, odd).length, odd).toBeLessThanOrEqual(1);
  expect(textsOf(file, '"fox')).toHaveLength(1);
  expect(() => textsOf(file, '-> "" *')).toThrow('there is no word in it');
});

test('a regular expression is looked for line by line; one that makes no sense is told with its field', () => {
  const file = shown(['took 12 ms\r\n', 'took 345 ms\r\n']);
  expect(textsOf(file, String.raw`\d{3,} ms`, 'regex')).toEqual(['took 345 ms']);
  expect(textsOf(file, 'TOOK', 'regex')).toEqual([]);
  expect(() => textsOf(file, '(', 'regex')).toThrow(/Unterminated group/i);
  expect(textsOf(file, 'x*', 'regex')).toEqual([]);
});

test('messages and events are found by all their words, and by whom they are about', () => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.events(eventsOf(700));
  writer.end(startedAt + 10_000);
  writer.close();
  indexAll(file);
  const [hit, ...more] = hitsOf(file, { text: '"text 333"' });
  expect(more).toEqual([]);
  expect(hit).toMatchObject({ source: 'message', seq: 334, instance: 'exec_1', offset: null });
  expect(hitsOf(file, { text: 'text', instance: 'mgr_1_1' })).toEqual([]);
  expect(hitsOf(file, { text: '"run started"' })).toMatchObject([{ source: 'event', seq: 1 }]);
  expect(hitsOf(file, { text: 'run', source: 'message' })).toEqual([]);
  const some = hitsOf(file, { text: 'text', from: startedAt + 100, to: startedAt + 140 });
  expect(some.map(({ seq }) => seq)).toEqual([11, 12, 13, 14, 15]);
});

test('a part of a long message is shown around what was found', () => {
  const file = shown([`${'word '.repeat(30)}needle ${'word '.repeat(200)}\r\n`]);
  const [hit] = hitsOf(file, { text: 'needle' });
  const [from = 0, to = 0] = hit?.ranges[0] ?? [];
  expect(hit?.text.slice(from, to)).toBe('needle');
  expect(hit?.text.length).toBeLessThanOrEqual(242);
});

test('pages of any size and of any budget have neither holes nor doubles, indexed or not', () => {
  const file = freshFile();
  const writer = writerOf(file);
  for (const [place, instance] of (['exec_1', 'mgr_1_1', 'spec_1_1_1'] as const).entries()) {
    writer.put(instance, startedAt, { kind: 'blank', size });
    for (let line = 0; line < 100; line += 1) {
      writer.put(instance, startedAt + line * 7 + place, output(`${instance} line ${line}\r\n`));
      if (line % 15 === 14) writer.cut(instance, line, startedAt + line * 7 + place);
    }
  }
  writer.events(eventsOf(300));
  writer.end(startedAt + 10_000);
  writer.close();
  const whole = hitsOf(file, { text: 'line', limit: 5000 });
  expect(whole).toHaveLength(300);
  const keys = (limit: number, budgetMs: number) => hitsOf(file, { text: 'line', limit }, { budgetMs });
  for (const indexed of [false, true]) {
    if (indexed) indexAll(file);
    expect(pageOf(file, { text: 'line' }).indexed).toBe(indexed);
    for (const limit of [7, 100]) expect(keys(limit, 60_000)).toEqual(whole);
    // No time at all: as little as can be in each page.
    expect(keys(100, -1)).toEqual(whole);
    expect(hitsOf(file, { text: '"line 17"' })).toHaveLength(3);
  }
  const order = whole.map(({ at }) => at);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(pageOf(file, { text: 'line', limit: 5000 }).total).toBe(300);
  expect(pageOf(file, { text: 'line', limit: 10 }).total).toBeNull();
});

test('what comes while it is searched is found once, from where the last page ended', () => {
  const file = freshFile();
  const writer = writerOf(file);
  const seen: string[] = [];
  let after: string | undefined;
  writer.put('exec_1', startedAt, { kind: 'blank', size });
  for (let line = 0; line < 400; line += 1) {
    const at = startedAt + line * 13;
    writer.put('exec_1', at, output(`line number ${line}\r\n`));
    writer.put('mgr_1_1', at, output(`line number ${line}\r\n`));
    if (line % 50 === 49) writer.cut('exec_1', line, at);
    if (line % 3 !== 0) continue;
    writer.flush();
    const page = pageOf(
      file,
      { text: 'line', limit: 20, ...(after === undefined ? {} : { after }) },
      { now: () => at },
    );
    seen.push(...page.hits.map((hit) => `${hit.instance} ${hit.text}`));
    after = page.after;
  }
  writer.flush();
  seen.push(
    ...hitsOf(file, { text: 'line', ...(after === undefined ? {} : { after }) }).map(
      (hit) => `${hit.instance} ${hit.text}`,
    ),
  );
  writer.close();
  expect(new Set(seen).size).toBe(800);
  expect(seen).toHaveLength(800);
});

test('a killed recording is searched whole, and its index is caught up from where it was', () => {
  const file = shown(
    Array.from({ length: 50 }, (_, line) => `before ${line}\r\n`),
    false,
  );
  indexAll(file);
  expect(textsOf(file, 'before')).toHaveLength(50);
  const writer = writerOf(file, { now: startedAt + 60_000 });
  writer.put('exec_1', startedAt + 60_000, { kind: 'blank', size });
  writer.put('exec_1', startedAt + 60_100, output('after the kill\r\n'));
  writer.flush();
  indexAll(file);
  expect(textsOf(file, 'before')).toHaveLength(50);
  expect(textsOf(file, 'kill')).toEqual(['after the kill']);
  writer.end(startedAt + 70_000);
  writer.close();
  indexAll(file);
  expect(pageOf(file, { text: 'kill' })).toMatchObject({ indexed: true, total: 1 });
});

test('an index that is damaged anywhere hides the recording from nobody', () => {
  const file = shown(
    Array.from({ length: 400 }, (_, line) => `some text ${line} ${'y'.repeat(line % 50)}\r\n`),
  );
  indexAll(file);
  const db = new Database(file);
  const pages = db
    .prepare("SELECT pageno FROM dbstat WHERE name IN ('words_data', 'words_idx', 'words_config', 'said')")
    .pluck();
  const numbers = pages.all() as number[];
  const size = db.pragma('page_size', { simple: true }) as number;
  db.close();
  expect(numbers.length).toBeGreaterThan(3);
  const whole = readFileSync(file);
  for (const page of numbers) {
    const start = (page - 1) * size;
    const bytes = Buffer.from(whole);
    bytes.fill(0xa5, start, start + size);
    writeFileSync(file, bytes);
    expect(readerOf(file).streams()).toHaveLength(1);
    expect(textsOf(file, '"text 17"')).toHaveLength(1);
  }
});
