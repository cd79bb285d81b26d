import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportItem } from '@contract/recording-export.ts';
import { pageMark } from '@contract/recording-format/recorded-page.ts';
import type { TuttiError } from '@contract/result.ts';
import { expect, onTestFinished, test } from 'vitest';
import { ThreadExporter } from '../../../../src-main/adapters/recording/export/thread-exporter.ts';
import type { ExportWish } from '../../../../src-main/core/ports/recording-exporter.ts';
import { bundled } from '../../../support/bundle.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { until } from '../../../support/until.ts';
import { eventsOf, freshFile, output, readerOf, startedAt, writerOf } from '../support.ts';
import { screensOf } from './support.ts';

const worker = bundled('src-main/adapters/recording/export/worker.ts', 'export-worker.js');
const token = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2'}`;

/** A recording whose writer goes on, and an exporter of it. */
const world = (folder = tempFolder(), page = '/nowhere.html') => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.events(
    eventsOf(30).map((event) =>
      event.kind === 'message.stored' && event.seq === 20
        ? { ...event, data: { ...event.data, text: `use ${token}` } }
        : event,
    ),
  );
  for (const instance of ['exec_1', 'mgr_1_1']) {
    writer.put(instance, startedAt, { kind: 'blank', size: { cols: 60, rows: 10 } });
    for (let at = 0; at < 40; at += 1)
      writer.put(instance, startedAt + at * 100, output(`line ${at} of ${instance}\r\n`));
  }
  writer.put('exec_1', startedAt + 5000, output(`export GITHUB=${token}\r\n`));
  writer.put('exec_1', startedAt + 6000, { kind: 'resized', size: { cols: 50, rows: 12 } });
  writer.flush();
  const exports = join(dirname(file), 'exports');
  const exporter = new ThreadExporter({
    workerUrl: worker(),
    page,
    log: memoryLog(),
    fileOf: () => file,
    folder: exports,
  });
  onTestFinished(async () => {
    await exporter.stop();
    writer.close();
  });
  return { file, folder, exports, exporter, writer };
};

const wishOf = (over: Partial<ExportWish>): ExportWish => ({
  ...{
    run: 1,
    format: 'tutti',
    instances: null,
    rules: { patterns: [], values: [] },
    output: null,
    force: false,
  },
  ...over,
});

const ask = (
  exporter: ThreadExporter,
  wish: Partial<ExportWish>,
): Promise<{ readonly items: ExportItem[]; readonly error: TuttiError | undefined }> =>
  new Promise((resolve) => {
    const items: ExportItem[] = [];
    const exporting = exporter.begin(wishOf(wish), {
      item: (item) => {
        items.push(item);
        if (item.kind === 'part') exporting.ack(item.bytes.length);
      },
      end: (error) => resolve({ items, error }),
    });
  });

test('a run that goes on is written as it is now: one file, masked, whole, and nothing beside it', async () => {
  const { exporter, folder, file, exports } = world();
  const target = join(folder, 'run.tutti');
  const { items, error } = await ask(exporter, { output: target });
  expect(error).toBeUndefined();
  const done = items.at(-1);
  expect(done).toMatchObject({
    kind: 'done',
    output: target,
    name: 'run-1.tutti',
    files: 1,
    masked: { 'a GitHub token': 2 },
  });
  expect(items.filter(({ kind }) => kind === 'progress').length).toBeGreaterThan(1);
  expect(readdirSync(folder)).toEqual(['run.tutti']);
  expect(readdirSync(exports)).toEqual([]);
  expect(readFileSync(target).includes(token)).toBe(false);
  const [own, exported] = [readerOf(file), readerOf(target)];
  const [before, after] = [await screensOf(own, 'mgr_1_1'), await screensOf(exported, 'mgr_1_1')];
  expect(after).toEqual(before);
  for (let seq = 0; seq <= 30; seq += 1)
    if (seq < 20) expect(exported.viewAt({ seq })).toEqual(own.viewAt({ seq }));
  expect(JSON.stringify(exported.viewAt({ seq: 30 }))).not.toContain(token);
  const masked = await screensOf(exported, 'exec_1');
  expect(masked.drawn).toContain(`export GITHUB=${'*'.repeat(token.length)}`);
});

test('unmasked, every view and every screen is the original one', async () => {
  const { exporter, folder, file } = world();
  const target = join(folder, 'run.tutti');
  const { items } = await ask(exporter, { output: target, rules: null });
  expect(items.at(-1)).toMatchObject({ kind: 'done', masked: null });
  const [own, exported] = [readerOf(file), readerOf(target)];
  for (const instance of ['exec_1', 'mgr_1_1'])
    expect(await screensOf(exported, instance)).toEqual(await screensOf(own, instance));
  for (let seq = 0; seq <= 30; seq += 1) expect(exported.viewAt({ seq })).toEqual(own.viewAt({ seq }));
  expect(exported.events({ after: 0, limit: 100 })).toEqual(own.events({ after: 0, limit: 100 }));
});

