import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { claudeTools } from '../../support/model-api/claude-tools.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { delay, hang, status, text, toolCall } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { ClaudeWorld } from './claude-world.ts';

const escapeKey = '\u001b';

/** After a message, once: then its tool's results are answered by a text. */
const once =
  (act: Script): Script =>
  (request, context) =>
    request.toolResults.length === 0 || request.newText !== '' ? act(request, context) : text('done');

describeAgent('claude', () => {
  test('a permission is asked for as a question with its choices; a key answers it, and work goes on', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady();
    world.play(once((request) => handsOf(request).shell('touch made-it; sleep 1')));
    const sent = await world.send(id, 'Make it.');
    const asking = await world.untilState(id, 'waiting');
    expect(asking.question).toMatchObject({
      kind: 'permission',
      tool: 'Bash',
      choices: [
        { label: 'Yes', keys: '1', means: 'allow' },
        { keys: '2', means: 'allow-always' },
        { keys: escapeKey, means: 'deny' },
      ],
    });
    expect(asking.question?.detail).toContain('touch made-it');
    expect(asking.tool).toMatchObject({ tool: 'Bash', status: 'started', summary: 'touch made-it; sleep 1' });
    await world.type(id, '1');
    await world.until(id, 'works on', (now) => now.state === 'busy');
    const after = await world.untilState(id, 'ready');
    expect(after).toMatchObject({ witness: 'hook', question: null, tool: null });
    expect(await world.settled(sent)).toMatchObject({ state: 'accepted', witness: 'hook' });

    const client = await world.client();
    const transcript = async (around: string) =>
      done(await client.call('instances.transcript', { id, around }));
    const { entries, found } = await transcript(asking.tool?.call ?? '');
    expect(entries.find(({ index }) => index === found?.index)).toMatchObject({
      kind: 'tool',
      tool: 'Bash',
      summary: 'touch made-it; sleep 1',
    });
    const taken = await transcript(sent);
    const prompt = taken.entries.find(({ index }) => index === taken.found?.index);
    expect(prompt).toMatchObject({ kind: 'prompt', text: expect.stringContaining('Make it.') });
  });

  test('a question of its own and a plan are told as what they are, and Esc ends them', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady();
    const colours = [
      { label: 'Red', description: 'warm' },
      { label: 'Blue', description: 'cold' },
    ];
    world.play(once(() => claudeTools.askUser('Which colour?', colours)));
    await world.send(id, 'Ask me.');
    const asking = await world.untilState(id, 'waiting');
    expect(asking.question).toMatchObject({ kind: 'question', text: 'Which colour?' });
    expect(asking.question?.choices.map(({ label, keys }) => `${keys} ${label}`)).toEqual([
      '1 Red',
      '2 Blue',
      `${escapeKey} No answer`,
    ]);
    await world.type(id, '2');
    await world.untilState(id, 'ready');
    const answer = world.api.exchanges.all.at(-1)?.request.toolResults[0]?.text;
    expect(answer).toContain('"Which colour?"="Blue"');

    const scenes = [claudeTools.enterPlanMode(), claudeTools.exitPlanMode()];
    let at = 0;
    world.play(() => scenes[at++] ?? text('done'));
    await world.send(id, 'Plan it.');
    const planned = await world.untilState(id, 'waiting');
    expect(planned.question).toMatchObject({ kind: 'plan', tool: 'ExitPlanMode' });
    await world.type(id, escapeKey);
    await world.untilState(id, 'ready');
  });

  test('Esc in the middle of a turn: ready within 2 s', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady();
    world.play(() => [text('I begin.'), hang()]);
    await world.send(id, 'Think for long.');
    await world.untilState(id, 'busy');
    await world.api.exchanges.arrived('its question', ({ request }) =>
      request.newText.includes('Think for long.'),
    );
    const pressed = Date.now();
    await world.type(id, escapeKey);
    const after = await world.untilState(id, 'ready');
    expect(after.witness).toBe('status');
    // By the instance's own clock, not by when this test looked.
    expect(after.since - pressed).toBeLessThan(2000);
  });

  test('the trust dialog is shown as a question, and its key lets it go on', async () => {
    const world = await ClaudeWorld.forTest({ trusted: false });
    const { id } = await world.spawn();
    const asking = await world.untilState(id, 'waiting');
    expect(asking).toMatchObject({
      witness: 'screen',
      question: { kind: 'dialog', choices: [{ keys: '1', means: 'allow' }, { means: 'deny' }] },
    });
    await world.type(id, '1');
    await world.untilState(id, 'ready');
  });

  test('a key that it was not told to use is asked about', async () => {
    const world = await ClaudeWorld.forTest();
    world.editHome((settings) => {
      settings.customApiKeyResponses = { approved: [], rejected: [] };
    });
    const { id } = await world.spawn();
    const asking = await world.untilState(id, 'waiting');
    expect(asking.question).toMatchObject({ kind: 'dialog', text: expect.stringContaining('API key') });
    await world.type(id, '1');
    await world.untilState(id, 'ready');
  });

  test('killed, it has crashed; started again, it goes on with the same conversation', async () => {
    const world = await ClaudeWorld.forTest();
    const before = await world.spawnReady();
    const { id } = before;
    world.play(() => text('I shall remember.'));
    await world.settled(await world.send(id, 'The word is Nebelkrähe.'));
    const { pid, session } = await world.instance(id);
    // It writes its record a moment after it has answered; what is killed before that, it has never said.
    await eventually('its answer is recorded', () =>
      readFileSync(session?.transcript ?? '', 'utf8').includes('I shall remember.'),
    );
    process.kill(pid ?? 0, 'SIGKILL');
    await world.untilState(id, 'crashed');
    const client = await world.client();
    done(await client.call('instances.restart', { id }));
    const again = await world.untilState(id, 'ready');
    expect(again.incarnation).toBe(2);
    await world.settled(await world.send(id, 'Which word was it?'));
    const asked = await world.api.exchanges.arrived('the question', ({ request }) =>
      request.newText.includes('Which word was it?'),
    );
    expect(JSON.stringify(asked.request.turns)).toContain('Nebelkrähe');
    expect((await world.instance(id)).session?.id).toBe(session?.id);
  });

  test('an overloaded server: told while it tries again, and no longer once it answers', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady();
    // The third one in a row it would take for final.
    world.play((_, { attempt }) => (attempt < 3 ? status(529, { retryAfterSeconds: 2 }) : text('recovered')));
    await world.send(id, 'Try it.');
    const limited = await world.until(id, 'is limited', (now) => now.limit !== null);
    expect(limited).toMatchObject({ state: 'busy', limit: { kind: 'overloaded' } });
    const after = await world.until(
      id,
      'is free again',
      (now) => now.limit === null && now.state === 'ready',
    );
    expect(after.limit).toBeNull();
  });

  test('a login that is refused is told, and stays told until a turn succeeds', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady();
    world.play(() => status(401));
    await world.send(id, 'Try it.');
    const limited = await world.until(id, 'is limited', (now) => now.limit !== null && now.state === 'ready');
    expect(limited.limit).toMatchObject({ kind: 'login' });
    world.play(() => text('fine'));
    await world.send(id, 'Once more.');
    await world.until(id, 'is free again', (now) => now.limit === null);
  });

  test('a tool that runs long keeps it busy; a sub-agent that ends does not end its turn', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady();
    const client = await world.client();
    world.play((request) => {
      if (request.subAgentId !== null) return text('found it');
      if (request.newText !== '') return claudeTools.subAgent('Look', 'Look for it');
      return [delay(1500), text('all done')];
    });
    await world.send(id, 'Have it looked for.');
    await world.api.exchanges.ended('the sub-agent', ({ request }) => request.subAgentId !== null);
    await world.untilState(id, 'ready');
    const events = done(
      await client.call('events.list', { instance: id, kinds: ['instance.changed'], limit: 500 }),
    );
    const states = events.flatMap((event) => (event.kind === 'instance.changed' ? [event.data.to] : []));
    expect(states.slice(2)).toEqual(['busy', 'ready']);
  });

  test('its tasks are its todos, the files it writes are named', async () => {
    const world = await ClaudeWorld.forTest();
    const { id, cwd } = await world.spawnReady();
    const client = await world.client();
    const scenes: Script[] = [
      () => [claudeTools.createTask('First'), claudeTools.createTask('Second')],
      () => claudeTools.updateTask('1', 'in_progress'),
      (request) => handsOf(request).writeFile(`${cwd}/made.txt`, 'one\n'),
      () => toolCall('Read', { file_path: `${cwd}/nothing-there` }),
    ];
    let at = 0;
    world.play((request, context) => scenes[at++]?.(request, context) ?? text('done'));
    await world.send(id, 'Do both.');
    await world.untilState(id, 'waiting');
    await world.type(id, '1');
    const after = await world.untilState(id, 'ready');
    expect(after.todos).toEqual([
      { text: 'First', status: 'active' },
      { text: 'Second', status: 'open' },
    ]);
    const events = done(
      await client.call('events.list', { instance: id, kinds: ['instance.worked'], limit: 500 }),
    );
    const uses = events.flatMap((event) => (event.kind === 'instance.worked' ? [event.data.use] : []));
    expect(uses.find(({ tool, status }) => tool === 'Write' && status === 'done')?.files).toEqual([
      `${cwd}/made.txt`,
    ]);
    expect(uses.find(({ tool, status }) => tool === 'Read' && status === 'failed')).toBeDefined();
  });
});
