import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { PrivateFiles } from '../../core/ports/private-files.ts';
import { fillHome } from './fill-home.ts';

/**
 * Private files beneath a project's state folder: `instances/<run>/<id>/`, and `homes/<run>/<id>/` for the configuration of a CLI that
 * has one of its own. Folders 0700, files 0600.
 */
export const privateFilesIn = (stateFolder: string): PrivateFiles => {
  const folderOf = (run: number, id: string): string => join(stateFolder, 'instances', String(run), id);
  const homeOf = (run: number, id: string): string => join(stateFolder, 'homes', String(run), id);
  const attempt = async <T>(id: string, make: () => Promise<T>): Promise<Result<T>> => {
    try {
      return ok(await make());
    } catch (error) {
      return fail(
        'state_read_only',
        `The files for ${id} can not be written: ${error instanceof Error ? error.message : String(error)}`,
        `Make ${stateFolder} writable, or free some space there.`,
      );
    }
  };
  return {
    folderOf,
    write: (run, id, files) =>
      attempt(id, async () => {
        const folder = folderOf(run, id);
        const fresh = await emptyBeside(folder);
        for (const [name, content] of files) await writeFile(join(fresh, name), content, { mode: 0o600 });
        await rm(folder, { recursive: true, force: true });
        await rename(fresh, folder);
      }),
    homeOf,
    makeHome: (run, id, home, env) =>
      attempt(id, async () => {
        const folder = homeOf(run, id);
        await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
        const made = await mkdir(folder, { mode: 0o700 }).then(
          () => true,
          (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST') return false;
            throw error;
          },
        );
        if (made) await orNothing(folder, () => fillHome(home, env, folder));
        return folder;
      }),
    remove: async (run, id) => {
      await rm(folderOf(run, id), { recursive: true, force: true });
      // What the CLI left running may still write there for a moment.
      await rm(homeOf(run, id), { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
    },
    removeRun: async (run) => {
      for (const kind of ['instances', 'homes'])
        await rm(join(stateFolder, kind, String(run)), { recursive: true, force: true });
    },
  };
};

async function emptyBeside(folder: string): Promise<string> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  return fresh;
}

/** A home with half a login must not pass for a whole one at the next start. */
async function orNothing(folder: string, fill: () => Promise<void>): Promise<void> {
  try {
    await fill();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
