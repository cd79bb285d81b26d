import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import type { ProjectHost } from './project-host.ts';

const gone = (path: string) =>
  fail('not_found', `${path} is not there.`, 'It may have been deleted, or its worktree cleaned up.', {
    field: 'path',
  });

const real = async (path: string): Promise<string | null> => {
  try {
    return await realpath(path);
  } catch {
    return null; // Not there, or not to be got at.
  }
};

/** A file of a worktree, by where it really lies: neither `..` nor a link leads out of it. */
export const fileInside = async (folder: string, path: string): Promise<Result<string>> => {
  const [root, file] = await Promise.all([real(folder), real(resolve(folder, path))]);
  if (root === null || file === null) return gone(path);
  const way = relative(root, file);
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    return fail('refused', `${path} lies outside of the worktree.`, 'Open it yourself if you trust it.', {
      field: 'path',
    });
  return (await stat(file)).isFile()
    ? ok(file)
    : fail('bad_input', `${path} is no file.`, 'Name a file.', { field: 'path' });
};

/** Opens a file of an instance's worktree on the person's own desktop. */
export const openFile = async (
  { openInEditor }: Pick<ProjectHost, 'openInEditor'>,
  project: OpenedProject | null,
  caller: Caller,
  { id, path, line }: VerbParsed<'host.openFile'>,
): Promise<Result<VerbOutput<'host.openFile'>>> => {
  if (openInEditor === null)
    return fail('unsupported', 'This host has no desktop to open it on.', 'Copy its path.');
  if (project === null) return fail('not_found', 'No project is open here.', 'Open a repository first.');
  const instances = await project.rooms.call(caller, 'instances.list', {});
  if (!instances.ok) return instances;
  const owner = instances.value.find((one) => one.id === id);
  if (owner === undefined)
    return fail('not_found', `no instance ${id}`, 'List the instances.', { field: 'id' });
  const file = await fileInside(owner.cwd, path);
  if (!file.ok) return file;
  const by = await openInEditor({ file: file.value, line });
  return by.ok ? ok({ path: file.value, by: by.value }) : by;
};
