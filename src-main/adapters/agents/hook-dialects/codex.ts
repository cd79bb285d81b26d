import type { AgentSign } from '@contract/agent-signs.ts';
import type { Question } from '@contract/instances.ts';
import { z } from 'zod';
import { clip } from '../watchers/codex/clip.ts';
import { filesOfPatch } from '../watchers/codex/files-of-patch.ts';

const base = {
  session_id: z.string(),
  transcript_path: z.string().nullish(),
  /** Of a sub-agent, which has the session of the agent and a transcript of its own. */
  agent_id: z.string().nullish(),
};
const tool = { ...base, tool_name: z.string(), tool_input: z.unknown() };

const payloadSchema = z.discriminatedUnion('hook_event_name', [
  z.object({ hook_event_name: z.literal('SessionStart'), ...base }),
  z.object({ hook_event_name: z.literal('UserPromptSubmit'), ...base, prompt: z.string() }),
  z.object({ hook_event_name: z.literal('PreToolUse'), ...tool, tool_use_id: z.string() }),
  z.object({ hook_event_name: z.literal('PermissionRequest'), ...tool }),
  z.object({ hook_event_name: z.literal('PostToolUse'), ...tool }),
  z.object({ hook_event_name: z.literal('PreCompact'), ...base }),
  z.object({ hook_event_name: z.literal('PostCompact'), ...base }),
  z.object({ hook_event_name: z.literal('Stop'), ...base }),
]);
type Payload = z.infer<typeof payloadSchema>;

/**
 * What codex 0.169 sends its hooks. Of its sub-agents only what they ask for counts: the agent's own turn may be over while they
 * work, and no Stop tells of their end.
 */
export const codexHooks = (payload: unknown): readonly AgentSign[] => {
  const { data: hook } = payloadSchema.safeParse(payload);
  if (hook === undefined || (hook.agent_id && hook.hook_event_name !== 'PermissionRequest')) return [];
  return signsOf(hook);
};

const signsOf = (hook: Payload): readonly AgentSign[] => {
  const started: AgentSign = {
    event: 'started',
    session: hook.session_id,
    ...(hook.transcript_path ? { transcript: hook.transcript_path } : {}),
  };
  switch (hook.hook_event_name) {
    case 'SessionStart':
      return [started];
    case 'UserPromptSubmit':
      // Also here: a conversation that is resumed or begun anew (/new) starts with its first prompt.
      return [started, { event: 'prompt', text: hook.prompt }];
    case 'PreToolUse':
      return [begunBy(hook), ...asked(hook)];
    case 'PermissionRequest':
      // It goes out before the question is drawn.
      return [{ event: 'waiting', question: permission(hook), shown: false, decidable: true }];
    case 'PostToolUse':
      return [{ event: 'busy', reason: `used ${hook.tool_name}` }];
    case 'PreCompact':
      return [
        { event: 'limited', limit: { kind: 'compacting', reason: 'it shortens its context', until: null } },
      ];
    case 'PostCompact':
      return [{ event: 'limited', limit: null }];
    case 'Stop':
      return [{ event: 'ready' }];
    default:
      return hook satisfies never;
  }
};

const inputSchema = z.object({ command: z.string().optional(), description: z.string().nullish() });
const inputOf = (input: unknown): z.infer<typeof inputSchema> => inputSchema.safeParse(input).data ?? {};

/** A command or a patch as it is, other tools' input as JSON. */
const wordsOf = (input: unknown): string => inputOf(input).command ?? JSON.stringify(input) ?? '';

const begunBy = (hook: Extract<Payload, { hook_event_name: 'PreToolUse' }>): AgentSign => {
  const words = wordsOf(hook.tool_input);
  return {
    event: 'tool',
    use: {
      call: clip(hook.tool_use_id, 200),
      tool: clip(hook.tool_name, 200),
      status: 'started',
      summary: clip(words, 500),
      files: filesOfPatch(words),
    },
  };
};

/**
 * The answers that its dialog offers, by letters where it has them: the numbers differ with what is offered. It offers to remember a
 * command of one line only.
 */
const permission = (hook: Extract<Payload, { hook_event_name: 'PermissionRequest' }>): Question => {
  const { description } = inputOf(hook.tool_input);
  const words = wordsOf(hook.tool_input);
  const files = filesOfPatch(words);
  const isPatch = hook.tool_name === 'apply_patch';
  const what = isPatch ? `Change ${files.join(', ')}?` : `Use ${hook.tool_name}: ${words}`;
  return {
    kind: 'permission',
    tool: clip(hook.tool_name, 200),
    text: clip(description ? `${description} (${what})` : what, 4000),
    // One a line: a rule that allows some of a patch's files does not allow the others.
    ...(isPatch ? { subject: clip(files.join('\n'), 8000) } : {}),
    detail: clip(words, 8000),
    choices: choicesFor(hook.tool_name, words),
  };
};

const choicesFor = (tool: string, words: string): Question['choices'] => {
  // By numbers here; the third, "Always allow", would change the person's own configuration.
  if (tool.startsWith('mcp__'))
    return [
      { label: 'Allow', keys: '1', means: 'allow' },
      { label: 'Allow for this session', keys: '2', means: 'allow-always' },
      { label: 'Cancel', keys: '4', means: 'deny' },
    ];
  const forFiles = { label: "Yes, and don't ask again for these files", keys: 'a' };
  const forCommands = { label: "Yes, and don't ask again for such commands", keys: 'p' };
  const always = tool === 'apply_patch' ? forFiles : words.includes('\n') ? null : forCommands;
  return [
    { label: 'Yes, proceed', keys: 'y', means: 'allow' },
    ...(always === null ? [] : [{ ...always, means: 'allow-always' as const }]),
    { label: 'No, and tell Codex what to do differently', keys: '\x1b', means: 'deny' },
  ];
};

const questionsSchema = z.object({
  questions: z
    .array(z.object({ question: z.string(), options: z.array(z.object({ label: z.string() })).nullish() }))
    .min(1),
});

/** Its own question, which it may ask in its plan mode only: the first of several, since they are shown one by one. */
const asked = (hook: Extract<Payload, { hook_event_name: 'PreToolUse' }>): AgentSign[] => {
  if (hook.tool_name !== 'request_user_input') return [];
  const first = questionsSchema.safeParse(hook.tool_input).data?.questions[0];
  if (first === undefined) return [];
  const choices = (first.options ?? []).slice(0, 9).map(({ label }, at) => ({
    label: clip(label, 200),
    keys: String(at + 1),
  }));
  const question: Question = { kind: 'question', text: clip(first.question, 4000), choices };
  return [{ event: 'waiting', question, shown: false }];
};
