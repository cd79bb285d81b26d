import { knowledgeLimit, knowledgePreviewLength } from '@contract/knowledge.ts';
import { knowledgeVerbs } from '@contract/knowledge-verbs.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

/** Its prompt is its only argument, so that a test can read it. */
const told = { ...hooked, args: [`\${prompt}`] };

const promptOf = (stage: Stage, id: string): string =>
  [...stage.terminals.panes.values()].find(({ spec }) => spec.tag.includes(`/${id}/`))?.spec.args[0] ?? '';

const crewOf = async (count: number): Promise<{ stage: Stage; ids: string[] }> => {
  const stage = await openStage([told]);
  const set = { ...stage.store.view().settings };
  const limits = { ...set.limits, childrenEach: 200 };
  await stage.must('settings.set', { ...set, limits });
  const exec = await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', task: 'Lead.' });
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const role = 'specialist';
    const { id } = await stage.must('instances.spawn', { profile: 'hooked', role, parent: exec.id });
    ids.push(id);
  }
  return { stage, ids };
};

describe('what a project knows', () => {
  test('ten thousand calls of fifty instances at once: all there, in order of each', async () => {
    const { stage, ids } = await crewOf(50);
    const each = 200;
    const calls = Array.from({ length: each }, (_, at) =>
      ids.map((id) => stage.must('knowledge.record', { key: `found/${id}`, value: `${at}` }, stage.as(id))),
    ).flat();
    await Promise.all(calls);
    const expected = Array.from({ length: each }, (_, at) => `${each - 1 - at}`);
    for (const id of ids) {
      const { entries, total } = await stage.must('knowledge.get', {
        key: `found/${id}`,
        history: true,
        limit: 500,
      });
      expect(total).toBe(each);
      expect(entries.map(({ value }) => value)).toEqual(expected);
      expect(entries.every(({ author }) => author === id)).toBe(true);
    }
    // Each is a transaction of its own on the disk, and a busy machine has slow ones.
  }, 120_000);

  test('is there after a host was killed, and in the next run', async () => {
    const { stage, ids } = await crewOf(1);
    const [id = ''] = ids;
    await stage.must('knowledge.record', { key: 'db/engine', value: 'SQLite' }, stage.as(id));
    const next = await stage.reborn();
    await next.must('instances.terminate', { id: 'exec_1' });
    await next.must('runs.start', { title: 'another' });
    const { entries } = await next.must('knowledge.get', { key: 'db/engine' });
    expect(entries).toMatchObject([{ value: 'SQLite', version: 1, author: id, run: 1 }]);
  });

  test('is found by namespace and by the beginnings of words, the newest first', async () => {
    const stage = await openStage();
    const record = (key: string, value: string) => stage.must('knowledge.record', { key, value });
    await record('api/auth', 'Tokens are JWT');
    await record('api/auth/refresh', 'Refresh tokens once: café');
    await record('apis', 'not under api');
    await record('db', 'AND OR "quoted" NEAR(x)');
    const keys = async (query: object) =>
      (await stage.must('knowledge.get', query)).entries.map(({ key }) => key);
    expect(await keys({ under: 'api' })).toEqual(['api/auth/refresh', 'api/auth']);
    expect(await keys({ under: 'api', skip: 1 })).toEqual(['api/auth']);
    expect(await keys({ limit: 2, skip: 2 })).toEqual(['api/auth/refresh', 'api/auth']);
    expect(await keys({ words: 'tok jwt' })).toEqual(['api/auth']);
    expect(await keys({ words: 'CAFE' })).toEqual(['api/auth/refresh']);
    expect(await keys({ words: 'and "or near(' })).toEqual(['db']);
    expect(await keys({ words: '*"()' })).toEqual([]);
    expect(await keys({ words: 'tok', under: 'db' })).toEqual([]);
    expect(await stage.must('knowledge.get', { limit: 1 })).toMatchObject({
      total: 4,
      entries: [{ key: 'db' }],
    });
  });

  test('a list has the beginning of a value, its key has the whole; an old value is no longer found', async () => {
    const stage = await openStage();
    const value = `first ${'x'.repeat(knowledgeLimit - 6)}`;
    await stage.must('knowledge.record', { key: 'long', value });
    const list = await stage.must('knowledge.get', {});
    expect(list.entries[0]).toMatchObject({ length: knowledgeLimit });
    expect(list.entries[0]?.value).toHaveLength(knowledgePreviewLength);
    expect((await stage.must('knowledge.get', { key: 'long' })).entries[0]?.value).toBe(value);
    await stage.must('knowledge.record', { key: 'long', value: 'second' });
    expect((await stage.must('knowledge.get', { words: 'first' })).total).toBe(0);
    expect((await stage.must('knowledge.get', { words: 'second' })).total).toBe(1);
  });

  test('what is known already makes no version', async () => {
    const stage = await openStage();
    await stage.must('knowledge.record', { key: 'a', value: 'b' });
    const { seq } = stage.store.view();
    expect(await stage.must('knowledge.record', { key: 'a', value: 'b' })).toMatchObject({ version: 1 });
    expect(stage.store.view().seq).toBe(seq);
  });

  test('is forgotten by its author or its executive alone, and its history stays', async () => {
    const { stage, ids } = await crewOf(2);
    const [author = '', other = ''] = ids;
    await stage.must('knowledge.record', { key: 'a', value: 'wrong' }, stage.as(author));
    const refused = await stage.call('knowledge.forget', { key: 'a' }, stage.as(other));
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused', field: 'key' } });
    await stage.must('knowledge.forget', { key: 'a' }, stage.as('exec_1'));
    expect(await stage.call('knowledge.get', { key: 'a' })).toMatchObject({ error: { code: 'not_found' } });
    expect(await stage.call('knowledge.forget', { key: 'a' })).toMatchObject({
      error: { code: 'not_found' },
    });
    const { entries } = await stage.must('knowledge.get', { key: 'a', history: true });
    expect(entries.map(({ value, version }) => [value, version])).toEqual([
      [null, 2],
      ['wrong', 1],
    ]);
    expect((await stage.must('knowledge.get', { words: 'wrong' })).total).toBe(0);
    expect(await stage.must('knowledge.record', { key: 'a', value: 'right' })).toMatchObject({ version: 3 });
  });

  test.each([
    ['key', 'out of the project', { key: '../x', value: 'a' }],
    ['key', 'a hole', { key: 'a//b', value: 'a' }],
    ['key', 'nothing', { key: '', value: 'a' }],
    ['value', 'nothing', { key: 'a', value: '' }],
    ['value', 'too much', { key: 'a', value: 'x'.repeat(knowledgeLimit + 1) }],
  ])('a %s of %s is refused by its name', (field, _what, input) => {
    const parsed = knowledgeVerbs['knowledge.record'].input.safeParse(input);
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });

  test('no search throws, whatever its words', async () => {
    const stage = await openStage();
    await stage.must('knowledge.record', { key: 'a', value: 'b' });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (words) => {
        const found = await stage.call('knowledge.get', { words });
        expect(found.ok).toBe(true);
      }),
    );
  });
});

