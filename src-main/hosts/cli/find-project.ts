import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import { runGit } from '../../adapters/git/run-git.ts';
import type { CliIo } from './cli-io.ts';

export interface FoundProject {
  /** Top level of the folder's repository. */
  readonly root: string;
  /** Of a linked worktree: the repository that it belongs to, which may be what was opened. Else the same as `root`. */
  readonly main: string;
}

const noProject = (folder: string, details: string | undefined) =>
  fail(
    'not_a_repository',
    `${folder} is not in a git repository.`,
    'Go to one, or give it with --project DIR.',
    details === undefined ? {} : { details },
  );

/**
 * The project that a command is about: `--project`, else the one of the pane it runs in, else that of the working directory.
 */
export const findProject = async (io: CliIo, given: string | undefined): Promise<Result<FoundProject>> => {
  const own = io.env.TUTTI_TOKEN ? io.env.TUTTI_PROJECT : undefined;
  const folder = resolve(io.cwd, given ?? own ?? '.');
  const real = await realpath(folder).catch(() => null);
  if (real === null)
    return fail('not_found', `There is no folder ${folder}.`, 'Give one that exists with --project.');
  const args = ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir'];
  const asked = await runGit(io.env, { cwd: real, args, anywhere: true });
  const [top, common] = asked.ok ? asked.value.stdout.trimEnd().split('\n') : [];
  if (!asked.ok || !top || !common)
    return noProject(real, asked.ok ? 'git named no top level' : asked.error.details);
  const root = await realpath(top);
  return ok({ root, main: common.endsWith('/.git') ? await realpath(dirname(common)) : root });
};
