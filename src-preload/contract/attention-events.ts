import { z } from 'zod';

/** A thing that needs the person, as `attentionEntries` names it. Holds a run's number, an instance and a name of up to 200. */
export const attentionKeySchema = z.string().min(1).max(400);

const keys = z.array(attentionKeySchema).min(1);

export const attentionEvents = {
  /** The person was notified of these, or had them before their eyes: they are not told of again. */
  'attention.told': z.object({ keys }),
  /** Of these they had been told, and they are over: what is named so from now on is another thing. */
  'attention.passed': z.object({ keys }),
} as const;
