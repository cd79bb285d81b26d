import { z } from 'zod';
import { messageIdSchema } from './ids.ts';
import { questionSchema, todoSchema } from './instances.ts';
import { limitSchema, toolUseSchema, usedSchema } from './usage.ts';

const why = { reason: z.string().max(500).optional() };

/** Longest prompt that a hook can tell of, in UTF-16 units: its request has at most as many bytes. */
const promptLimit = 4 * 1024 * 1024;

/**
 * What an agent's own signs tell of it, in one vocabulary for all of them: its hooks, the status files and transcripts that it
 * keeps, its terminal's title. Which of them spoke is the witness, and is said beside it.
 */
export const agentSignSchema = z.discriminatedUnion('event', [
  /** It runs a conversation. `session` names it in the CLI's own terms, for resuming; `transcript` is the CLI's record of it. */
  z.object({
    event: z.literal('started'),
    session: z.string().max(200).optional(),
    transcript: z.string().max(4000).optional(),
  }),
  /** It took a prompt: `text` exactly as it took it, `message` where it knows the message's id. */
  z.object({
    event: z.literal('prompt'),
    text: z.string().max(promptLimit).optional(),
    message: messageIdSchema.optional(),
  }),
  z.object({ event: z.literal('busy'), ...why }),
  /**
   * Its turn is over. `handover`: its hook waits to hear whether there is more to do, and a message can be the answer. `goesOn`: the
   * turn had been made longer so already. `most`: how long the answer may be, in UTF-16 units.
   */
  z.object({
    event: z.literal('ready'),
    handover: z.object({ goesOn: z.boolean(), most: z.number().int().positive() }).optional(),
    ...why,
  }),
  z.object({ event: z.literal('done'), ...why }),
  /**
   * It asks a person. `shown: false`: it is about to, and what is typed now would miss the question; it counts once its terminal's
   * title or screen says that it waits. `decidable`: its hook waits for the answer, which may be a rule's decision.
   */
  z.object({
    event: z.literal('waiting'),
    question: questionSchema.optional(),
    shown: z.boolean().optional(),
    decidable: z.boolean().optional(),
    ...why,
  }),
  z.object({ event: z.literal('tool'), use: toolUseSchema }),
  z.object({ event: z.literal('todos'), todos: z.array(todoSchema).max(200) }),
  /** Counted since the session began. */
  z.object({ event: z.literal('used'), session: z.string().max(200), used: usedSchema }),
  /** What holds it up, or null once nothing does. */
  z.object({ event: z.literal('limited'), limit: limitSchema.nullable() }),
]);
export type AgentSign = z.infer<typeof agentSignSchema>;

/**
 * What a hook that waits is answered, instead of keys: a permission decided by a rule of the person's, or a message to go on with. The
 * text is exact.
 */
export const hookReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('decision'), effect: z.enum(['allow', 'deny']), reason: z.string() }),
  z.object({ kind: z.literal('message'), text: z.string() }),
]);
export type HookReply = z.infer<typeof hookReplySchema>;

export const agentSignEvents = agentSignSchema.options.map((option) => option.shape.event.value);
