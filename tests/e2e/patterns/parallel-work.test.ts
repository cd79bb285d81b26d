import { expect, test } from '../../support/pattern-crew.ts';
import { executeTasks, livingSpecialists, workUntilFinished } from '../../support/pattern-work.ts';

test('ten tasks on a limit of three', async ({ crew }) => {
  const [, manager = ''] = await crew.hire({ managers: 1 });
  const titles = Array.from({ length: 10 }, (_, at) => `piece ${at + 1}`);
  const tasks = await executeTasks(crew, manager, titles, { limit: 3 });

  const seen: number[] = [];
  const batch = await workUntilFinished(
    crew,
    'batch_1',
    ({ id, assignee, title }) =>
      crew.as(assignee ?? '').must('completeTask', { task: id, summary: `${title} by ${assignee}` }),
    async () => {
      const { programs, panes } = await livingSpecialists(crew);
      seen.push(programs);
      expect(programs).toBeLessThanOrEqual(3);
      expect(panes).toBeLessThanOrEqual(3);
    },
  );
  // As the machine had it, and as the log has it, between any two looks.
  expect(Math.max(...seen)).toBe(3);
  const atWork = new Set<string>();
  for (const { kind, data } of await crew.events(['task.assigned', 'task.completed'])) {
    if (kind === 'task.assigned') atWork.add(data.task);
    else atWork.delete(data.task);
    expect(atWork.size).toBeLessThanOrEqual(3);
  }
  expect(await crew.events(['instance.spawned'])).toHaveLength(2 + 3);

  expect(batch.items.map(({ task, outcome }) => [task, outcome])).toEqual(tasks.map((id) => [id, 'done']));
  for (const { title, summary, assignee } of batch.items) expect(summary).toBe(`${title} by ${assignee}`);
  await crew.shown(manager, 'batch_1 has finished: 10 of 10 done.');
});

test('a failing task is retried and then reported', async ({ crew }) => {
  const [, manager = ''] = await crew.hire({ managers: 1 });
  const titles = ['a good one', 'a hopeless one'];
  const [good = '', hopeless = ''] = await executeTasks(crew, manager, titles, { limit: 2, retries: 1 });
  const batch = await workUntilFinished(crew, 'batch_1', ({ id, assignee, attempts }) => {
    const its = crew.as(assignee ?? '');
    return id === good
      ? its.must('completeTask', { task: id, summary: 'it works' })
      : its.must('updateTask', { task: id, state: 'failed', reason: `no database, try ${attempts}` });
  });
  expect(batch.items).toMatchObject([
    { task: good, outcome: 'done', attempts: 1, retries: 0 },
    { task: hopeless, outcome: 'failed', attempts: 2, retries: 1, reason: 'no database, try 2' },
  ]);
  const retried = await crew.event('batch.retried');
  expect(retried).toMatchObject({ data: { task: hopeless, retry: 1, reason: 'no database, try 1' } });
  const given = await crew.events(['task.assigned']);
  const [, again] = given.filter(({ data }) => data.task === hopeless);
  expect(again?.at).toBeGreaterThanOrEqual(retried.data.retryAt);

  // Who takes it up again is told why it failed before; the manager is told that it is given up, and of both in the end.
  const messages = (await crew.view()).messages.flat();
  const text = messages.find(({ id }) => id === again?.data.message)?.preview;
  expect(text).toContain('no database, try 1');
  const gaveUp = messages.find(({ to, preview }) => to === manager && preview.includes('is not tried again'));
  expect(gaveUp?.preview).toContain('failed after 2 tries, and is not tried again: no database, try 2');
  expect(await crew.message(gaveUp?.id ?? '')).toMatchObject({ from: 'tutti', state: 'accepted' });
  await crew.shown(manager, 'batch_1 has finished: 1 of 2 done, 1 failed.');
});
