import type { SearchHit, SearchPage } from '@contract/recording-search.ts';
import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const hit = (run: number, text: string): SearchHit => ({
  ...{ run, at: 1_700_000_000_000, source: 'terminal', instance: 'exec_1', seq: null, offset: 3, text },
  ranges: [[0, 5]],
});

const page = (hits: SearchHit[], more: Partial<SearchPage> = {}): SearchPage => ({
  ...{ hits, after: '7/1:2:3:4', more: false, total: null, indexed: true, skipped: [] },
  ...more,
});

test('hits are told page after page, a line each, and what a program wrote is harmless', async () => {
  const host = await world.startHost();
  const pages = [page([hit(2, 'error \u001b[31mred')], { more: true }), page([hit(1, 'error two')])];
  host.state.answer = async () => ok(pages.shift() ?? page([]));
  const { out, code } = await world.tutti(['search', 'error', '--instance', 'exec_1']);
  expect(code).toBe(0);
  expect(out).toMatch(/run 2 .* exec_1 {2}terminal {2}error \\x1b\[31mred\n/);
  expect(out).toMatch(/run 1 .* error two\n2 found\.\n$/);
  expect(host.calls.map(({ input }) => input)).toMatchObject([
    { text: 'error', kind: 'words', instance: 'exec_1' },
    { after: '7/1:2:3:4' },
  ]);
});

test('all hits are one JSON value, at most as many as were asked for', async () => {
  const host = await world.startHost();
  host.state.answer = async () =>
    ok(page([hit(2, 'error')], { more: true, skipped: [{ run: 1, reason: 'gone' }] }));
  const { out } = await world.tutti(['search', 'error', '--limit', '1', '--json']);
  expect(JSON.parse(out)).toMatchObject({ hits: [{ run: 2 }], more: true, skipped: [{ run: 1 }] });
  expect(host.calls).toHaveLength(1);
});

test('an expression needs a run, and nothing found is said', async () => {
  const host = await world.startHost();
  host.state.answer = async () => ok(page([], { indexed: false }));
  const refused = await world.tutti(['search', 'a+', '--regex']);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('--run 12');
  const { out } = await world.tutti(['search', 'a+', '--regex', '--run', '3']);
  expect(out).toContain('Nothing was found.');
  expect(out).toContain('not indexed yet');
  expect(host.calls.at(-1)?.input).toMatchObject({ run: 3, kind: 'regex' });
});
