import type { AgentSign } from '@contract/agent-signs.ts';
import { handoverLimit } from './answer.ts';
import { limitOf } from './limits.ts';
import { type ClaudePayload, claudePayloadSchema } from './payload.ts';
import { questionOf } from './questions.ts';
import { toolSigns } from './tool-use.ts';

/**
 * What Claude Code's own hooks tell. Nothing tells that a turn was interrupted with Esc or that a question was answered: its
 * status file does (see watchers/claude). Its notifications come seconds after what they are about and would bring an answered
 * question back, so they are not asked for; nor are the ends of its sub-agents, which end no turn.
 */
export const claudeDialect = (payload: unknown, now: number = Date.now()): AgentSign[] => {
  const parsed = claudePayloadSchema.safeParse(payload);
  return parsed.success ? signsOf(parsed.data, now) : [];
};

const signsOf = (payload: ClaudePayload, now: number): AgentSign[] => {
  switch (payload.hook_event_name) {
    case 'UserPromptSubmit':
      return promptSigns(payload);
    case 'PreToolUse':
      return toolSigns(payload, 'started');
    case 'PostToolUse':
      return toolSigns(payload, 'done');
    case 'PostToolUseFailure':
      return toolSigns(payload, 'failed');
    case 'PermissionRequest':
      return [askedBy(payload)];
    case 'PreCompact':
      return [
        { event: 'limited', limit: { kind: 'compacting', reason: 'shortens its context', until: null } },
      ];
    case 'PostCompact':
      return [{ event: 'limited', limit: null }];
    case 'Stop':
      return [{ event: 'limited', limit: null }, endOf(payload)];
    case 'StopFailure':
      return failureSigns(payload, now);
    default:
      return [];
  }
};

/** A permission is decided by what this hook is answered; a question or a plan is answered in its dialog alone. */
const askedBy = (payload: ClaudePayload): AgentSign => {
  const question = questionOf(payload);
  return { event: 'waiting', question, ...(question.kind === 'permission' ? { decidable: true } : {}) };
};

const endOf = ({ stop_hook_active: goesOn, agent_id: subAgent }: ClaudePayload): AgentSign =>
  goesOn === undefined || subAgent !== undefined
    ? { event: 'ready' }
    : { event: 'ready', handover: { goesOn, most: handoverLimit } };

const promptSigns = ({
  session_id: session,
  transcript_path: transcript,
  prompt,
}: ClaudePayload): AgentSign[] => [
  {
    event: 'started',
    ...(session === undefined ? {} : { session: session.slice(0, 200) }),
    ...(transcript === undefined || transcript.length > 4000 ? {} : { transcript }),
  },
  { event: 'prompt', ...(prompt === undefined ? {} : { text: prompt }) },
];

const failureSigns = (payload: ClaudePayload, now: number): AgentSign[] => {
  const limit = limitOf(payload.error ?? 'unknown', payload.last_assistant_message ?? '', now);
  return [
    { event: 'limited', limit },
    { event: 'ready', reason: `its turn failed: ${limit.reason}`.slice(0, 500) },
  ];
};
