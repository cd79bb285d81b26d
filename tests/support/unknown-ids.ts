import { tools } from '../../src-main/adapters/mcp/tools.ts';

const nobody = 'spec_1_99';
export const somePart = { name: 'api', goal: 'Endpoints' };
const own = { task: 'task_1', summary: 'Done.' };

/**
 * A call with one id that there is not, by tool and the field that has it. They are exec_1's, who has spec_1_1 below it, a plan of
 * `somePart` and task_1.
 */
export const unknownIdCalls: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'spawn parent': { profile: 'rehearsal', role: 'specialist', parent: 'mgr_1_99' },
  'spawn profile': { profile: 'nobody', role: 'specialist' },
  'spawn part': { profile: 'rehearsal', role: 'specialist', part: 'docs' },
  'terminate id': { id: nobody },
  'shutdown id': { id: nobody, seconds: 0 },
  'restart id': { id: nobody },
  'read id': { id: nobody },
  'getProgress id': { id: nobody },
  'escalate id': { id: nobody },
  'listChanges id': { id: nobody },
  'planProject parts.manager': { goal: 'Log in', parts: [somePart, { name: 'pages', manager: 'mgr_1_99' }] },
  'planProject parts.dependencies': {
    goal: 'Log in',
    parts: [somePart, { name: 'pages', dependencies: ['docs'] }],
  },
  'assignPart part': { part: 'docs', manager: null },
  'assignPart manager': { part: 'api', manager: 'mgr_1_99' },
  'complete part': { part: 'docs', summary: 'Done.' },
  'createTasks tasks.part': { tasks: [{ title: 'a', part: 'docs' }] },
  'createTasks tasks.dependencies': { tasks: [{ title: 'a', dependencies: ['task_99'] }] },
  'splitWork tasks': { tasks: ['task_99'] },
  'assign task': { task: 'task_99', to: 'spec_1_1' },
  'assign to': { task: 'task_1', to: nobody },
  'distributeWork tasks': { tasks: ['task_99'] },
  'distributeWork to': { to: [nobody] },
  'review task': { task: 'task_99', accept: true },
  'cancelTask task': { task: 'task_99' },
  'claimTask task': { task: 'task_99' },
  'completeTask task': { ...own, task: 'task_99' },
  'completeTask commits': { ...own, commits: ['0000000'] },
  'updateTask task': { task: 'task_99', title: 'b' },
  'updateTask part': { task: 'task_1', part: 'docs' },
  'updateTask dependencies': { task: 'task_1', dependencies: ['task_99'] },
  'getGitBranch id': { id: nobody },
  'mergeBranch id': { id: nobody },
  'integrateWork id': { id: nobody },
  'retryMerge merge': { merge: 'merge_99' },
  'getConflict merge': { merge: 'merge_99' },
  'resolveConflict merge': { merge: 'merge_99' },
  'handConflict merge': { merge: 'merge_99' },
  'declineConflict merge': { merge: 'merge_99' },
  'cancelMerge merge': { merge: 'merge_99' },
  'listTasks tasks': { tasks: ['task_99'] },
  'listTasks part': { part: 'docs' },
  'listTasks assignee': { assignee: nobody },
  'executeParallel tasks': { tasks: ['task_99'] },
  'executeParallel parent': { tasks: ['task_1'], parent: 'mgr_1_99' },
  'executeParallel profile': { tasks: ['task_1'], profile: 'nobody' },
  'getParallelStatus batch': { batch: 'batch_99' },
  'cancelParallel batch': { batch: 'batch_99' },
  'sendMessage to': { to: nobody, text: 'hello' },
  'sendMessage replyTo': { to: 'spec_1_1', text: 'hello', replyTo: 'msg_99999' },
  'readMessages from': { from: [nobody] },
  'readMessages replyTo': { replyTo: 'msg_99999' },
  'subscribe from': { kinds: ['task'], from: [nobody] },
  'unsubscribe subscription': { subscription: 'sub_99' },
  'unlockFiles token': { token: 99_999 },
  'unlockFiles lock': { lock: 'lock_99' },
  'recordDecision replaces': { title: 'a', text: 'b', replaces: 'dec_99' },
  'getKnowledge key': { key: 'nothing/here' },
  'forgetKnowledge key': { key: 'nothing/here' },
  'analyzeRun run': { run: 99 },
  'searchRuns run': { run: 99, text: 'x' },
  'searchRuns instance': { text: 'x', instance: nobody },
  'compareRuns left': { left: 99, right: 1 },
  'compareRuns right': { left: 1, right: 99 },
  'whyFailed run': { run: 99 },
  'whyFailed task': { task: 'task_99' },
  'whyFailed instance': { instance: nobody },
  'whyFailed merge': { merge: 'merge_99' },
};

/** What an error about one of these names: each call has one of these. */
export const unknownName = /_99|\b9+\b|nobody|docs|nothing\/here|0000000/;

/** How ids are written: what has one of these for a pattern names something that must be there. */
const idPattern = /^\^(?:\(exec\||(?:msg|task|batch|lock|sub|dec)_)/;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The fields of a tool's arguments that have an id, as `parts.manager`. */
const idFields = (node: unknown, path: readonly string[] = []): string[] => {
  if (!isObject(node)) return [];
  if (typeof node.pattern === 'string' && idPattern.test(node.pattern)) return [path.join('.')];
  const { properties, items, anyOf } = node;
  return [
    ...Object.entries(isObject(properties) ? properties : {}).flatMap(([name, one]) =>
      idFields(one, [...path, name]),
    ),
    ...idFields(items, path),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((one) => idFields(one, path)) : []),
  ];
};

const executive = { kind: 'instance', id: 'exec_1', run: 1, door: 'mcp' } as const;
/** All fields of all tools that have an id, as `assign to`. */
export const allIdFields = tools.flatMap((tool) =>
  idFields(tool.listing(executive).inputSchema).map((field) => `${tool.name} ${field}`),
);

/** `tasks.0.part` without its places. */
export const withoutPlaces = (field = ''): string => field.replaceAll(/\.\d+/g, '');
