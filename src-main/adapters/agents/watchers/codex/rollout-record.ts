import { z } from 'zod';

// The records of codex 0.169 that tell something. Others, and fields that are not named here, are let pass: the format is not a
// documented one.
const tokens = z.number().int().min(0);
const window = z.number().int().min(0).nullish();

export const usageSchema = z.object({
  input_tokens: tokens, // what came from the cache or went into it is counted here, too
  cached_input_tokens: tokens.default(0),
  cache_write_input_tokens: tokens.default(0),
  output_tokens: tokens,
});

const limitWindow = z.object({ used_percent: z.number(), resets_at: z.number().nullish() }).nullish();

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('task_started') }),
  z.object({
    type: z.literal('task_complete'),
    error: z.object({ message: z.string(), codex_error_info: z.unknown() }).nullish(),
  }),
  z.object({ type: z.literal('turn_aborted'), reason: z.string().default('') }),
  z.object({
    type: z.literal('token_count'),
    info: z
      .object({ total_token_usage: usageSchema, last_token_usage: usageSchema, model_context_window: window })
      .nullish(),
    rate_limits: z.object({ primary: limitWindow, secondary: limitWindow }).nullish(),
  }),
  z.object({ type: z.literal('item_completed'), item: z.looseObject({ type: z.string(), id: z.string() }) }),
]);

const itemSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    role: z.string(),
    content: z.array(z.object({ text: z.string().default('') })),
  }),
  z.object({
    type: z.literal('function_call'),
    call_id: z.string(),
    name: z.string(),
    namespace: z.string().nullish(),
    arguments: z.string(),
  }),
  z.object({
    type: z.literal('custom_tool_call'),
    call_id: z.string(),
    name: z.string(),
    namespace: z.string().nullish(),
    input: z.string(),
  }),
  z.object({ type: z.literal('function_call_output'), call_id: z.string() }),
  z.object({ type: z.literal('custom_tool_call_output'), call_id: z.string() }),
]);

const timestamp = z.string();
export const recordSchema = z.discriminatedUnion('type', [
  z.object({
    timestamp,
    type: z.literal('session_meta'),
    payload: z.object({ id: z.string(), cwd: z.string(), thread_source: z.string().nullish() }),
  }),
  z.object({
    timestamp,
    type: z.literal('turn_context'),
    payload: z.object({ model: z.string().nullish() }),
  }),
  z.object({ timestamp, type: z.literal('event_msg'), payload: eventSchema }),
  z.object({ timestamp, type: z.literal('response_item'), payload: itemSchema }),
]);
export type RolloutRecord = z.infer<typeof recordSchema>;
export type RolloutEvent = z.infer<typeof eventSchema>;
export type RolloutItem = z.infer<typeof itemSchema>;