describe('what a project has decided', () => {
  test('a decision stands until another takes its place', async () => {
    const stage = await openStage();
    const first = await stage.must('decisions.record', { title: 'Local time', text: 'as it is' });
    const second = await stage.must('decisions.record', {
      title: 'UTC',
      text: 'no zone is lost',
      paths: ['./src/api/'],
      replaces: first.id,
    });
    expect(second).toMatchObject({ id: 'dec_2', paths: ['src/api'], replaces: 'dec_1', author: 'person' });
    expect((await stage.must('decisions.list', {})).map(({ id }) => id)).toEqual(['dec_2']);
    expect(await stage.must('decisions.list', { all: true })).toMatchObject([
      { id: 'dec_2', replacedBy: null },
      { id: 'dec_1', replacedBy: 'dec_2' },
    ]);
    const again = await stage.call('decisions.record', { title: 'x', text: 'y', replaces: 'dec_1' });
    expect(again).toMatchObject({ error: { code: 'wrong_state', field: 'replaces' } });
    expect(again.ok ? '' : again.error.remedy).toContain('dec_2');
    const unknown = await stage.call('decisions.record', { title: 'x', text: 'y', replaces: 'dec_9' });
    expect(unknown).toMatchObject({ error: { code: 'not_found', field: 'replaces' } });
  });

  test('those that concern a path are those for it, above or below it, and for all', async () => {
    const stage = await openStage();
    await stage.must('decisions.record', { title: 'all', text: 't' });
    await stage.must('decisions.record', { title: 'api', text: 't', paths: ['src/api'] });
    await stage.must('decisions.record', { title: 'docs', text: 't', paths: ['docs/**/*.md'] });
    const about = async (path: string) =>
      (await stage.must('decisions.list', { path })).map(({ title }) => title);
    expect(await about('src/api/login.ts')).toEqual(['api', 'all']);
    expect(await about('src')).toEqual(['api', 'all']);
    expect(await about('docs/a/b.md')).toEqual(['docs', 'all']);
  });
});

describe('a new instance is told where things stand', () => {
  test('of its siblings and their files, decisions and what is known; and the first of nothing', async () => {
    const { stage, ids } = await crewOf(1);
    const [sibling = ''] = ids;
    expect(promptOf(stage, 'exec_1')).not.toContain('Where things stand');
    await stage.must('decisions.record', { title: 'Times are UTC', text: 'no zone is lost' });
    await stage.must('knowledge.record', { key: 'api/port', value: '8080' });
    const made = await stage.must('instances.spawn', {
      profile: 'hooked',
      role: 'specialist',
      parent: 'exec_1',
      task: 'Write the docs.',
    });
    const prompt = promptOf(stage, made.id);
    expect(prompt).toContain('Where things stand');
    expect(prompt).toContain(`- ${sibling} is `);
    expect(prompt).toContain('dec_1 Times are UTC: no zone is lost');
    expect(prompt).toContain('`api/port`');
  });
});