test('casts of all instances come as a folder, one as a file; nothing there is replaced unless it is said', async () => {
  const { exporter, folder } = world();
  const casts = join(folder, 'casts');
  expect((await ask(exporter, { format: 'cast', output: casts })).items.at(-1)).toMatchObject({ files: 2 });
  expect(readdirSync(casts)).toEqual(['exec_1.cast', 'mgr_1_1.cast']);
  const one = join(folder, 'one.cast');
  writeFileSync(one, 'mine');
  const wish = { format: 'cast-v2', instances: ['exec_1'], output: one } as const;
  expect((await ask(exporter, wish)).error).toMatchObject({ code: 'wrong_state', field: 'output' });
  expect(readFileSync(one, 'utf8')).toBe('mine');
  expect((await ask(exporter, { ...wish, force: true })).error).toBeUndefined();
  expect(JSON.parse(readFileSync(one, 'utf8').split('\n')[0] ?? '')).toMatchObject({
    version: 2,
    width: 60,
    height: 10,
  });
  expect((await ask(exporter, { format: 'cast', output: casts, force: true })).error).toMatchObject({
    field: 'output',
  });
  expect(readdirSync(folder).toSorted()).toEqual(['casts', 'one.cast']);
});

test('a page holds the masked recording', async () => {
  const page = join(tempFolder(), 'page.html');
  writeFileSync(page, `<head>${pageMark}</head>`);
  const { exporter, folder } = world(tempFolder(), page);
  const target = join(folder, 'run.html');
  expect((await ask(exporter, { format: 'html', output: target })).items.at(-1)).toMatchObject({
    name: 'run-1.html',
  });
  const text = readFileSync(target, 'utf8');
  expect(text.startsWith('<head>')).toBe(true);
  expect(text).not.toContain(token);
});

test('what is handed over arrives whole, also to somebody slow', async () => {
  const { exporter, exports } = world();
  const { items, error } = await ask(exporter, { output: null, rules: null });
  expect(error).toBeUndefined();
  const parts = items.flatMap((item) => (item.kind === 'part' ? [item.bytes] : []));
  const target = join(tempFolder(), 'handed.tutti');
  writeFileSync(target, Buffer.concat(parts));
  expect(readerOf(target).events({ after: 0, limit: 100 })).toHaveLength(30);
  expect(readdirSync(exports)).toEqual([]);
});

test('a cancelled one leaves nothing, and is not heard of again', async () => {
  const { exporter, folder, exports } = world();
  const heard: string[] = [];
  const exporting = exporter.begin(wishOf({ output: join(folder, 'run.tutti') }), {
    item: ({ kind }) => {
      heard.push(kind);
      exporting.cancel();
    },
    end: () => heard.push('end'),
  });
  await until('it has begun', () => heard.length > 0);
  await exporter.stop();
  await until('nothing is left', () => readdirSync(folder).length === 0 && readdirSync(exports).length === 0);
  expect(heard).toEqual(['progress']);
});

test('what a killed host has left on its way is removed by the next, and nothing else', async () => {
  const { exporter, folder, exports } = world();
  await exporter.stop();
  const part = join(folder, '.run.tutti.tutti-part-0123456789abcdef');
  const other = join(folder, '.other');
  for (const one of [part, other]) mkdirSync(one);
  mkdirSync(exports, { recursive: true });
  mkdirSync(join(exports, 'feedfeedfeedfeed'));
  writeFileSync(join(exports, '0123456789abcdef.trail'), part);
  writeFileSync(join(exports, 'ffffffffffffffff.trail'), other);
  const next = new ThreadExporter({
    workerUrl: worker(),
    page: '/nowhere.html',
    log: memoryLog(),
    fileOf: () => '/nowhere',
    folder: exports,
  });
  onTestFinished(() => next.stop());
  expect((await ask(next, { output: join(folder, 'a.tutti') })).error).toMatchObject({
    code: 'not_found',
    field: 'run',
  });
  expect([existsSync(part), existsSync(other), readdirSync(exports)]).toEqual([false, true, []]);
});

test('what is asked for wrongly is said by its field', async () => {
  const { exporter, folder } = world();
  const errors = await Promise.all(
    [
      { output: join(folder, 'no', 'run.tutti') },
      { output: '/proc/run.tutti' },
      { format: 'cast', instances: ['spec_9_9_9'], output: join(folder, 'a.cast') },
      { format: 'tutti', instances: ['exec_1'] },
      { format: 'cast' },
    ].map(async (wish) => (await ask(exporter, wish as Partial<ExportWish>)).error),
  );
  expect(errors.map((error) => [error?.code, error?.field])).toEqual([
    ['bad_input', 'output'],
    ['bad_input', 'output'],
    ['not_found', 'instances'],
    ['bad_input', 'instances'],
    ['bad_input', 'instances'],
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a pattern that finds a name which a recording needs refuses the export', async () => {
  const { exporter, folder } = world();
  const { error } = await ask(exporter, {
    output: join(folder, 'a.tutti'),
    rules: { patterns: ['exec_1'], values: [] },
  });
  expect(error).toMatchObject({ code: 'refused' });
  expect(readdirSync(folder)).toEqual([]);
});
