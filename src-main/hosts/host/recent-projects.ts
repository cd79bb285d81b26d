import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type RecentProject, recentProjectSchema } from '@contract/machine.ts';
import { z } from 'zod';
import { type Environment, stateRootOf } from '../../adapters/system/state-folder.ts';
import type { Log } from '../../core/ports/log.ts';

/** More than a person scrolls through. */
const longest = 50;

const fileSchema = z.array(recentProjectSchema);

/** The projects opened last, newest first, kept in one small file that is always written whole. */
export interface RecentProjects {
  list(): RecentProject[];
  /** Notes that a project was opened, or what is known of it now. */
  note(project: { root: string; branch: string; live: number }, openedAt?: number): void;
  forget(root: string): void;
}

export const recentProjects = (env: Environment, log: Log): RecentProjects => {
  const folder = stateRootOf(env);
  const file = join(folder, 'recent.json');
  const list = (): RecentProject[] => {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      // A list that can't be read is a list to begin anew: it is a convenience, nothing depends on it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        log.warn('the list of recent projects was not read');
      return [];
    }
  };
  const write = (projects: readonly RecentProject[]): void => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const fresh = `${file}.${process.pid}`;
      writeFileSync(fresh, `${JSON.stringify(projects.slice(0, longest))}\n`, { mode: 0o600 });
      renameSync(fresh, file);
    } catch (error) {
      log.warn('the list of recent projects was not written', { reason: String(error) });
    }
  };
  return {
    list,
    note: ({ root, branch, live }, openedAt) => {
      const before = list();
      const known = before.find((one) => one.root === root);
      const fresh = {
        root,
        name: basename(root),
        branch,
        live,
        openedAt: openedAt ?? known?.openedAt ?? Date.now(),
      };
      const others = before.filter((one) => one.root !== root);
      // Looking at a project again does not move it up: opening it does.
      const all =
        openedAt === undefined && known
          ? before.map((one) => (one === known ? fresh : one))
          : [fresh, ...others];
      write(all);
    },
    forget: (root) => write(list().filter((one) => one.root !== root)),
  };
};
