import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, expect, test } from '../../support/pattern-crew.ts';
import { gitAs } from '../../support/pattern-work.ts';

interface Locked {
  readonly state: string;
  readonly token: number | null;
}

test('file conflicts are prevented', async ({ crew }) => {
  const [, , holder = '', other = ''] = await crew.hire({ managers: 1, specialists: 2 });
  await eventually('its worktree is watched', async () => (await crew.instance(other)).work.tip !== null);
  const paths = ['src/parser.ts'];
  const locked = await crew.as(holder).must<Locked>('lockFiles', { paths, reason: 'the new parser' });
  expect(locked.state).toBe('held');
  expect(await crew.as(other).must<Locked>('lockFiles', { paths })).toMatchObject({ state: 'waiting' });

  // It goes on all the same: that is seen at once, and git doesn't take it.
  const { cwd } = await crew.instance(other);
  await gitAs(crew, other, ['config', 'user.name', 'T']);
  await gitAs(crew, other, ['config', 'user.email', 't@t.invalid']);
  const folder = join(cwd, 'src');
  mkdirSync(folder);
  writeFileSync(join(folder, 'parser.ts'), 'export const parse = 1;\n');
  const found = await crew.event('conflict.found');
  expect(found.data).toMatchObject({ id: other, path: 'src/parser.ts', holder, commit: null });
  expect((await crew.view()).conflicts).toMatchObject([{ id: other, path: 'src/parser.ts', holder }]);
  expect(await gitAs(crew, other, ['add', '.'])).toMatchObject({ code: 0 });
  const refused = await gitAs(crew, other, ['commit', '-m', 'A parser of mine']);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain(`src/parser.ts  locked by ${holder}`);
  expect(await crew.event('instance.commitRefused')).toMatchObject({ data: { id: other, count: 1 } });

  // Once the holder is through, the one that waited has it, and its commit is made.
  await crew.as(holder).must('unlockFiles', { token: locked.token });
  const mine = await crew.as(other).must<Locked>('lockFiles', { paths, wait: 20 });
  expect(mine.state).toBe('held');
  expect(mine.token).toBeGreaterThan(locked.token ?? 0);
  expect(await crew.event('conflict.resolved')).toMatchObject({ data: { id: other, why: 'released' } });
  expect(await gitAs(crew, other, ['commit', '-m', 'A parser of mine'])).toMatchObject({ code: 0 });
  expect((await crew.view()).conflicts).toEqual([]);
});

test('a deadlock is refused to the youngest who waits, with its circle', async ({ crew }) => {
  const [, , ...three] = await crew.hire({ managers: 1, specialists: 3 });
  const [first = '', second = '', third = ''] = three;
  const pathOf = (id: string): string => `src/of-${id}.ts`;
  for (const id of three) await crew.as(id).must('lockFiles', { paths: [pathOf(id)] });
  const waits = (id: string, wants: string, wait: number) =>
    crew.as(id).call<Locked>('lockFiles', { paths: [pathOf(wants)], wait });
  const [one, two] = [waits(first, second, 50), waits(second, third, 50)];
  await eventually('both wait', async () => {
    const { locks } = await crew.view();
    return locks.filter(({ state }) => state === 'waiting').length === 2;
  });

  const youngest = await waits(third, first, 50);
  expect(youngest).toMatchObject({ ok: false, error: { code: 'deadlock', field: 'paths' } });
  const said = youngest.ok ? '' : youngest.error.message;
  // It waits for the first, who waits for the second, who waits for it.
  const circle = [first, second, third].map((id) => `${id} (${pathOf(id)})`).join(' -> ');
  expect(said).toContain(`${third} -> ${circle}`);
  const { data } = await crew.event('lock.refused');
  expect(data.holder).toBe(third);
  expect(data.circle.map(({ holder, waitsFor }) => [holder, waitsFor])).toEqual([
    [third, first],
    [first, second],
    [second, third],
  ]);

  // Nobody else lost anything: as it gives way, the others have what they wait for, one after the other.
  await crew.as(third).must('unlockFiles', { paths: [pathOf(third)] });
  expect(await two).toMatchObject({ ok: true, value: { state: 'held' } });
  await crew.as(second).must('unlockFiles', { paths: [pathOf(second)] });
  expect(await one).toMatchObject({ ok: true, value: { state: 'held' } });
});
