import { z } from 'zod';

/** What Claude Code (2.1.197) sends of one event; each event fills some of it, and more that is not read here. */
export const claudePayloadSchema = z.object({
  hook_event_name: z.string(),
  session_id: z.string().optional(),
  transcript_path: z.string().optional(),
  /** Set where one of its sub-agents is meant. */
  agent_id: z.string().optional(),
  prompt: z.string().optional(),
  tool_name: z.string().optional(),
  tool_use_id: z.string().optional(),
  tool_input: z.record(z.string(), z.unknown()).optional(),
  /** A permission that it would remember if asked to; without one its dialog offers no such choice. */
  permission_suggestions: z.array(z.unknown()).optional(),
  /** Of a turn's end: a Stop hook had made it longer already. */
  stop_hook_active: z.boolean().optional(),
  /** Of a turn that failed: its kind, and what its person is told. */
  error: z.string().optional(),
  last_assistant_message: z.string().optional(),
});
export type ClaudePayload = z.infer<typeof claudePayloadSchema>;
