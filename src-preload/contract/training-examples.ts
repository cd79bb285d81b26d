import { z } from 'zod';
import { instanceIdSchema, roleSchema, runNumberSchema } from './ids.ts';
import { taskIdSchema, testRunSchema } from './tasks.ts';

/** `open`: nothing has come of it yet. `reopened`: it was taken from who had it. */
export const exampleOutcomes = ['done', 'failed', 'cancelled', 'reopened', 'open'] as const;
export const exampleOutcomeSchema = z.enum(exampleOutcomes);
export type ExampleOutcome = z.infer<typeof exampleOutcomeSchema>;

export const exampleForms = ['anthropic', 'openai'] as const;
export const exampleFormSchema = z.enum(exampleForms);
export type ExampleForm = z.infer<typeof exampleFormSchema>;

/** What an agent gave a tool: an object, as both forms want it. */
const toolInput = z.record(z.string(), z.unknown());

/** Messages API: a call is a block of the assistant's, its result the first thing in the user's next message. */
export const anthropicMessageSchema = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('user'),
    content: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
          z.strictObject({
            type: z.literal('tool_result'),
            tool_use_id: z.string(),
            content: z.string(),
            is_error: z.boolean(),
          }),
        ]),
      )
      .min(1),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
          z.strictObject({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: toolInput }),
        ]),
      )
      .min(1),
  }),
]);
export type AnthropicMessage = z.infer<typeof anthropicMessageSchema>;

/** Chat completions: a result is a message of its own, after the one that has the call. */
export const openaiMessageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string() }),
  z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string().nullable(),
    tool_calls: z
      .array(
        z.strictObject({
          id: z.string(),
          type: z.literal('function'),
          /** `arguments` is JSON in a string. */
          function: z.strictObject({ name: z.string(), arguments: z.string() }),
        }),
      )
      .min(1)
      .optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
]);
export type OpenaiMessage = z.infer<typeof openaiMessageSchema>;

const told = {
  format: z.literal('tutti-training-1'),
  run: runNumberSchema,
  task: taskIdSchema,
  title: z.string(),
  instance: instanceIdSchema,
  role: roleSchema,
  profile: z.string(),
  model: z.string().nullable(),
  /** Which attempt at the task this is, the last, counted from 1. */
  attempt: z.number().int().positive(),
  outcome: exampleOutcomeSchema,
  /** Why it failed or was taken back; else empty. */
  reason: z.string(),
  /** Milliseconds from its assignment to its end, or to the end of what was recorded. */
  durationMs: z.number().min(0),
  /** Where the messages are from: the agent's own transcript, or the events of the run, which lack what tools were given and answered. */
  source: z.enum(['transcript', 'events']),
  result: z
    .object({ summary: z.string(), commits: z.array(z.string()), tests: z.array(testRunSchema) })
    .nullable(),
  /** Its commits as one patch after the other; null: none that can still be read. */
  diff: z.string().nullable(),
  /** The patch goes on, or commits of it are gone. */
  diffCut: z.boolean(),
  /** Secrets that were masked in it. */
  masked: z.number().int().min(0),
};

/** One line of a file of training examples. */
export const trainingExampleSchema = z.discriminatedUnion('form', [
  z.strictObject({
    ...told,
    form: z.literal('anthropic'),
    system: z.string(),
    messages: z.array(anthropicMessageSchema),
  }),
  z.strictObject({ ...told, form: z.literal('openai'), messages: z.array(openaiMessageSchema) }),
]);
export type TrainingExample = z.infer<typeof trainingExampleSchema>;
