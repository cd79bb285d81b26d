import type { AgentSign } from '@contract/agent-signs.ts';
import type { Choice, Question } from '@contract/instances.ts';
import type { Limit, ToolUse } from '@contract/usage.ts';
import { countOf, type Fields, fieldsOf, listOf, textOf } from './fields.ts';
import type { HookReader } from './hook-dialect.ts';

/** Events of OpenCode as its plugin hands them on (shipped/opencode.yaml): its own, but for `tutti.prompt` and `tutti.tool`. */
export const opencodeHooks: HookReader = (payload) => {
  const event = fieldsOf(payload);
  const of = readers[textOf(event.type)];
  if (of === undefined) return [];
  const properties = fieldsOf(event.properties);
  const { child, answer, database } = fieldsOf(event.about);
  const session = textOf(properties.sessionID) || textOf(fieldsOf(properties.info).id);
  return of({
    properties,
    session,
    started: {
      event: 'started',
      session,
      ...(typeof database === 'string' ? { transcript: `${database}#${session}` } : {}),
    },
    isChild: child === true,
    answer: fieldsOf(answer),
  });
};

interface Told {
  readonly properties: Fields;
  readonly session: string;
  /** That this session runs, and where it is recorded: all of them are in one database. */
  readonly started: AgentSign;
  /** A sub-agent's: its turn is not the agent's. */
  readonly isChild: boolean;
  /** Tokens and model of the last answer in that session. */
  readonly answer: Fields;
}

const answered = (): readonly AgentSign[] => [{ event: 'busy', reason: 'its question was answered' }];

const readers: Readonly<Record<string, (told: Told) => readonly AgentSign[]>> = {
  'session.created': ({ started, isChild }) => (isChild ? [] : [started]),
  'session.updated': (told) => usedOf(told),
  'session.status': ({ properties, isChild }) => (isChild ? [] : statusOf(fieldsOf(properties.status))),
  'session.error': ({ properties, isChild }) => (isChild ? [] : errorOf(fieldsOf(properties.error))),
  'tutti.prompt': ({ properties, started, isChild }) =>
    isChild ? [] : [started, { event: 'prompt', text: textOf(properties.text) }],
  'tutti.tool': ({ properties }) => [{ event: 'tool', use: toolUse(properties) }],
  'todo.updated': ({ properties, isChild }) => (isChild ? [] : todosOf(properties)),
  'permission.asked': ({ properties }) => [{ event: 'waiting', question: permissionOf(properties) }],
  'permission.replied': answered,
  'question.asked': ({ properties }) => [{ event: 'waiting', question: questionOf(properties) }],
  'question.replied': answered,
  'question.rejected': answered,
};

const statusOf = (status: Fields): readonly AgentSign[] => {
  if (status.type === 'idle') return [{ event: 'ready' }];
  // Each step of a turn begins so: what held up the last one no longer does.
  if (status.type === 'busy') return [{ event: 'limited', limit: null }, { event: 'busy' }];
  if (status.type !== 'retry') return [];
  const reason = textOf(status.message).slice(0, 500);
  const until = countOf(status.next) || null;
  return [{ event: 'limited', limit: { kind: kindOf(0, reason), reason, until } }];
};

const kindOf = (code: number, text: string): Limit['kind'] => {
  if (code === 401 || code === 403 || /api.?key|unauthori[sz]ed|authenticat/i.test(text)) return 'login';
  if (code === 402 || /credit|billing|payment/i.test(text)) return 'billing';
  if (/quota|usage limit/i.test(text)) return 'usage';
  if (code === 429 || /rate.?limit|too many requests/i.test(text)) return 'rate';
  return code === 503 || code === 529 || /overloaded/i.test(text) ? 'overloaded' : 'error';
};

const errorOf = (error: Fields): readonly AgentSign[] => {
  if (error.name === 'MessageAbortedError') return []; // The person's own doing; that it is idle follows.
  const { message, statusCode } = fieldsOf(error.data);
  const reason = (textOf(message) || textOf(error.name)).slice(0, 500);
  const kind = error.name === 'ProviderAuthError' ? 'login' : kindOf(countOf(statusCode), reason);
  return [{ event: 'limited', limit: { kind, reason, until: null } }];
};

