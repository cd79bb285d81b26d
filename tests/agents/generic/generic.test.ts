import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { expect, onTestFinished, test } from 'vitest';
import { done, eventually, HeadlessWorld, instancesOf, untilStates } from '../../support/headless-host.ts';

/** Any program that reads lines: told to confirm it does so by the command, anything else it repeats. */
const program = `
import { createInterface } from 'node:readline';
import { execFile } from 'node:child_process';
for await (const line of createInterface({ input: process.stdin })) {
  if (/you have not confirmed yet/.test(line)) execFile('tutti', ['confirm', process.env.TUTTI_NONCE]);
  else if (/^report /.test(line)) execFile('tutti', JSON.parse(line.slice('report '.length)));
  else process.stdout.write('heard ' + line + '\\n');
}`;

test('any command-line agent confirms by the command in its PATH, and takes messages', async () => {
  const world = new HeadlessWorld();
  onTestFinished(() => world.end());
  const file = join(world.folder, 'agent.mjs');
  writeFileSync(file, program);
  await world.serve([], { env: { AGENT_COMMAND: `${process.execPath} ${file}` } });
  const client = await world.connect();
  const spec = { profile: 'generic', role: 'specialist', task: 'To listen' } as const;
  const { id } = done(await client.call('instances.spawn', spec));
  await untilStates(client, ['ready'], [id]);
  const sent = done(await client.call('messages.send', { to: id, text: 'good morning' }));
  const taken = await eventually('it is taken', async () => {
    const now = done(await client.call('messages.get', { message: sent.id }));
    return now.state === 'accepted' && now;
  });
  expect(taken.witness).toBe('screen');

  const type = async (...words: string[]): Promise<void> => {
    const bytes = new TextEncoder().encode(`report ${JSON.stringify(words)}\r`);
    done(await client.call('instances.type', { id, bytes }));
  };
  const until = (what: string, fits: (now: Instance) => boolean) =>
    eventually(what, async () => (await instancesOf(client)).find((one) => one.id === id && fits(one)));
  await type('progress', 'Half of it', '--percent', '50');
  await until('it has reported', ({ progress }) => progress?.percent === 50);
  await type('blocker', 'Which of the two?');
  await until(
    'it is blocked',
    ({ state, blocker }) => state === 'blocked' && blocker === 'Which of the two?',
  );

  const { cwd } = done(await client.call('instances.restart', { id }));
  const told = readFileSync(join(cwd, 'AGENTS.md'), 'utf8');
  expect(told).toContain('tutti inbox');
  expect(told).toContain('You reported 50 %: Half of it');
  expect(told).toContain('msg_1 from person (accepted): good morning');
  await untilStates(client, ['ready'], [id]);
  done(await client.call('instances.terminate', { id }));
  expect((await instancesOf(client))[0]?.state).toBe('terminated');
  await eventually('nothing is left', () => world.marked().length === 0);
});
