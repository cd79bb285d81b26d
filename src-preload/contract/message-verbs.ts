import { z } from 'zod';
import { instanceIdSchema, messageIdSchema, partySchema, senderSchema } from './ids.ts';
import { groupSchema, messageSchema, messageTextLimit, messageWithTextSchema } from './messages.ts';
import { prioritySchema } from './priority.ts';
import { command, query } from './verb.ts';

/** An instance, the person, or several instances at once. */
export const addressSchema = z.union([partySchema, groupSchema], {
  error: `an instance id such as mgr_1_1, person, or a group: ${groupSchema.options.join(', ')}`,
});
export type Address = z.infer<typeof addressSchema>;

/** A year: what has to wait longer has no time of its own. */
const longestExpirySeconds = 366 * 86_400;

/** So many in one answer at most; the rest is read by the next call. */
const readLimit = 1000;

/** CLIs give a tool's call up after a minute, or sooner than that; it has to answer before. */
export const longestWaitSeconds = 50;

export const messageVerbs = {
  /**
   * Stored before this answers. To a group: one message to each, all or none of them; the answer is the first, and `also` has the
   * others. `limit_reached`: a receiver's queue is full. `bad_input` (`expiresAt`, `expiresInSeconds`): a time that is over.
   */
  'messages.send': command(
    z.object({
      to: addressSchema,
      text: z.string().min(1, 'a message needs text').max(messageTextLimit),
      replyTo: messageIdSchema.optional(),
      priority: prioritySchema.default('normal'),
      /** Milliseconds since 1970. One of the two, or none: it waits for as long as it has to. */
      expiresAt: z.number().min(0, 'a time that is over').optional(),
      expiresInSeconds: z.number().positive().max(longestExpirySeconds).optional(),
    }),
    messageSchema.extend({ also: z.array(messageSchema) }),
  ),
  'messages.get': query(z.object({ message: messageIdSchema }), messageWithTextSchema),
  /**
   * The caller's own inbox, the most urgent first and then the oldest; what was unread is accepted by reading. The person names the
   * instance, and looks without accepting.
   */
  'messages.readInbox': command(
    z.object({
      id: instanceIdSchema.optional(),
      /** The latest of those that were read or handed over before, too. */
      includeRead: z.boolean().default(false),
      /** False: looks, and leaves them unread. */
      markRead: z.boolean().default(true),
      /** Only what these wrote. */
      from: z.array(senderSchema).min(1).max(100).optional(),
      /** Only answers to that message. */
      replyTo: messageIdSchema.optional(),
      limit: z.number().int().min(1).max(readLimit).default(100),
      /** Waits so long for the first that fits, where there is none yet; answers as soon as it comes. */
      waitSeconds: z.number().min(0).max(longestWaitSeconds).default(0),
    }),
    z.array(messageWithTextSchema),
  ),
} as const;
