import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { shellChecks } from '../../../src-main/adapters/checks/shell-checks.ts';
import { runTool } from '../../../src-main/adapters/git/publishing/run-tool.ts';
import { runGit } from '../../../src-main/adapters/git/run-git.ts';

const limit = vi.hoisted(() => ({ reached: false }));

/** As Node does it where the process may open no more files: no pid, no pipes, and the error in the next turn. */
vi.mock('node:child_process', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:child_process')>();
  const spawn = (...args: Parameters<typeof real.spawn>) => {
    if (!limit.reached) return real.spawn(...args);
    const child = new EventEmitter();
    const error = Object.assign(new Error('spawn EMFILE'), { code: 'EMFILE' });
    process.nextTick(() => child.emit('error', error));
    return child;
  };
  return { ...real, spawn };
});

beforeEach(() => {
  limit.reached = true;
});

const env = { PATH: process.env.PATH };
const { signal } = new AbortController();

test('a process that may open no more files is told so, by git, by a check and by a push, and goes on', async () => {
  expect(await runGit(env, { cwd: '/', args: ['version'] })).toMatchObject({
    ok: false,
    error: { code: 'git_failed', message: expect.stringContaining('EMFILE') },
  });
  const check = { folder: '/', command: 'true', timeoutMs: 1000, signal };
  expect(await shellChecks(env).run(check)).toMatchObject({ outcome: 'not-started', output: 'spawn EMFILE' });
  const tool = { program: 'gh', args: [], cwd: '/', env: {}, timeoutMs: 1000, signal };
  expect(await runTool(tool)).toEqual({ kind: 'not-started', message: 'spawn EMFILE', missing: false });
  limit.reached = false;
  expect(await runGit(env, { cwd: '/', args: ['version'] })).toMatchObject({ ok: true });
});
