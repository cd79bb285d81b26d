import { tools } from '../../../src-main/adapters/mcp/tools.ts';
import { expect, test } from '../../support/pattern-crew.ts';

const nobody = 'spec_1_99';
const part = { name: 'api', goal: 'Endpoints' };
const own = { task: 'task_1', summary: 'Done.' };

/** A call with one id that there is not, by tool and the field that has it. */
const calls: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
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
  'planProject parts.manager': { goal: 'Log in', parts: [part, { name: 'pages', manager: 'mgr_1_99' }] },
  'planProject parts.dependencies': {
    goal: 'Log in',
    parts: [part, { name: 'pages', dependencies: ['docs'] }],
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
};

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
const allIdFields = tools.flatMap((tool) =>
  idFields(tool.listing(executive).inputSchema).map((field) => `${tool.name} ${field}`),
);

/** `tasks.0.part` without its places. */
const withoutPlaces = (field = ''): string => field.replaceAll(/\.\d+/g, '');

test('unknown ids: every tool that takes one says which field is wrong, and nothing changes', async ({
  crew,
}) => {
  expect(allIdFields.filter((name) => !(name in calls))).toEqual([]);
  await crew.spawn('executive');
  await crew.spawn('specialist', { parent: 'exec_1' });
  await crew.state(['exec_1', 'spec_1_1'], 'ready');
  const me = crew.as('exec_1');
  await me.must('planProject', { goal: 'Log in', parts: [part] });
  await me.must('createTasks', { tasks: [{ title: 'One' }] });
  const { seq } = await crew.view();
  for (const [name, args] of Object.entries(calls)) {
    const [tool = '', field = ''] = name.split(' ');
    const answer = await me.call(tool, args);
    if (answer.ok) throw new Error(`${name} was taken`);
    const { code, message, remedy } = answer.error;
    expect.soft(withoutPlaces(answer.error.field), name).toBe(field);
    expect.soft(['not_found', 'bad_input', 'profile_unknown'], name).toContain(code);
    expect.soft(message, name).toMatch(/_99|\b9+\b|nobody|docs|nothing\/here|0000000/);
    expect.soft(remedy, name).not.toBe('');
  }
  for (const name of allIdFields.filter((one) => !one.includes('.'))) {
    const [tool = '', field = ''] = name.split(' ');
    const written = calls[name]?.[field];
    const answer = await me.call(tool, {
      ...calls[name],
      [field]: Array.isArray(written) ? ['no id'] : 'no id',
    });
    expect.soft(answer, name).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    if (!answer.ok) expect.soft(withoutPlaces(answer.error.field), name).toBe(field);
  }
  expect((await crew.events(undefined, seq)).filter(({ actor }) => actor.kind === 'instance')).toEqual([]);
});
