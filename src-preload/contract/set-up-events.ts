import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { setUpReportSchema } from './set-up.ts';

const on = { id: instanceIdSchema };

export const setUpEvents = {
  /** Its worktree is being made ready, before its program starts. `command`: what is run there; empty: nothing is. */
  'instance.settingUp': z.object({ ...on, command: z.string() }),
  /** That is over. Without a `settingUp` before it: nothing was asked for, and there is something to know of the worktree. */
  'instance.setUp': setUpReportSchema.extend(on),
} as const;
