import { progressOfRunSchema } from '@contract/progress.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HeadlessWorld, type ServedHost } from '../../support/headless-host.ts';

let world: HeadlessWorld;
let host: ServedHost;
beforeAll(async () => {
  world = new HeadlessWorld();
  host = await world.serve();
}, 60_000);
afterAll(() => world.end(), 60_000);

const ask = (token: string | null): Promise<Response> =>
  fetch(new URL('/api/orchestration-status', host.ready.url), {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });

test('a real host tells a program how its run goes, as tutti progress does, and nobody without the token', async () => {
  await world.json(['spawn', '--profile', 'shell', '--role', 'executive', '--task', 'Lead']);
  const answer = await ask(host.ready.token);
  expect(answer.status).toBe(200);
  const told = progressOfRunSchema.parse(await answer.json());
  expect(told).toMatchObject({ run: { run: 1, title: 'Lead' }, summary: { total: 1, active: 1 } });
  const printed = progressOfRunSchema.parse(await world.json(['progress']));
  expect({ ...printed, timestamp: 0, progress: null, instances: null, hierarchy: null }).toEqual({
    ...told,
    timestamp: 0,
    progress: null,
    instances: null,
    hierarchy: null,
  });
  expect((await ask(null)).status).toBe(401);
  expect((await ask('not the token')).status).toBe(401);
});
