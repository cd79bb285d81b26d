import type { HookReply } from '@contract/agent-signs.ts';
import { decisionAnswer } from '../decision-answer.ts';

/** What claude puts into a file beyond so many UTF-16 units, and shows its model the beginning of. */
export const handoverLimit = 10_000;

/**
 * In claude's words. Context from a Stop hook has it go on, with that context as it is. A hook that "blocks" has it go on, too, but its model
 * gets the reason twice in every later request (as feedback and as an error), and its person reads of an error.
 */
export const claudeAnswer = (reply: HookReply): unknown =>
  reply.kind === 'message'
    ? { hookSpecificOutput: { hookEventName: 'Stop', additionalContext: reply.text } }
    : decisionAnswer(reply);
