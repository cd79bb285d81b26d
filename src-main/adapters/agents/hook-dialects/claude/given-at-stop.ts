import { z } from 'zod';

/** What the answer to a Stop hook had it go on with: written as it goes on, and told by no hook. */
const schema = z.object({
  type: z.literal('attachment'),
  attachment: z.object({
    type: z.literal('hook_additional_context'),
    hookEvent: z.literal('Stop'),
    content: z.array(z.string()),
  }),
  timestamp: z.string(),
});

/** The texts that a record of claude's transcript tells it was given as its turn ended; null for any other record. */
export const givenAtStop = (
  record: unknown,
): { readonly texts: readonly string[]; readonly timestamp: string } | null => {
  const parsed = schema.safeParse(record);
  return parsed.success ? { texts: parsed.data.attachment.content, timestamp: parsed.data.timestamp } : null;
};
