import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '@contract/result.ts';
import type { CliIo } from './cli-io.ts';

const run = promisify(execFile);

export interface FoundProject {
  /** Top level of the folder's repository. */
  readonly root: string;
  /** Of a linked worktree: the repository that it belongs to, which may be what was opened. Else the same as `root`. */
  readonly main: string;
}

/**
 * The project that a command is about: `--project`, else the one of the pane it runs in, else that of the working directory.
 */
export const findProject = async (io: CliIo, given: string | undefined): Promise<Result<FoundProject>> => {
  const own = io.env.TUTTI_TOKEN ? io.env.TUTTI_PROJECT : undefined;
  const folder = resolve(io.cwd, given ?? own ?? '.');
  const real = await realpath(folder).catch(() => null);
  if (real === null)
    return fail('not_found', `There is no folder ${folder}.`, 'Give one that exists with --project.');
  try {
    const { stdout } = await run(
      'git',
      ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir'],
      {
        cwd: real,
      },
    );
    const [top, common] = stdout.trimEnd().split('\n');
    if (!top || !common) throw new Error('git named no top level');
    const root = await realpath(top);
    return ok({ root, main: common.endsWith('/.git') ? await realpath(dirname(common)) : root });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    return fail(
      'not_a_repository',
      `${real} is not in a git repository.`,
      'Go to one, or give it with --project DIR.',
      {
        details: said,
      },
    );
  }
};
