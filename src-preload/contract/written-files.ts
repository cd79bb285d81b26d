import { z } from 'zod';
import type { ToolUse } from './usage.ts';

/** So many names are kept of an instance: what fits a list that a person reads. Older ones are dropped. */
export const keptFiles = 100;

/** The files that an instance has written, as its agent tells of its own tools. */
export const writtenFilesSchema = z.object({
  /** Different files. One whose name was dropped counts once more when it is written again. */
  count: z.number().int().min(0),
  /** The last written ones, the latest last. */
  last: z
    .array(
      z.object({
        /** Relative to the instance's folder where it lies in it. */
        path: z.string(),
        /** How often it was written while its name was kept. */
        writes: z.number().int().positive(),
        /** The last time, as milliseconds since 1970. */
        at: z.number(),
      }),
    )
    .max(keptFiles),
});
export type WrittenFiles = z.infer<typeof writtenFilesSchema>;
export const noFiles: WrittenFiles = { count: 0, last: [] };

/** A call that has failed, or may still, wrote nothing that is known. */
export const writes = ({ status, files }: ToolUse): boolean => status === 'done' && files.length > 0;

/** Agents name one file now by its whole path, now by where it lies in their folder. */
const nameIn = (cwd: string, path: string): string => {
  if (path.startsWith(`${cwd}/`)) return path.slice(cwd.length + 1);
  return path.startsWith('./') ? path.slice(2) : path;
};

/** With one more write of each of `paths`, by an instance that works in `cwd`. */
export const withWritten = (
  before: WrittenFiles,
  cwd: string,
  paths: readonly string[],
  at: number,
): WrittenFiles => {
  const last = [...before.last];
  let { count } = before;
  for (const path of new Set(paths.map((each) => nameIn(cwd, each)))) {
    const place = last.findIndex((file) => file.path === path);
    const [known] = place === -1 ? [] : last.splice(place, 1);
    if (known === undefined) count += 1;
    last.push({ path, writes: (known?.writes ?? 0) + 1, at });
  }
  return { count, last: last.slice(-keptFiles) };
};
