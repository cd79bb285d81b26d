import { expect, test } from 'vitest';
import { WorkerWorktreeWatches } from '../../../../src-main/adapters/git/watch/worker-worktree-watches.ts';
import { bundled } from '../../../support/bundle.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { soon, watchedWorktree } from './support.ts';

const program = bundled('src-main/adapters/git/watch/worker.ts', 'watch-worker.js');

test('the thread tells the same, and what came just before a watch is finished', async () => {
  const { begin, write, git } = await watchedWorktree({
    watches: (env) => new WorkerWorktreeWatches({ workerUrl: program(), env, log: memoryLog() }),
  });
  const seen = await begin();
  write('a.ts');
  await soon(() => seen.told().includes('created a.ts'));
  git('add', '.');
  git('commit', '-qm', 'A');
  await seen.watch.finish();
  expect(seen.commits().map(({ subject }) => subject)).toEqual(['A']);
});
