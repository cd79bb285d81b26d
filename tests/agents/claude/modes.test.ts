import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InstanceState } from '@contract/states.ts';
import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { text, toolCall } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { ClaudeWorld } from './claude-world.ts';

/** After a message, once: then its tool's results are answered by a text. */
const once =
  (act: Script): Script =>
  (request, context) =>
    request.toolResults.length === 0 || request.newText !== '' ? act(request, context) : text('done');

const write = (file: string): Script =>
  once(() => toolCall('Write', { file_path: file, content: 'written\n' }));

/** Every state that an instance has been in. */
const statesOf = async (world: ClaudeWorld, id: string): Promise<InstanceState[]> => {
  const client = await world.client();
  const events = done(
    await client.call('events.list', { instance: id, kinds: ['instance.changed'], limit: 500 }),
  );
  return events.flatMap((event) => (event.kind === 'instance.changed' ? [event.data.to] : []));
};

const readyAgain = async (world: ClaudeWorld, id: string, message: string): Promise<void> => {
  const sent = await world.send(id, message);
  expect(await world.settled(sent)).toMatchObject({ state: 'accepted' });
  await world.until(id, 'has used its tool and rests', (now) => now.state === 'ready' && now.tool === null);
};

describeAgent('claude', () => {
  test('acceptEdits: a file is written without a question; a command is still asked for', async () => {
    const world = await ClaudeWorld.forTest();
    const { id, cwd } = await world.spawn('Wait for messages.', 'claude', { permissions: 'acceptEdits' });
    const ready = await world.untilState(id, 'ready');
    expect(ready.mode).toMatchObject({ name: 'acceptEdits', dangerous: false });
    const file = join(cwd, 'edited.txt');
    world.play(write(file));
    await readyAgain(world, id, 'Write it.');
    await eventually('the file is there', () => existsSync(file));
    expect(await statesOf(world, id)).not.toContain('waiting');
    world.play(once((request) => handsOf(request).shell('curl -s http://127.0.0.1:9/')));
    await world.send(id, 'Run it.');
    const asking = await world.untilState(id, 'waiting');
    expect(asking.question).toMatchObject({ kind: 'permission', tool: 'Bash' });
  });

  test('the usual mode: a file is asked for', async () => {
    const world = await ClaudeWorld.forTest();
    const { id, cwd, mode } = await world.spawn();
    expect(mode).toMatchObject({ name: 'default' });
    await world.untilState(id, 'ready');
    world.play(write(join(cwd, 'edited.txt')));
    await world.send(id, 'Write it.');
    expect((await world.untilState(id, 'waiting')).question).toMatchObject({
      kind: 'permission',
      tool: 'Write',
    });
  });

  test('bypassPermissions: its dialog is answered by the same yes, and nothing is asked; a model is given', async () => {
    // As root it starts so only where it is told that this is a sandbox.
    const world = await ClaudeWorld.forTest({ env: { IS_SANDBOX: '1' } });
    const { id, cwd } = await world.spawn('Wait for messages.', 'claude', {
      permissions: 'bypassPermissions',
      dangerous: true,
      model: 'haiku',
    });
    const ready = await world.untilState(id, 'ready');
    expect(ready).toMatchObject({ mode: { name: 'bypassPermissions', dangerous: true }, model: 'haiku' });
    const client = await world.client();
    const answered = done(await client.call('events.list', { instance: id, kinds: ['instance.answered'] }));
    expect(answered.map(({ data, actor }) => ({ data, actor }))).toMatchObject([
      { data: { answer: 'Yes, I accept', rule: null, mode: 'bypassPermissions' }, actor: { kind: 'tutti' } },
    ]);
    const file = join(cwd, 'made-it');
    world.play(once((request) => handsOf(request).shell(`touch ${JSON.stringify(file)}`)));
    await readyAgain(world, id, 'Make it.');
    await eventually('the file is there', () => existsSync(file));
    const states = await statesOf(world, id);
    // The dialog of its start alone, which was answered.
    expect(states.filter((state) => state === 'waiting')).toHaveLength(1);
    expect(world.api.exchanges.all.at(-1)?.request.model).toContain('haiku');
  });

  test('a home of its own: the login comes along, nothing is left in the person’s, and it ends with the instance', async () => {
    const world = await ClaudeWorld.forTest();
    const profiles = join(world.world.env.XDG_CONFIG_HOME ?? '', 'tutti', 'profiles');
    mkdirSync(profiles, { recursive: true });
    const own = 'name: claude-apart\nextends: claude\nhome: { by: instance, login: copied }\n';
    writeFileSync(join(profiles, 'claude-apart.yaml'), own);
    const persons = join(world.home.folder, '.claude');
    mkdirSync(persons, { recursive: true });
    writeFileSync(join(persons, '.credentials.json'), '{}', { mode: 0o600 });
    const client = await world.client();
    const terms = {
      effect: 'allow',
      about: 'dialog',
      profile: 'claude-apart',
      tool: 'trust',
      run: null,
    } as const;
    done(await client.call('rules.add', terms));
    const { id, pid } = await world.spawn('Wait for messages.', 'claude-apart');
    const ready = await world.until(id, 'rests', (now) => now.state === 'ready' && now.session !== null);
    const home = world.world.environmentOf(pid ?? 0).CLAUDE_CONFIG_DIR ?? '';
    expect(home).toContain(join('homes', String(ready.run), id));
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, '.credentials.json')).mode & 0o777).toBe(0o600);
    // Its conversation and its status are found there: both witnesses read its own home.
    expect(ready.session?.transcript).toContain(home);
    await eventually('its status file is there', () => existsSync(join(home, 'sessions', `${pid}.json`)));
    expect(readdirSync(persons)).toEqual(['.credentials.json']);
    done(await client.call('instances.terminate', { id }));
    expect(existsSync(home)).toBe(false);
    expect(readdirSync(dirname(home))).toEqual([]);
  });
});
