import type * as fs from 'node:fs';
import { expect, test, vi } from 'vitest';
import { soon, watchedWorktree } from './support.ts';

const limit = vi.hoisted(() => ({ reached: false }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  const watch = (...args: Parameters<typeof real.watch>) => {
    if (limit.reached) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return real.watch(...args);
  };
  return { ...real, watch };
});

test('without watches a worktree is looked at now and then, which is told, and watched as soon as it can be', async () => {
  const { begin, write } = await watchedWorktree();
  limit.reached = true;
  const seen = await begin();
  await soon(() => seen.troubles.length === 1);
  expect(seen.troubles[0]).toContain('fs.inotify.max_user_watches');
  write('a.ts');
  await soon(() => seen.told().includes('created a.ts'));
  limit.reached = false;
  await soon(() => seen.troubles.at(-1) === null);
  write('b.ts');
  await soon(() => seen.told().includes('created b.ts'));
  expect(seen.troubles).toHaveLength(2);
});
