import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { awaitedSchema, shutdownSchema, shutdownSeconds } from './shutdowns.ts';
import { command } from './verb.ts';

const answer = shutdownSchema.extend({ awaited: z.array(awaitedSchema) });

export const shutdownVerbs = {
  /**
   * Tells instances to save their work, waits for that, then ends children before parents. Answers as it begins; the event
   * `shutdown.finished` and a message tell how it ended. Absent `id`: the whole run, for an instance all below it.
   */
  'runs.shutdown': command(
    z.object({
      id: instanceIdSchema.optional(),
      /** It waits so long at most; 0: not at all, and nobody is told. */
      seconds: z.number().int().min(0).max(shutdownSeconds.most).default(shutdownSeconds.usual),
      reason: z.string().max(500).default(''),
    }),
    answer,
  ),
  /** Calls it off, until the ending begins. Answers with what was called off. */
  'runs.cancelShutdown': command(z.object({}), shutdownSchema),
} as const;
