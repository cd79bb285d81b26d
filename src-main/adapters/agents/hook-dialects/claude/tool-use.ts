import type { AgentSign } from '@contract/agent-signs.ts';
import type { Todo } from '@contract/instances.ts';
import type { ToolUse } from '@contract/usage.ts';
import { z } from 'zod';
import type { ClaudePayload } from './payload.ts';

/** The arguments that a person would want to see of a tool, the most telling first. */
const telling = [
  'command',
  'file_path',
  'notebook_path',
  'pattern',
  'url',
  'query',
  'subject',
  'description',
];

/** Tools that write files, and the argument that names the file. */
const writing: Readonly<Record<string, string>> = {
  Write: 'file_path',
  Edit: 'file_path',
  MultiEdit: 'file_path',
  NotebookEdit: 'notebook_path',
};

type Input = Readonly<Record<string, unknown>>;

/** A tool's call in a line. */
export const summaryOf = (input: Input): string => {
  const told = telling.map((name) => input[name]).find((value) => typeof value === 'string' && value !== '');
  const text = typeof told === 'string' ? told : JSON.stringify(input);
  return text === '{}' ? '' : text.slice(0, 500);
};

export const filesOf = (tool: string, input: Input): string[] => {
  const file = input[writing[tool] ?? ''];
  // A longer path than the contract has room for is one that no system would open.
  return typeof file === 'string' && file !== '' && file.length <= 1000 ? [file] : [];
};

export const toolSigns = (payload: ClaudePayload, status: ToolUse['status']): AgentSign[] => {
  const { tool_name: tool, tool_use_id: call, tool_input: input = {} } = payload;
  if (tool === undefined || call === undefined) return [];
  const use = {
    call: call.slice(0, 200),
    tool: tool.slice(0, 200),
    status,
    summary: summaryOf(input),
    files: filesOf(tool, input),
  };
  return [{ event: 'tool', use }, ...(status === 'done' ? todoSigns(tool, input) : [])];
};

const todoWrite = z.object({ todos: z.array(z.object({ content: z.string(), status: z.string() })) });

/** Its older way to keep a list; the tasks of the newer one are in files (see watchers/claude/tasks.ts). */
const todoSigns = (tool: string, input: Input): AgentSign[] => {
  if (tool !== 'TodoWrite') return [];
  const parsed = todoWrite.safeParse(input);
  if (!parsed.success) return [];
  const todos = parsed.data.todos.slice(0, 200).map(({ content, status }) => ({
    text: content.slice(0, 500),
    status: todoStatus(status),
  }));
  return [{ event: 'todos', todos }];
};

export const todoStatus = (status: string): Todo['status'] => {
  if (status === 'completed') return 'done';
  return status === 'in_progress' ? 'active' : 'open';
};
