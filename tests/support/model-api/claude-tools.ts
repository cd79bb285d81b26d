import type { ModelRequest } from './model-request.ts';
import { type ReplyStep, toolCall } from './reply.ts';

export interface Choice {
  readonly label: string;
  readonly description: string;
}

/** Calls of tools that only claude has. Those that ask the person are offered only where one sits before it. */
export const claudeTools = {
  /** Two to four choices; claude adds "Other" itself. */
  askUser: (question: string, choices: readonly Choice[], multiSelect = false): ReplyStep =>
    toolCall('AskUserQuestion', {
      questions: [{ question, header: 'Question', options: choices, multiSelect }],
    }),
  enterPlanMode: (): ReplyStep => toolCall('EnterPlanMode', {}),
  /** Asks for approval of the plan in `planFile`; without that file claude only asks whether to leave the mode. */
  exitPlanMode: (): ReplyStep => toolCall('ExitPlanMode', {}),
  createTask: (subject: string, description = subject): ReplyStep =>
    toolCall('TaskCreate', { subject, description, activeForm: subject }),
  updateTask: (taskId: string, status: 'pending' | 'in_progress' | 'completed' | 'deleted'): ReplyStep =>
    toolCall('TaskUpdate', { taskId, status }),
  subAgent: (description: string, prompt: string): ReplyStep =>
    toolCall('Agent', { description, prompt, subagent_type: 'general-purpose' }),
} as const;

/** Where plan mode wants its plan written (with the Write tool); null outside of plan mode. */
export const planFile = (request: ModelRequest): string | null => {
  const texts = request.turns.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'text' || part.kind === 'toolResult' ? [part.text] : [])),
  );
  return /\/[^\s`'"]+\/plans\/[^\s`'"]+\.md/.exec(texts.join('\n'))?.[0] ?? null;
};
