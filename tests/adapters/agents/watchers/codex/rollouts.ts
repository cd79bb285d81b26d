import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const usage = (input: number, cached: number, output: number) => ({
  input_tokens: input,
  cached_input_tokens: cached,
  cache_write_input_tokens: 0,
  output_tokens: output,
  reasoning_output_tokens: 0,
  total_tokens: input + output,
});

/** Records as codex 0.169.0 writes them, without what nobody reads. */
export const recorded = {
  meta: (id: string, cwd: string, source = 'user') => ({
    type: 'session_meta',
    payload: {
      id,
      session_id: id,
      cwd,
      originator: 'codex-tui',
      cli_version: '0.169.0',
      thread_source: source,
    },
  }),
  said: (role: string, text: string) => ({
    type: 'response_item',
    payload: { type: 'message', id: 'msg_1', role, content: [{ type: 'input_text', text }] },
  }),
  began: { type: 'event_msg', payload: { type: 'task_started', turn_id: 't', model_context_window: 258400 } },
  model: { type: 'turn_context', payload: { turn_id: 't', cwd: '/w', model: 'gpt-x', effort: null } },
  user: (text: string) => ({
    type: 'event_msg',
    payload: {
      type: 'item_completed',
      item: { type: 'UserMessage', id: 'u', content: [{ type: 'text', text, text_elements: [] }] },
    },
  }),
  beganAnother: (thread: string) => ({
    type: 'event_msg',
    payload: {
      type: 'item_completed',
      item: { type: 'CollabAgentToolCall', id: 'c', tool: 'spawn_agent', receiver_thread_ids: [thread] },
    },
  }),
  call: (id: string, name: string, args: unknown, namespace?: string) => ({
    type: 'response_item',
    payload: {
      type: 'function_call',
      id: `item_${id}`,
      call_id: id,
      name,
      namespace,
      arguments: JSON.stringify(args),
    },
  }),
  ran: (id: string, status: string) => ({
    type: 'event_msg',
    payload: { type: 'item_completed', item: { type: 'CommandExecution', id, status, exit_code: 1 } },
  }),
  changed: (id: string, files: readonly string[]) => ({
    type: 'event_msg',
    payload: {
      type: 'item_completed',
      item: {
        type: 'FileChange',
        id,
        status: 'completed',
        changes: Object.fromEntries(files.map((f) => [f, {}])),
      },
    },
  }),
  output: (id: string) => ({
    type: 'response_item',
    payload: { type: 'function_call_output', id: 'fco', call_id: id, output: 'so' },
  }),
  tokens: (full = 0) => ({
    type: 'event_msg',
    payload: {
      type: 'token_count',
      info: {
        total_token_usage: usage(300, 120, 14),
        last_token_usage: usage(160, 60, 7),
        model_context_window: 258400,
      },
      rate_limits: {
        limit_id: 'codex',
        primary: { used_percent: full, window_minutes: 300, resets_at: 1_795_350_000 },
        secondary: null,
      },
    },
  }),
  ended: (error?: object) => ({ type: 'event_msg', payload: { type: 'task_complete', turn_id: 't', error } }),
  aborted: { type: 'event_msg', payload: { type: 'turn_aborted', reason: 'interrupted' } },
} as const;

export const stamped = (record: object, at = Date.now()): object => ({
  timestamp: new Date(at).toISOString(),
  ordinal: 0,
  ...record,
});

/** Writes records to the end of a conversation's file, in the folder and under the name that codex gives it. */
export const writeRollout = (
  home: string,
  id: string,
  records: readonly object[],
  at = Date.now(),
): string => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  const day = local.slice(0, 10).split('-');
  const file = `rollout-${local.slice(0, 19).replaceAll(':', '-')}-${id}.jsonl`;
  const path = join(home, '.codex', 'sessions', ...day, file);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, records.map((record) => `${JSON.stringify(stamped(record, at))}\n`).join(''));
  return path;
};
