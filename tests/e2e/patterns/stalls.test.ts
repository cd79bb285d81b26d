import { eventually, expect, type PatternCrew, test } from '../../support/pattern-crew.ts';

const stalledSeconds = 1;

const stallsOf = async (crew: PatternCrew, of: string) =>
  (await crew.events(['instance.changed'])).filter(({ data: { id, to } }) => id === of && to === 'stalled');

const lastSign = async (crew: PatternCrew, id: string): Promise<number> => {
  const { ok, ...answer } = await crew.client.call('progress.get', { id });
  if (!ok || !('value' in answer)) throw new Error(`no progress of ${id}`);
  return answer.value.instance.own.lastSign ?? 0;
};

/** The next sign of life that is later than `after`. */
const nextSign = (crew: PatternCrew, id: string, after: number): Promise<number> =>
  eventually(`${id} shows life`, async () => {
    const at = await lastSign(crew, id);
    return at > after && at;
  });

test('a healthy long job is not called stalled, a silent agent is', async ({ crew }) => {
  const profile = crew.script('impatient', [], { stalledSeconds });
  const works = await crew.spawn('specialist', { profile });
  const hangs = await crew.spawn('specialist', { profile });
  await crew.state([works, hangs], 'ready');
  const before = new Set(crew.world.marked());
  const job = await crew.send(works, '/compile 3');
  const burners = await eventually('it compiles', () => {
    const begun = crew.world.marked().filter((pid) => !before.has(pid));
    return begun.length === 3 && begun;
  });
  expect((await crew.message(job)).state).toBe('accepted');
  await crew.message(await crew.send(hangs, '/hang'));
  const [silent] = await crew.state(hangs, 'stalled');
  expect(silent?.reason).toBe('no sign of life for 1 s');

  // Nothing is said, so a sign of life that comes after all of that patience can only be the work of its processes.
  await nextSign(crew, works, silent?.since ?? Number.POSITIVE_INFINITY);
  expect(await stallsOf(crew, works)).toEqual([]);
  expect((await crew.instance(works)).state).toBe('busy');
  // It ignores a milder signal for 3 s.
  process.kill(await crew.pid(hangs), 'SIGKILL');
  for (const pid of burners) process.kill(pid);
  await crew.shown(works, 'compiled');
  await crew.state(works, 'ready');
  expect(await stallsOf(crew, works)).toEqual([]);
});
