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
  /** The plan itself is the file that claude names in its plan mode's instructions. */
  exitPlanMode: (plan: string): ReplyStep => toolCall('ExitPlanMode', { plan }),
  createTask: (subject: string, description = subject): ReplyStep =>
    toolCall('TaskCreate', { subject, description, activeForm: subject }),
  updateTask: (taskId: string, status: 'pending' | 'in_progress' | 'completed' | 'deleted'): ReplyStep =>
    toolCall('TaskUpdate', { taskId, status }),
  subAgent: (description: string, prompt: string): ReplyStep =>
    toolCall('Agent', { description, prompt, subagent_type: 'general-purpose' }),
} as const;