/** A session's sums come with each change of it; what came before an answer says nothing new. */
const usedOf = ({ properties, session, answer }: Told): readonly AgentSign[] => {
  const { tokens, cost } = fieldsOf(properties.info);
  const { input, output, reasoning, cache } = fieldsOf(tokens);
  const { read, write } = fieldsOf(cache);
  if (countOf(input) + countOf(output) === 0) return [];
  const last = fieldsOf(answer.tokens);
  const lastCache = fieldsOf(last.cache);
  const context = countOf(last.input) + countOf(lastCache.read) + countOf(lastCache.write);
  const used = {
    input: countOf(input),
    output: countOf(output) + countOf(reasoning),
    cacheRead: countOf(read),
    cacheWrite: countOf(write),
    cost: typeof cost === 'number' && cost >= 0 ? cost : null,
    model: textOf(answer.model).slice(0, 200) || null,
    context: context || null,
    contextWindow: null,
  };
  return [{ event: 'used', session, used }];
};

const statusOfTool = { running: 'started', completed: 'done', error: 'failed' } as const;

export const toolUse = ({ callID, tool, status, input }: Fields): ToolUse => {
  const given = fieldsOf(input);
  const path = textOf(given.filePath);
  const name = textOf(tool).slice(0, 200);
  const summary = textOf(given.command) || path || textOf(given.pattern) || textOf(given.description);
  return {
    call: textOf(callID).slice(0, 200),
    tool: name,
    status: statusOfTool[textOf(status) as keyof typeof statusOfTool] ?? 'started',
    summary: (summary || JSON.stringify(given)).slice(0, 500),
    files: (name === 'write' || name === 'edit') && path !== '' ? [path.slice(0, 1000)] : [],
  };
};

const todoStates = { pending: 'open', in_progress: 'active', completed: 'done', cancelled: 'done' } as const;

const todosOf = ({ todos }: Fields): readonly AgentSign[] => {
  const listed = listOf(todos)
    .slice(0, 200)
    .map(fieldsOf)
    .map(({ content, status }) => ({
      text: textOf(content).slice(0, 500),
      status: todoStates[textOf(status) as keyof typeof todoStates] ?? 'open',
    }));
  return [{ event: 'todos', todos: listed }];
};

/** The first of its three buttons is chosen when it asks; "always" is asked once more. Esc refuses. */
const choices: readonly Choice[] = [
  { label: 'Allow once', keys: '\r', means: 'allow' },
  { label: 'Allow always, until it is started again', keys: '\x1b[C\r\r', means: 'allow-always' },
  { label: 'Reject', keys: '\x1b', means: 'deny' },
];

const permissionOf = ({ permission, patterns, metadata }: Fields): Question => {
  const tool = textOf(permission).slice(0, 200);
  const { command, filepath, diff } = fieldsOf(metadata);
  const named = textOf(command) || textOf(filepath) || listOf(patterns).map(textOf).join('\n');
  const detail = [named, textOf(diff)].filter(Boolean).join('\n').slice(0, 8000);
  return { text: `Permission required: ${tool}`, kind: 'permission', tool, detail, choices: [...choices] };
};

/** One question is answered by its choice's number; several stand behind each other, and are answered there. */
const questionOf = ({ questions }: Fields): Question => {
  const asked = listOf(questions).map(fieldsOf);
  const [only] = asked.length === 1 && asked[0]?.multiple !== true ? asked : [];
  const texts = asked.map(({ question }) => textOf(question));
  return {
    text: (texts[0] || 'It asks a question.').slice(0, 4000),
    kind: 'question',
    detail: texts.join('\n').slice(0, 8000),
    choices: listOf(only?.options)
      .slice(0, 9)
      .map((option, index) => ({
        label: textOf(fieldsOf(option).label).slice(0, 200),
        keys: String(index + 1),
      })),
  };
};
