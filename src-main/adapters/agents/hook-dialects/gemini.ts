import { createHash } from 'node:crypto';
import type { AgentSign } from '@contract/agent-signs.ts';
import type { Question } from '@contract/instances.ts';
import type { ToolUse } from '@contract/usage.ts';
import { type Fields, fieldsOf, listOf, textOf } from './fields.ts';
import type { HookReader } from './hook-dialect.ts';

/**
 * Hooks of Gemini CLI, as its docs/hooks/reference.md has them; those that the relay of shipped/gemini.yaml holds back are `Late…`.
 * A refused permission has none: the title tells of that.
 */
export const geminiHooks: HookReader = (payload) => {
  const hook = fieldsOf(payload);
  const of = readers[textOf(hook.hook_event_name)];
  return of === undefined ? [] : of(hook);
};

const started = (hook: Fields): readonly AgentSign[] => {
  const session = textOf(hook.session_id);
  const transcript = textOf(hook.transcript_path);
  return session === '' ? [] : [{ event: 'started', session, ...(transcript === '' ? {} : { transcript }) }];
};

const readers: Readonly<Record<string, (hook: Fields) => readonly AgentSign[]>> = {
  SessionStart: started,
  // `/clear` begins another conversation without a word: each prompt says which one it belongs to.
  BeforeAgent: (hook) => [...started(hook), { event: 'prompt', text: textOf(hook.prompt) }],
  AfterAgent: () => [{ event: 'ready' }],
  BeforeTool: (hook) => [{ event: 'tool', use: toolUse(hook, 'started') }],
  // Its Notification says nothing of what is asked.
  LateBeforeTool: (hook) =>
    hook.tool_name === 'ask_user' ? [{ event: 'waiting', question: ownQuestion(hook) }] : [],
  AfterTool: (hook) => {
    const failed = fieldsOf(hook.tool_response).error !== undefined;
    const use = toolUse(hook, failed ? 'failed' : 'done');
    return [{ event: 'tool', use }, ...todosOf(hook)];
  },
  LateNotification: (hook) => {
    const known = hook.notification_type === 'ToolPermission';
    if (!known || fieldsOf(hook.details).type === 'ask_user') return [];
    return [{ event: 'waiting', question: questionOf(hook) }];
  },
};

/** Gemini names no call: the same tool with the same input is the same call, as tools of one turn are asked in order. */
export const describeCall = (name: string, input: Fields): Omit<ToolUse, 'status'> => {
  const tool = name.slice(0, 200);
  const call = createHash('sha256')
    .update(JSON.stringify([tool, input]))
    .digest('hex')
    .slice(0, 16);
  return { call, tool, summary: summaryOf(input), files: filesOf(tool, input) };
};

const toolUse = (hook: Fields, status: ToolUse['status']): ToolUse => ({
  ...describeCall(textOf(hook.tool_name), fieldsOf(hook.tool_input)),
  status,
});

const telling = ['command', 'file_path', 'dir_path', 'pattern', 'query', 'prompt', 'url', 'title'] as const;

const summaryOf = (input: Fields): string => {
  const text = telling.map((name) => textOf(input[name])).find((text) => text !== '');
  return (text ?? JSON.stringify(input)).slice(0, 500);
};

const filesOf = (tool: string, input: Fields): string[] => {
  const path = textOf(input.file_path);
  return (tool === 'write_file' || tool === 'replace') && path !== '' ? [path.slice(0, 1000)] : [];
};

const todoStates = { pending: 'open', in_progress: 'active', completed: 'done', cancelled: 'done' } as const;

const todosOf = (hook: Fields): readonly AgentSign[] => {
  if (hook.tool_name !== 'write_todos') return [];
  const todos = listOf(fieldsOf(hook.tool_input).todos)
    .slice(0, 200)
    .map(fieldsOf)
    .map(({ description, status }) => ({
      text: textOf(description).slice(0, 500),
      status: todoStates[textOf(status) as keyof typeof todoStates] ?? 'open',
    }));
  return [{ event: 'todos', todos }];
};

/** What each kind of permission is asked for; the tool as Gemini's own rules name it. */
const asked: Readonly<Record<string, (details: Fields) => { tool: string; detail: string }>> = {
  exec: ({ command }) => ({ tool: 'run_shell_command', detail: textOf(command) }),
  edit: ({ filePath, fileName, fileDiff }) => ({
    tool: 'write_file',
    detail: `${textOf(filePath) || textOf(fileName)}\n${textOf(fileDiff)}`,
  }),
  mcp: ({ serverName, toolName }) => ({
    tool: `mcp_${textOf(serverName)}_${textOf(toolName)}`,
    detail: textOf(toolName),
  }),
};

/** The numbers of the others differ with the settings: these are first in each dialog, and Esc refuses in all of them. */
const choices: Question['choices'] = [
  { label: 'Allow once', keys: '1', means: 'allow' },
  { label: 'Allow for this session', keys: '2', means: 'allow-always' },
  { label: 'No (it stops and waits)', keys: '\x1b', means: 'deny' },
];

const questionOf = (hook: Fields): Question => {
  const details = fieldsOf(hook.details);
  const type = textOf(details.type);
  const message = textOf(hook.message).slice(0, 4000);
  if (type === 'exit_plan_mode') {
    const plan = textOf(details.planPath).slice(0, 8000);
    return { text: message || 'It has a plan.', kind: 'plan', detail: plan, choices: [] };
  }
  const { tool, detail } = asked[type]?.(details) ?? {
    tool: textOf(details.title).replace(/^Confirm:? /, '') || type,
    detail: textOf(details.prompt),
  };
  return {
    text: message || 'It asks for a permission.',
    kind: 'permission',
    tool: tool.slice(0, 200),
    detail: detail.slice(0, 8000),
    choices,
  };
};

/** One with choices is answered by its number; several stand on one screen, and are answered there. */
const ownQuestion = (hook: Fields): Question => {
  const questions = listOf(fieldsOf(hook.tool_input).questions).map(fieldsOf);
  const [only] = questions.length === 1 ? questions : [];
  const texts = questions.map(({ question }) => textOf(question));
  // A ninth choice would take two keys; more than one may be ticked where it says so.
  const options = only?.multiSelect === true ? [] : listOf(only?.options).slice(0, 9);
  return {
    text: (texts[0] || 'It asks a question.').slice(0, 4000),
    kind: 'question',
    detail: texts.join('\n').slice(0, 8000),
    choices: options.map((option, index) => ({
      label: textOf(fieldsOf(option).label).slice(0, 200),
      keys: String(index + 1),
    })),
  };
};
