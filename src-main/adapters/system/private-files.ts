import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok } from '@contract/result.ts';
import type { PrivateFiles } from '../../core/ports/private-files.ts';

/** Private files beneath a project's state folder: `instances/<run>/<id>/`, folders 0700, files 0600. */
export const privateFilesIn = (stateFolder: string): PrivateFiles => {
  const folderOf = (run: number, id: string): string => join(stateFolder, 'instances', String(run), id);
  return {
    folderOf,
    write: async (run, id, files) => {
      const folder = folderOf(run, id);
      const fresh = `${folder}.new`;
      try {
        await rm(fresh, { recursive: true, force: true });
        await mkdir(fresh, { recursive: true, mode: 0o700 });
        for (const [name, content] of files) await writeFile(join(fresh, name), content, { mode: 0o600 });
        await rm(folder, { recursive: true, force: true });
        await rename(fresh, folder);
        return ok(undefined);
      } catch (error) {
        return fail(
          'state_read_only',
          `The files for ${id} can not be written: ${error instanceof Error ? error.message : String(error)}`,
          `Make ${stateFolder} writable, or free some space there.`,
        );
      }
    },
    remove: (run, id) => rm(folderOf(run, id), { recursive: true, force: true }),
  };
};
