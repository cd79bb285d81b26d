import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { type NoteServer, startNoteServer } from '../../support/agent-clis/start-note-server.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { type CodexWorld, confirming, openCodexWorld } from './codex-world.ts';
import { plot } from './plot.ts';

describeAgent('codex', () => {
  let codex: CodexWorld;
  let id: string;

  let notes: NoteServer;

  beforeAll(async () => {
    notes = await startNoteServer('desk', 'a-token');
    codex = await openCodexWorld(confirming(plot), { mcp: notes.place });
    ({ id } = await codex.spawn());
  });
  afterAll(async () => {
    await codex.end();
    await notes.stop();
  });

  const asked = () =>
    codex.until(
      id,
      'waiting with a question',
      ({ state, question }) => state === 'waiting' && question !== null,
    );
  const ready = () => codex.until(id, 'ready', ({ state }) => state === 'ready');
  const answer = async ({ since }: Instance, choice: number): Promise<void> => {
    done(await codex.client.call('instances.answer', { id, asked: since, choice }));
  };
  const type = async (bytes: string): Promise<void> => {
    done(await codex.client.call('instances.type', { id, bytes: new TextEncoder().encode(bytes) }));
  };
  const outside = (name: string) => join(codex.world.folder, name);

  test('it is busy while it works and ready after it, by its own hooks', async () => {
    await codex.send(id, 'run: sleep 1; echo slept');
    const busy = await codex.until(
      id,
      'busy with a tool',
      ({ state, tool }) => state === 'busy' && tool !== null,
    );
    expect(busy).toMatchObject({ witness: 'hook', tool: { tool: 'Bash', summary: 'sleep 1; echo slept' } });
    expect(await ready()).toMatchObject({ witness: 'hook', tool: null });
  });

  describe('a permission', () => {
    test('is asked with the command and the choices, and answered by a key', async () => {
      const file = outside('allowed.txt');
      await codex.send(id, `ask: touch '${file}'`);
      const question = await asked();
      expect(question).toMatchObject({
        witness: 'hook',
        question: {
          kind: 'permission',
          tool: 'Bash',
          detail: `touch '${file}'`,
          choices: [{ means: 'allow' }, { means: 'allow-always' }, { means: 'deny' }],
        },
      });
      expect(existsSync(file)).toBe(false);
      await answer(question, 0);
      await ready();
      expect(existsSync(file)).toBe(true);
    });

    test('for good is not asked again', async () => {
      const file = outside('always.txt');
      await codex.send(id, `ask: touch '${file}'`);
      await answer(await asked(), 1);
      await ready();
      await codex.say(id, `ask: touch '${file}'`);
      expect(await codex.instance(id)).toMatchObject({ state: 'ready' });
    });

    test('for a command of several lines offers no "always", as its dialog does', async () => {
      await codex.send(id, 'ask: cat <<X\nhello\nX\n');
      const question = await asked();
      expect(question.question?.choices.map(({ means }) => means)).toEqual(['allow', 'deny']);
      expect(await codex.screen(id)).toContain('2. No, and tell Codex');
      await answer(question, 1);
      expect(await ready()).toMatchObject({ reason: 'interrupted' });
    });

    test('for a patch names its files', async () => {
      const file = `/var/tmp/tutti-codex-${process.pid}.txt`; // all of /tmp is inside its sandbox
      onTestFinished(() => rmSync(file, { force: true }));
      await codex.send(id, `write: ${file}`);
      const question = await asked();
      expect(question.question).toMatchObject({ tool: 'apply_patch', subject: file });
      await answer(question, 0);
      await ready();
      expect(existsSync(file)).toBe(true);
    });

    test("for another MCP server's tool is answered by its number", async () => {
      await codex.send(id, 'tool: mcp__desk/note {"text":"no"}');
      const denied = await asked();
      expect(denied.question).toMatchObject({ tool: 'mcp__desk__note', detail: '{"text":"no"}' });
      await answer(denied, 2);
      await ready();
      await codex.send(id, 'tool: mcp__desk/note {"text":"yes"}');
      await answer(await asked(), 0);
      await ready();
      expect(notes.notes).toEqual(['yes']);
    });

    test('is given by a rule of the person at once', async () => {
      const file = outside('ruled.txt');
      const terms = { about: 'permission' as const, profile: null, run: null, instance: null, tool: 'Bash' };
      const rule = { ...terms, effect: 'allow' as const, subject: `touch '${file}'` };
      done(await codex.client.call('rules.add', rule));
      await codex.say(id, `ask: touch '${file}'`);
      expect(existsSync(file)).toBe(true);
    });
  });

  test('a sub-agent takes neither its state nor its conversation', async () => {
    const { session } = await codex.instance(id);
    await codex.say(id, 'tool: multi_agent_v1/spawn_agent {"message":"think: 700","agent_type":"default"}');
    await codex.api.exchanges.ended('the sub-agent', ({ request }) => request.lastUserText === 'think: 700');
    await codex.say(id, 'go on');
    expect(await codex.instance(id)).toMatchObject({ state: 'ready', session });
  });

  test('Esc ends its turn: it is ready, and says that it was interrupted', async () => {
    await codex.send(id, 'hang: on');
    await codex.until(id, 'busy', ({ state }) => state === 'busy');
    // What its screen shows may be left of the turn before: an Esc that comes before its own has begun ends nothing.
    await codex.api.exchanges.arrived('its question', ({ request }) => request.newText.includes('hang: on'));
    await eventually('it works', async () => (await codex.screen(id)).includes('esc to interrupt'));
    await type('\x1b');
    const { reason } = await ready();
    // Its record tells, and its title: on a busy machine now the one is first, now the other.
    expect(reason).toMatch(/^(interrupted$|its title says)/);
    await codex.say(id, 'and on');
  });

  test.each([
    [400, 'error'],
    [429, 'rate'],
  ] as const)(
    'an answer of %i from the API ends its turn with a limit of the kind %s',
    async (code, kind) => {
      await codex.say(id, `fail: ${code}`);
      expect(await codex.until(id, 'limited', ({ limit }) => limit !== null)).toMatchObject({
        state: 'ready',
        limit: { kind },
      });
      await codex.say(id, 'better');
      await codex.until(id, 'unlimited', ({ limit }) => limit === null);
    },
  );

  test('while it tries again it is busy, and why is told', async () => {
    await codex.send(id, 'fail: 503');
    await codex.until(id, 'held up', ({ state, limit }) => state === 'busy' && limit?.kind === 'overloaded');
    expect(await ready()).toMatchObject({ limit: { kind: 'overloaded' } });
    await codex.say(id, 'better');
    await codex.until(id, 'unlimited', ({ limit }) => limit === null);
  });

  test('killed it is crashed, and a restart goes on with the same conversation', async () => {
    await codex.say(id, 'remember the heron');
    const before = await codex.instance(id);
    process.kill(before.pid ?? 0, 'SIGKILL');
    await codex.until(id, 'crashed', ({ state }) => state === 'crashed');
    done(await codex.client.call('instances.restart', { id }));
    await codex.until(id, 'at rest', ({ state, witness }) => state === 'ready' && witness !== 'tool');
    await codex.say(id, 'what was it');
    const last = codex.api.exchanges.all.filter(({ request }) => request.kind === 'main').at(-1);
    expect(JSON.stringify(last?.request.turns)).toContain('remember the heron');
    expect((await codex.instance(id)).session).toEqual(before.session);
  });
});
