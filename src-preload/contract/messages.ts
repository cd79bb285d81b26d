import { z } from 'zod';
import { messageIdSchema, partySchema, runNumberSchema, senderSchema } from './ids.ts';
import { prioritySchema } from './priority.ts';
import { witnessSchema } from './states.ts';

/**
 * queued -> delivering -> accepted, or -> announced (text waits in the inbox, a line in the pane says so) -> accepted,
 * or -> failed; and queued -> expired. `delivering` is written before the paste, so that a host that dies in between can tell.
 */
export const messageStateSchema = z.enum([
  'queued',
  'delivering',
  'announced',
  'accepted',
  'failed',
  'expired',
]);
export type MessageState = z.infer<typeof messageStateSchema>;

/** Its way is at its end: nothing becomes of it any more. */
export const isSettled = (state: MessageState): boolean =>
  state === 'accepted' || state === 'failed' || state === 'expired';

/** Several receivers at once, as seen from the sender: those of `role:manager` are as many as it may write to. */
export const groupSchema = z.enum([
  'children',
  'siblings',
  'all',
  'role:executive',
  'role:manager',
  'role:specialist',
]);
export type Group = z.infer<typeof groupSchema>;

/**
 * How a text comes to its program. `paste`: typed into its input box. `stop-hook`: in the answer to the hook that it calls as it
 * ends its turn, without a key. `inbox`: it reads the text with the tool `readMessages`, told by a line in its pane or by itself.
 */
export const messageWaySchema = z.enum(['paste', 'stop-hook', 'inbox']);
export type MessageWay = z.infer<typeof messageWaySchema>;

/** Longest text of a message, in UTF-16 units: beyond 1 MB a file in the worktree is the right way. */
export const messageTextLimit = 1_000_000;

/**
 * So many messages may wait for one instance, those that its pane announces included; the next is refused. An agent that reads a
 * hundred an hour has four days of them before it: whoever sends more has a loop.
 */
export const queueLimit = 10_000;

/** How much of a text the view carries; the whole of it is fetched by `messages.get`. */
export const messagePreviewLength = 400;

/** A message as everyone sees it. Times are milliseconds since 1970. */
export const messageSchema = z.object({
  id: messageIdSchema,
  run: runNumberSchema,
  from: senderSchema,
  to: partySchema,
  /** The first `messagePreviewLength` characters. */
  preview: z.string(),
  /** UTF-16 length of the whole text. */
  length: z.number().int(),
  state: messageStateSchema,
  attempts: z.number().int(),
  /** The way of the last attempt; null while it is queued. */
  way: messageWaySchema.nullable(),
  storedAt: z.number(),
  /** When it came into its present state. */
  since: z.number(),
  witness: witnessSchema.nullable(),
  /** Why it failed, or what it waits for. */
  reason: z.string(),
  replyTo: messageIdSchema.nullable(),
  priority: prioritySchema,
  /** From then on it is not handed over any more; null: it waits for as long as it has to. */
  expiresAt: z.number().nullable(),
  /** The first of the messages that one call sent to a group, which all of them name; null: it was sent alone. */
  batch: messageIdSchema.nullable(),
  group: groupSchema.nullable(),
  /** When its text was read with `readMessages`; null where it came another way, or has not come. */
  readAt: z.number().nullable(),
  /** The messages that answer it, in the order they were stored. */
  replies: z.array(messageIdSchema),
});
export type Message = z.infer<typeof messageSchema>;

export const messageWithTextSchema = messageSchema.extend({ text: z.string() });
export type MessageWithText = z.infer<typeof messageWithTextSchema>;
