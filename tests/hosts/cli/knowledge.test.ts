import type { Decision, Knowledge } from '@contract/knowledge.ts';
import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const entry = (key: string, value: string | null, version = 1): Knowledge => ({
  key,
  version,
  value,
  length: value?.length ?? 0,
  author: 'spec_1_1',
  run: 1,
  at: Date.now(),
});

const decision: Decision = {
  id: 'dec_2',
  title: 'Times are UTC',
  text: 'no zone is lost',
  paths: ['src/api'],
  replaces: null,
  replacedBy: null,
  author: 'person',
  run: null,
  at: Date.now(),
};

test('what is known is listed in a line each, and how many more there are', async () => {
  const host = await world.startHost();
  host.state.answer = async () => ok({ entries: [entry('api/auth', 'JWT\n\u001b[31mred')], total: 3 });
  const { out, code } = await world.tutti(['knowledge', '--under', 'api', '--words', 'jwt']);
  expect(code).toBe(0);
  expect(out).toContain('api/auth  version 1, spec_1_1');
  expect(out).not.toContain('\u001b');
  expect(out).toContain('2 more');
  expect(host.calls.at(-1)?.input).toMatchObject({ under: 'api', words: 'jwt', limit: 50 });
});

test('a key is shown with its history, recorded, and forgotten', async () => {
  const host = await world.startHost();
  host.state.answer = async () => ok({ entries: [entry('a', null, 2), entry('a', 'wrong')], total: 2 });
  const shown = await world.tutti(['knowledge', 'a', '--history']);
  expect(shown.out).toContain('(forgotten)');
  expect(shown.out).toContain('wrong');
  host.state.answer = async () => ok(entry('a', 'right', 3));
  expect((await world.tutti(['knowledge', 'a', '--set', 'right'])).out).toContain('version 3');
  expect(host.calls.at(-1)).toMatchObject({
    verb: 'knowledge.record',
    input: { key: 'a', value: 'right' },
  });
  await world.tutti(['knowledge', 'a', '--forget']);
  expect(host.calls.at(-1)).toMatchObject({ verb: 'knowledge.forget', input: { key: 'a' } });
});

test('a value without its key is a mistake in the command', async () => {
  const { code, err } = await world.tutti(['knowledge', '--set', 'x']);
  expect(code).not.toBe(0);
  expect(err).toContain('Of which key?');
});

test('decisions are listed, and recorded with what they concern and replace', async () => {
  const host = await world.startHost();
  host.state.answer = async () => ok([decision]);
  expect((await world.tutti(['decisions'])).out).toContain('dec_2 Times are UTC  person');
  host.state.answer = async () => ok(decision);
  const words = [
    'decisions',
    '--add',
    'Times are UTC',
    '--because',
    'why',
    '--path',
    'src',
    '--replaces',
    'dec_1',
  ];
  expect((await world.tutti(words)).code).toBe(0);
  expect(host.calls.at(-1)).toMatchObject({
    verb: 'decisions.record',
    input: { title: 'Times are UTC', text: 'why', paths: ['src'], replaces: 'dec_1' },
  });
});
