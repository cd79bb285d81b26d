import { z } from 'zod';
import { attentionKeySchema } from './attention-events.ts';
import { command } from './verb.ts';

/** More than can stand at once: each of 1600 instances, and what it wants and meets. */
const mostAtOnce = 5000;

export const attentionVerbs = {
  /**
   * Says that the person is about to be told of these, and answers those of which nobody has told them: whoever asks first tells,
   * and a thing is told once whatever windows, tabs and hosts there are. Keys are those of `attentionEntries`. The person only.
   */
  'attention.tell': command(
    z.object({ keys: z.array(attentionKeySchema).min(1).max(mostAtOnce) }),
    z.object({ keys: z.array(attentionKeySchema) }),
  ),
} as const;
