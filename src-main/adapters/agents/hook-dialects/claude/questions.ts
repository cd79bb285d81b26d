import type { Choice, Question } from '@contract/instances.ts';
import { z } from 'zod';
import type { ClaudePayload } from './payload.ts';
import { summaryOf } from './tool-use.ts';

/** In each of its dialogs Esc declines; a digit chooses at once, without Enter. */
const escapeKey = '\u001b';

/** What its dialog asks when a tool wants leave, or the agent itself an answer. */
export const questionOf = (payload: ClaudePayload): Question => {
  if (payload.tool_name === 'AskUserQuestion') return askedQuestion(payload);
  if (payload.tool_name === 'ExitPlanMode') return planQuestion;
  return permissionQuestion(payload);
};

/**
 * Its dialog offers `Yes`, then something to be remembered if it has a suggestion for that (for this tool, this session or this
 * project: the words differ), then `No`.
 */
const permissionQuestion = (payload: ClaudePayload): Question => {
  const {
    tool_name: tool = 'a tool',
    tool_input: input = {},
    permission_suggestions: remembered = [],
  } = payload;
  const always: Choice[] =
    remembered.length === 0
      ? []
      : [{ label: 'Yes, and do not ask again for the like', keys: '2', means: 'allow-always' }];
  return {
    kind: 'permission',
    text: `May it use ${tool}? ${summaryOf(input)}`.trim().slice(0, 4000),
    tool: tool.slice(0, 200),
    ...subjectOf(input),
    detail: detailOf(input),
    choices: [
      { label: 'Yes', keys: '1', means: 'allow' },
      ...always,
      { label: 'No, and stop here', keys: escapeKey, means: 'deny' },
    ],
  };
};

/** The argument that a tool's call is about, of those that rules are written for. */
const subjects = ['command', 'file_path', 'notebook_path', 'url', 'query'];

/**
 * The command, path or address as it is, cut where it is longer than a question has room for (core/model/decide.ts heeds that).
 */
const subjectOf = (input: Readonly<Record<string, unknown>>): Pick<Question, 'subject'> => {
  const subject = subjects.map((name) => input[name]).find((value) => typeof value === 'string');
  return typeof subject === 'string' && subject !== '' ? { subject: subject.slice(0, 8000) } : {};
};

/** All that the tool was given, the long parts as they are. */
const detailOf = (input: Readonly<Record<string, unknown>>): string =>
  Object.entries(input)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
    .slice(0, 8000);

/** With a plan that is written up the second is as it says; where the plan is empty, it is a plain No. */
const planQuestion: Question = {
  kind: 'plan',
  text: 'May it carry out its plan?',
  tool: 'ExitPlanMode',
  choices: [
    { label: 'Yes, in the mode that its screen offers first', keys: '1' },
    { label: 'Yes, asking for each edit', keys: '2', means: 'allow' },
    { label: 'No, keep planning', keys: escapeKey, means: 'deny' },
  ],
};

const asked = z.object({
  questions: z
    .array(
      z.object({
        question: z.string(),
        multiSelect: z.boolean().default(false),
        options: z.array(z.object({ label: z.string(), description: z.string().default('') })),
      }),
    )
    .min(1),
});

/** One key answers a single question with a single choice; any other is answered in the pane. */
const askedQuestion = ({ tool_input: input }: ClaudePayload): Question => {
  const parsed = asked.safeParse(input);
  if (!parsed.success) return { kind: 'question', text: 'It asks a question: see its screen.', choices: [] };
  const { questions } = parsed.data;
  const [first] = questions;
  const isSimple = questions.length === 1 && first?.multiSelect === false;
  const choices = (isSimple ? first.options : []).map(({ label }, at) => ({
    label: label.slice(0, 200),
    keys: String(at + 1),
  }));
  const detail = questions.flatMap(({ question, options }) => [
    question,
    ...options.map(({ label, description }) => `- ${label}${description === '' ? '' : `: ${description}`}`),
  ]);
  return {
    kind: 'question',
    text: questions
      .map(({ question }) => question)
      .join(' ')
      .slice(0, 4000),
    tool: 'AskUserQuestion',
    detail: detail.join('\n').slice(0, 8000),
    choices: isSimple ? [...choices, { label: 'No answer', keys: escapeKey, means: 'deny' }] : [],
  };
};
