import { join } from 'node:path';
import { fail, ok, type Result, TuttiFailure } from '@contract/result.ts';
import { acquireHostLock } from '../../adapters/sqlite/host-lock.ts';
import { fileLog } from '../../adapters/system/log.ts';
import { systemSecrets } from '../../adapters/system/secrets.ts';
import { type Environment, stateFolderOf } from '../../adapters/system/state-folder.ts';
import { attachProject } from './attach-project.ts';
import { type ClosingOrder, createClosingOrder } from './closing-order.ts';
import { findRepository } from './find-repository.ts';
import type { OpenSetup, ProjectGround } from './open-setup.ts';
import type { OpenedProject } from './opened-project.ts';
import { personTokenOf } from './person-token.ts';
import { startProject } from './start-project.ts';

/**
 * Opens the project that a folder belongs to, or attaches to the host that has it open. Errors: those of the repository
 * (`not_a_repository`, `bare_repository`, `no_commits`), of the state folder (`state_read_only`, `disk_full`,
 * `database_newer`), of the terminals (`no_tmux`, `tmux_too_old`, `terminal_failed`), and `host_running` when the owner does
 * not answer. When it fails, nothing is left open.
 */
export const openProject = async (folder: string, setup: OpenSetup): Promise<Result<OpenedProject>> => {
  const repository = await findRepository(folder, setup.env);
  if (!repository.ok) return repository;
  const prepared = prepare(repository.value, setup.env);
  if (!prepared.ok) return prepared;
  const ground = prepared.value;
  const lock = acquireHostLock(join(ground.stateFolder, 'host.lock'));
  if (!lock.ok) {
    return lock.error.code === 'host_running'
      ? attachProject(ground.root, ground.stateFolder, ground.token)
      : lock;
  }
  const log = fileLog(join(ground.stateFolder, 'host.log'));
  const closing = createClosingOrder(log);
  closing.add('host lock', () => lock.value.release());
  closing.add('log', () => log.close());
  return closeOnFailure(closing, () => startProject(ground, setup, log, closing));
};

const prepare = (repository: { root: string; branch: string }, env: Environment): Result<ProjectGround> => {
  try {
    const stateFolder = stateFolderOf(repository.root, env);
    return ok({ ...repository, stateFolder, token: personTokenOf(stateFolder, systemSecrets) });
  } catch (error) {
    return stateFailure(error);
  }
};

const stateFailure = (error: unknown): Result<never> => {
  const code = (error as NodeJS.ErrnoException).code;
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail(
      'disk_full',
      `There is no room for Tutti's state: ${message}.`,
      'Make room on that disk, then try again.',
    );
  }
  // Making a folder with those above it on a read-only disk is reported so by Node: as if what it is to make were missing.
  const unmade = code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'mkdir';
  if (
    unmade ||
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'EPERM' ||
    code === 'ENOTDIR' ||
    code === 'EEXIST'
  ) {
    return fail(
      'state_read_only',
      `Tutti's state can't be written: ${message}.`,
      'Make that folder writable, or set TUTTI_STATE_DIR to one that is.',
    );
  }
  throw error;
};

const closeOnFailure = async <T>(
  closing: ClosingOrder,
  start: () => Promise<Result<T>>,
): Promise<Result<T>> => {
  try {
    const started = await start();
    if (!started.ok) await closing.close();
    return started;
  } catch (error) {
    await closing.close();
    if (error instanceof TuttiFailure) return { ok: false, error: error.error };
    throw error;
  }
};
