import type { HookReply } from '@contract/agent-signs.ts';

/** What the PermissionRequest hooks of claude 2.1 and of codex 0.169 take for an answer; nothing for any other reply. */
export const decisionAnswer = (reply: HookReply): unknown => {
  if (reply.kind !== 'decision') return {};
  const { effect, reason } = reply;
  // What an allowed call is given stays as it was asked for: no changed input is sent along.
  const decision = effect === 'allow' ? { behavior: 'allow' } : { behavior: 'deny', message: reason };
  return { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision } };
};
