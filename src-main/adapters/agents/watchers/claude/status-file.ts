import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../../../core/ports/log.ts';
import { watchJsonFile } from '../watch-json-file.ts';
import type { See } from '../watcher-of.ts';

const statusSchema = z.object({
  pid: z.number(),
  status: z.enum(['idle', 'busy', 'waiting']),
  waitingFor: z.string().optional(),
});

/**
 * `<config>/sessions/<pid>.json`, which claude rewrites some 50 ms after its state has changed. It stays behind when claude is
 * killed: only the one with the pid of our own is read. It is the only one to tell that a turn was interrupted with Esc, or
 * that a question was answered.
 */
export const watchStatusFile = (config: string, pid: number, see: See, log: Log): { stop(): void } => {
  let last = '';
  return watchJsonFile(
    join(config, 'sessions', `${pid}.json`),
    (value) => {
      const parsed = statusSchema.safeParse(value);
      if (!parsed.success || parsed.data.pid !== pid) return;
      const { status, waitingFor } = parsed.data;
      // It is rewritten for other reasons as well, and must not contradict anew what a hook has told since.
      if (status === last) return;
      last = status;
      if (status === 'busy') see('status', { event: 'busy', reason: 'its status file says busy' });
      else if (status === 'idle') see('status', { event: 'ready', reason: 'its status file says idle' });
      else
        see('status', {
          event: 'waiting',
          reason: waitingFor?.slice(0, 500) ?? 'its status file says waiting',
        });
    },
    log,
  );
};
