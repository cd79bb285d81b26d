import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Environment, stateRootOf } from '../../adapters/system/state-folder.ts';
import type { Log } from '../../core/ports/log.ts';

/** What a menu can show without scrolling, and then some: links find their file among them. */
const longest = 30;

const recentSchema = z.object({
  file: z.string(),
  id: z.string(),
  project: z.string(),
  run: z.number(),
  title: z.string(),
});
export type RecentRecording = z.infer<typeof recentSchema>;

const fileSchema = z.array(recentSchema);

/** The recordings that were opened as files, the last one first. */
export interface RecentRecordings {
  list(): RecentRecording[];
  note(recording: RecentRecording): void;
}

export const recentRecordings = (env: Environment, log: Log): RecentRecordings => {
  const folder = stateRootOf(env);
  const path = join(folder, 'recent-recordings.json');
  const list = (): RecentRecording[] => {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      // A convenience: one that can't be read is begun anew.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        log.warn('the list of recent recordings was not read');
      return [];
    }
  };
  return {
    list,
    note: (recording) => {
      const others = list().filter(({ file }) => file !== recording.file);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const fresh = `${path}.${process.pid}`;
        const all = [recording, ...others].slice(0, longest);
        writeFileSync(fresh, `${JSON.stringify(all)}\n`, { mode: 0o600 });
        renameSync(fresh, path);
      } catch (error) {
        log.warn('the list of recent recordings was not written', { reason: String(error) });
      }
    },
  };
};
