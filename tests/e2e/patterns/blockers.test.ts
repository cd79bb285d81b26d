import { needOf } from '@contract/attention.ts';
import { expect, type PatternCrew, test } from '../../support/pattern-crew.ts';

/** Those that are in the person's queue, and why. */
const attention = async (crew: PatternCrew): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.values((await crew.view()).instances).flatMap((instance) => {
      const need = needOf(instance);
      return need === null ? [] : [[instance.id, need]];
    }),
  );

/** Waits until an instance has been told something, and rests again: what comes to one that is blocked ends its blocker. */
const hasTaken = async (crew: PatternCrew, id: string, words: string): Promise<void> => {
  const told = await crew.event('message.stored', ({ data }) => data.to === id && data.text.includes(words));
  const { seq } = await crew.event('message.accepted', ({ data }) => data.message === told.data.message);
  await crew.event('instance.changed', (event) => {
    return event.seq > seq && event.data.id === id && event.data.to === 'ready';
  });
};

test('a blocker climbs from the parent to the person', async ({ crew }) => {
  const [, manager = '', first = '', second = ''] = await crew.hire({ managers: 1, specialists: 2 });
  const blocker = { kind: 'decision', blocker: 'Tabs or spaces?', needs: 'a word of yours' };
  await crew.as(first).must('reportBlocker', blocker);
  // The parent is asked first.
  await crew.shown(manager, 'Tabs or spaces?');
  expect((await crew.instance(first)).blockage).toMatchObject({ with: manager, climbed: null });
  expect(await attention(crew)).toEqual({});

  await crew.as(manager).must('escalate', { id: first, reason: 'I have no taste' });
  expect(await crew.event('blocker.climbed')).toMatchObject({
    data: { id: first, parent: manager, why: 'declined' },
  });
  expect(await attention(crew)).toEqual({ [first]: 'blocker' });
  const { blockage } = await crew.instance(first);
  expect(blockage).toMatchObject({ with: 'person', kind: 'decision', needs: 'a word of yours' });
  expect(blockage?.climbed).toContain('I have no taste');

  // And by itself from a parent that can't help, as it is blocked, too.
  await crew.as(second).must('reportBlocker', { blocker: 'No access to the registry', kind: 'access' });
  expect(await attention(crew)).toEqual({ [first]: 'blocker' });
  await hasTaken(crew, manager, 'No access to the registry');
  await crew.as(manager).must('reportBlocker', { blocker: 'No access either', kind: 'access' });
  await crew.event('blocker.climbed', ({ data }) => data.id === second && data.why === 'blocked');
  // The manager's own is its executive's.
  expect((await crew.instance(manager)).blockage).toMatchObject({ with: 'exec_1' });
  expect(await attention(crew)).toEqual({ [first]: 'blocker', [second]: 'blocker' });

  const answer = await crew.send(first, '/echo Spaces, two of them.');
  expect((await crew.message(answer)).state).toBe('accepted');
  await crew.shown(first, '‹ Spaces, two of them.');
  await crew.state(first, 'ready');
  expect(await attention(crew)).toEqual({ [second]: 'blocker' });
});
