import { eventually, expect, test } from '../../support/pattern-crew.ts';

test('a parent is killed: its children keep working, and it resumes under its id with its unread messages', async ({
  crew,
}) => {
  await crew.settings({ recovery: { restart: 'crashed' } });
  const [, manager = '', first = '', second = ''] = await crew.hire({ managers: 1, specialists: 2 });
  const before = await Promise.all([first, second].map((id) => crew.instance(id)));
  process.kill(await crew.pid(manager), 'SIGKILL');
  await crew.event('instance.changed', ({ data }) => data.id === manager && data.to === 'crashed');

  // Its children go on meanwhile: one is told something, both tell it something.
  const work = await crew.send(first, '/echo goes on');
  const reports = await Promise.all(
    [first, second].map((id) =>
      crew.as(id).must<{ id: string }>('sendMessage', { to: manager, text: `/echo half of ${id}` }),
    ),
  );
  expect((await crew.message(work)).state).toBe('accepted');
  await crew.shown(first, 'goes on');

  await eventually('it is there again', async () => {
    const { state, incarnation } = await crew.instance(manager);
    return state === 'ready' && incarnation === 2;
  });
  expect(await crew.instance(manager)).toMatchObject({ id: manager, parent: 'exec_1' });
  for (const { id } of reports) expect(await crew.message(id)).toMatchObject({ state: 'accepted' });
  for (const id of [first, second]) await crew.shown(manager, `half of ${id}`);

  for (const { id, pid, pane, cwd } of before)
    expect(await crew.instance(id)).toMatchObject({ incarnation: 1, parent: manager, pid, pane, cwd });
  const answer = await crew
    .as(manager)
    .must<{ id: string }>('sendMessage', { to: second, text: '/echo thanks' });
  expect((await crew.message(answer.id)).state).toBe('accepted');
});
