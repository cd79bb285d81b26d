import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WorktreeWatchesHere } from '../../../../src-main/adapters/git/watch/worktree-watches-here.ts';
import type { WorktreeLook, WorktreeWatches } from '../../../../src-main/core/ports/worktree-watch.ts';
import { until } from '../../../support/until.ts';
import { got, repository } from '../support.ts';

/** Waits for what must happen; a failure shows the condition itself. */
export const soon = (look: () => boolean) => until(look.toString(), look);

/** A worktree of a real repository, and what a watcher tells of it. */
export const watchedWorktree = async (
  options: {
    readonly tip?: string;
    readonly watches?: (env: Record<string, string>) => WorktreeWatches;
  } = {},
) => {
  const made = repository();
  const { path: folder } = got(await made.worktrees().add({ run: 1, name: 'exec_1', from: 'main' }));
  const git = (...args: string[]) => made.git(args, folder);
  const write = (file: string, text = 'text\n') => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const watches = (options.watches ?? ((env) => new WorktreeWatchesHere(env)))(made.env);
  onTestFinished(() => watches.stop());
  return {
    outside: made,
    folder,
    git,
    write,
    watches,
    begin: (tip: string | null = null) => begin(watches, folder, tip),
  };
};

/** Watches a folder; resolves after the first look. */
export const begin = async (watches: WorktreeWatches, folder: string, tip: string | null) => {
  const looks: WorktreeLook[] = [];
  const troubles: (string | null)[] = [];
  const watch = watches.watch(
    { folder, tip },
    { looked: (look) => void looks.push(look), troubled: (reason) => void troubles.push(reason) },
  );
  await soon(() => looks.length > 0 || troubles.length > 0);
  return {
    looks,
    troubles,
    watch,
    /** All that was told of files, as `kind path`. */
    told: () => looks.flatMap(({ changed }) => changed.map(({ kind, path }) => `${kind} ${path}`)),
    settled: () => looks.flatMap((look) => look.settled),
    commits: () => looks.flatMap((look) => look.commits),
  };
};
