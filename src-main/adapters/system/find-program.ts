import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { PaneSpec } from '../../core/ports/terminals.ts';

/**
 * The absolute path of a program, found as exec does: a name with a slash from `cwd`, any other in the folders of
 * `searchPath`. Null when there is no executable file.
 */
export async function findProgram(command: string, cwd: string, searchPath: string): Promise<string | null> {
  if (command === '') return null;
  if (command.includes('/')) {
    const path = resolve(cwd, command);
    return (await isExecutable(path)) ? path : null;
  }
  for (const folder of searchPath.split(':')) {
    const path = resolve(cwd, folder, command);
    if (await isExecutable(path)) return path;
  }
  return null;
}

/** Says in advance what would make the start fail: a terminal server only tells it as an exit status. */
export async function checkStart(spec: PaneSpec): Promise<Result<string>> {
  const zero = [spec.command, spec.cwd, ...spec.args, ...Object.values(spec.env), ...Object.keys(spec.env)];
  if (zero.some((text) => text.includes('\0'))) {
    return fail(
      'bad_input',
      'A program, its arguments and its environment cannot hold a zero byte.',
      'Remove it.',
    );
  }
  if (!(await isDirectory(spec.cwd))) {
    return fail('cannot_start', `The folder ${spec.cwd} does not exist.`, 'Choose a folder that exists.');
  }
  const searchPath = spec.env.PATH ?? '';
  const path = await findProgram(spec.command, spec.cwd, searchPath);
  if (path !== null) return ok(path);
  const where = spec.command.includes('/') ? '' : ` in PATH (${searchPath})`;
  const message = `There is no program ${spec.command}${where} that can be executed.`;
  return fail('cannot_start', message, 'Install it, or correct the command in the profile.');
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // not there, or not for us: both mean "look further"
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // not there
  }
}
