import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyzeRun } from '../../../src-main/core/recording/analysis/analyze-run.ts';
import { compareRuns } from '../../../src-main/core/recording/analysis/compare-runs.ts';
import { gatherRun } from '../../../src-main/core/recording/analysis/gather-run.ts';
import { handedOver } from '../../core/recording/analysis/small-run.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const small = handedOver();
const report = analyzeRun(1, small.events, small.now);

describe('tutti runs', () => {
  it('lists them, harmless in a terminal', async () => {
    const { state, calls } = await world.startHost();
    const line = {
      run: 3,
      title: 'shop \x1b[2J',
      begunAt: 0,
      endedAt: null,
      ms: 3_725_000,
      instances: 7,
      tasks: { total: 9, done: 8, failed: 1 },
      merged: 4,
    };
    const recording = { run: 3, title: '', begun: 0, ended: 1, bytes: 4_300_000, protected: true };
    state.answer = async () => ok(calls.at(-1)?.verb === 'recordings.list' ? [recording] : [line]);
    const { out } = await world.tutti(['runs']);
    expect(out.split('\n')[1]).toMatch(
      /^3 .* - +1 h 02 min +7 +8\/9 +1 +4 +4\.1 MB protected +shop \\x1b\[2J$/,
    );
    expect(JSON.parse((await world.tutti(['runs', '--json'])).out)).toEqual([
      { ...line, recording: { bytes: 4_300_000, protected: true } },
    ]);
    state.answer = async () => ok([]);
    expect((await world.tutti(['runs'])).out).toContain('No run yet');
  });
});

describe('tutti analyze', () => {
  it('shows what time went to, and the critical path', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok(report);
    const { out, code } = await world.tutti(['analyze']);
    expect(code).toBe(0);
    expect(out).toContain('Critical path: 1 min 20 s of 1 min 20 s');
    expect(out).toMatch(/spec_1_2 +1 min 10 s +5 s +25 s +30 s/);
    expect(out).toMatch(/\+45 s +25 s +25 s +spec_1_2 \(task_2\): busy 25 s/);
    expect(out).toMatch(/lock +spec_1_2 +30 s +src\/a\.ts/);
    await world.tutti(['analyze', '7']);
    expect(calls.map(({ input }) => input)).toEqual([{}, { run: 7 }]);
    expect(JSON.parse((await world.tutti(['analyze', '--json'])).out)).toEqual(report);
    expect((await world.tutti(['analyze', '0'])).code).toBe(2);
  });

  it('prints a table as CSV that no spreadsheet takes for a formula', async () => {
    const { state } = await world.startHost();
    const [first, ...rest] = report.tasks;
    if (first === undefined) throw new Error('the run has no task');
    state.answer = async () => ok({ ...report, tasks: [{ ...first, title: '=1+1, "x"' }, ...rest] });
    const { out } = await world.tutti(['analyze', '1', '--csv', 'tasks']);
    const [head, row] = out.split('\r\n');
    expect(head).toMatch(/^task,title,state,assignee,attempts,/);
    expect(row).toMatch(/^task_1,"'=1\+1, ""x""",done,spec_1_1,1,/);
    const instances = (await world.tutti(['analyze', '--csv'])).out.trim().split('\r\n');
    expect(instances).toHaveLength(4);
    for (const table of ['path', 'parallelism', 'locks', 'person', 'merges'])
      expect((await world.tutti(['analyze', '--csv', table])).out).toContain('\r\n');
    expect((await world.tutti(['analyze', '--csv', 'all'])).code).toBe(2);
  });
});

describe('tutti why', () => {
  it('asks about what its word names, and prints a page', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok({ run: 1, subject: 'task_1', failures: [], more: 0, missing: [] });
    for (const words of [['task_1'], ['spec_1_1'], ['merge_2', '--run', '3'], ['7'], []])
      await world.tutti(['why', ...words]);
    expect(calls.map(({ input }) => input)).toEqual([
      { task: 'task_1', screens: true },
      { instance: 'spec_1_1', screens: true },
      { merge: 'merge_2', run: 3, screens: true },
      { run: 7, screens: true },
      { screens: true },
    ]);
    expect((await world.tutti(['why', 'task_1'])).out).toContain('# Why did task_1 of run 1 fail?');
    expect((await world.tutti(['why', 'everything'])).code).toBe(1);
  });
});

