import { tuttiErrorSchema } from '@contract/result.ts';
import { z } from 'zod';
import { socketVersion } from './socket-version.ts';

/** A connection's first line. With a token the caller is the instance it was given to; without, the person. */
export const helloSchema = z.object({
  tutti: z.literal(socketVersion),
  token: z.string().max(200).optional(),
});
export type Hello = z.infer<typeof helloSchema>;

/** The host's first line: who answers, or why it does not. Frames follow, one a line. */
export const welcomeSchema = z.union([
  z.object({ tutti: z.literal(socketVersion), pid: z.number().int(), version: z.string() }),
  z.object({ error: tuttiErrorSchema }),
]);
export type Welcome = z.infer<typeof welcomeSchema>;