describe('tutti export', () => {
  const words = ['export', '4', '--format', 'otlp', '--output'];
  const file = () => join(world.root, 'run.json');

  it('writes a run’s spans, part by part, one document a line', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () =>
      ok({ run: 4, json: `{"part":${calls.length}}`, spans: 3, next: calls.length === 1 ? 3000 : null });
    const { code, out } = await world.tutti([...words, 'run.json']);
    expect([code, out]).toEqual([0, 'Wrote 6 spans of run 4 to run.json\n']);
    expect(readFileSync(file(), 'utf8')).toBe('{"part":1}\n{"part":2}\n');
    expect(calls.map(({ input }) => input)).toEqual([
      { run: 4, from: 0 },
      { run: 4, from: 3000 },
    ]);
    expect((await world.tutti([...words, '-'])).out).toBe('{"part":3}\n');
  });

  it('writes training examples, and tells what was masked in them', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () =>
      ok({ run: 4, lines: ['{}'], masked: { 'a GitHub token': 2 }, next: calls.length === 1 ? 1 : null });
    const more = ['--form', 'openai', '--outcome', 'done', 'failed'];
    const jsonl = ['export', '4', '--format', 'jsonl', '--output', 'x.jsonl', ...more];
    expect((await world.tutti(jsonl)).out).toBe(
      'Wrote 2 examples of run 4 to x.jsonl; masked: a GitHub token (4)\n',
    );
    expect(readFileSync(join(world.root, 'x.jsonl'), 'utf8')).toBe('{}\n{}\n');
    expect(calls[0]?.input).toEqual({
      run: 4,
      form: 'openai',
      mask: true,
      outcomes: ['done', 'failed'],
      from: 0,
    });
    const unmasked = await world.tutti([
      'export',
      '--format',
      'jsonl',
      '--output',
      '-',
      '--unmasked',
      '--json',
    ]);
    expect(unmasked.out).toBe('{}\n');
    expect(calls.at(-1)?.input).toMatchObject({ mask: false, form: 'anthropic' });
  });

  it('replaces no file unasked, and leaves none that is not whole', async () => {
    const { state } = await world.startHost();
    state.answer = async () => ok({ run: 4, json: '{}', spans: 0, next: null });
    writeFileSync(file(), 'mine');
    const refused = await world.tutti([...words, 'run.json']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--force');
    expect(readFileSync(file(), 'utf8')).toBe('mine');
    expect((await world.tutti([...words, 'run.json', '--force'])).code).toBe(0);
    expect(readFileSync(file(), 'utf8')).toBe('{}\n');
    state.answer = async () => fail('not_found', 'there is no run 4', 'Name another.');
    expect((await world.tutti([...words, 'other.json'])).code).toBe(1);
    expect(readdirSync(world.root)).not.toContain('other.json');
    expect((await world.tutti([...words, 'no/folder/x.json'])).code).toBe(1);
    expect((await world.tutti(['export', '4', '--format', 'vhs', '--output', '-'])).code).toBe(2);
  });
});

describe('tutti compare', () => {
  it('sets two runs side by side', async () => {
    const { state, calls } = await world.startHost();
    const facts = gatherRun(1, small.events, small.now);
    const shorter = { ...report, run: 2, title: 'again' };
    state.answer = async () =>
      ok({
        ...compareRuns({ facts, report }, { facts: { ...facts, run: 2 }, report: shorter }),
        parting: { common: 3, left: null, right: { what: 'failed', title: 'x', task: 'task_1', ms: 4000 } },
      });
    const { out } = await world.tutti(['compare', '1', '2']);
    expect(calls[0]?.input).toEqual({ left: 1, right: 2 });
    expect(out).toMatch(/took +1 min 20 s +1 min 20 s +\+0 s/);
    expect(out).toMatch(/done +30 s +1 +done +30 s +1 +\+0 s +parser/);
    expect(out).toContain('run 1: nothing more\n  run 2: x failed after 4 s');
    expect((await world.tutti(['compare', '1'])).code).toBe(2);
  });
});
