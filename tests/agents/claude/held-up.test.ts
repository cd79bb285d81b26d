import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { writeHomeFile } from '../../support/agent-clis/home-files.ts';
import { done } from '../../support/headless-host.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { contextOverflow, hang, type Reply, status, text, waitFor } from '../../support/model-api/reply.ts';
import { answerSide } from '../../support/model-api/side-requests.ts';
import { ClaudeWorld } from './claude-world.ts';

const hourMs = 3_600_000;

/** As Anthropic's servers refuse a subscription that is used up. `until`: milliseconds since 1970. */
const usedUp = (window: 'five_hour' | 'seven_day', until: number): Reply =>
  status(429, {
    message: "This request would exceed your account's rate limit. Please try again later.",
    headers: {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(until / 1000),
      'anthropic-ratelimit-unified-representative-claim': window,
    },
  });

/** Its spinner turns several times a second while a tool runs. */
const silence = 2;

/** Full minutes, as claude tells them. */
const inHours = (hours: number): number => Math.floor((Date.now() + hours * hourMs) / 60_000) * 60_000;

describeAgent('claude', () => {
  let world: ClaudeWorld;
  let id: string;
  let summary: () => Reply | Promise<Reply>;

  beforeAll(async () => {
    world = await ClaudeWorld.open({
      // A subscription's login, which no server here checks.
      env: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-scripted' },
      sideScript: (request) => (request.side === 'summary' ? summary() : answerSide(request)),
    });
    world.writeProfile('impatient', () => ({ stalledSeconds: silence }));
    writeHomeFile(world.home.folder, '.claude/settings.json', { permissions: { allow: ['Bash(sh:*)'] } });
    ({ id } = await world.spawnReady());
  });
  afterAll(() => world.end());
  beforeEach(() => {
    summary = () => text('<summary>As it was.</summary>');
  });

  const limited = (kind: string) =>
    world.until(id, `is held up: ${kind}`, ({ limit }) => limit?.kind === kind);
  const free = () =>
    world.until(id, 'is free again', ({ limit, state }) => limit === null && state === 'ready');
  const goOn = async (): Promise<void> => {
    world.play(() => text('fine'));
    await world.send(id, 'Go on.');
    await free();
  };

  test('a session limit ends the turn: until when is known, and its dialog is answered by a choice', async () => {
    const until = inHours(3);
    world.play(() => usedUp('five_hour', until));
    await world.send(id, 'Try it.');
    const asking = await world.asks(id, 'usage-limit');
    expect(asking.limit).toMatchObject({ kind: 'usage', until });
    await world.answer(id, 'usage-limit', 0);
    await world.untilState(id, 'ready');
    expect(await world.world.json(['attention'])).toMatchObject([{ id, state: 'ready', limit: { until } }]);
    await goOn();
  });

  test('a weekly limit ends on its day', async () => {
    const until = inHours(4 * 24);
    world.play(() => usedUp('seven_day', until));
    await world.send(id, 'Try it.');
    expect((await limited('usage')).limit).toMatchObject({ until });
    await goOn();
  });

  test('a login that expires in the middle of a run is told with what helps', async () => {
    world.play(() => status(401, { message: 'OAuth token has expired.' }));
    await world.send(id, 'Try it.');
    expect((await limited('login')).limit?.reason).toContain('/login');
    await world.untilState(id, 'ready');
    expect(await world.world.json(['attention'])).toMatchObject([{ id, limit: { kind: 'login' } }]);
    await goOn();
  });

  test('a context that is too long is compacted: told while it lasts, and the turn goes on', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    summary = () => [waitFor(released), text('<summary>As it was.</summary>')];
    world.play(({ newText }) => (newText.includes('Too much') ? contextOverflow() : text('shorter')));
    await world.send(id, 'Too much.');
    expect(await limited('compacting')).toMatchObject({ state: 'busy' });
    world.play(() => text('shorter'));
    release();
    await free();
  });

  test('a tool that runs for long keeps it busy by name, never stalled; what is sent meanwhile is taken', async () => {
    const { id: other, cwd } = await world.spawn('Wait.', 'impatient');
    await world.untilState(other, 'ready');
    await world.untilIdle(other);
    writeFileSync(join(cwd, 'wait.sh'), 'until test -e gate; do sleep 0.1; done');
    world.play((request) =>
      request.newText.includes('Read it') ? handsOf(request).shell('sh wait.sh') : text('done'),
    );
    await world.send(other, 'Read it.');
    const long = await world.until(
      other,
      'has run its tool for longer than it may be silent',
      ({ tool }) => tool !== null && Date.now() - tool.since > 2 * silence * 1000,
    );
    expect(long).toMatchObject({ state: 'busy', tool: { tool: 'Bash', summary: 'sh wait.sh' } });
    const meanwhile = await world.settled(await world.send(other, 'And this.'));
    expect(meanwhile).toMatchObject({ state: 'accepted', witness: 'transcript' });
    expect(await world.instance(other)).toMatchObject({ state: 'busy', tool: { summary: 'sh wait.sh' } });
    writeFileSync(join(cwd, 'gate'), '');
    await world.until(other, 'is done', ({ state, tool }) => state === 'ready' && tool === null);
    const client = await world.client();
    const kinds = ['instance.changed'] as const;
    const events = done(await client.call('events.list', { instance: other, kinds: [...kinds] }));
    expect(JSON.stringify(events)).not.toContain('"stalled"');
    done(await client.call('instances.terminate', { id: other }));
  });

  test('a compaction that the person asks for is over when it fails, or Esc ends it', async () => {
    const over = () =>
      world.until(id, 'shortens nothing', ({ limit, state }) => {
        return limit?.kind !== 'compacting' && state === 'ready';
      });
    // With words after it: the list of commands that opens at a lone one would take the Esc.
    const compact = () => world.type(id, '/compact and be brief\r');
    summary = () => status(400);
    await compact();
    await limited('compacting');
    await over();
    await world.untilIdle(id);
    summary = () => hang();
    await compact();
    expect(await limited('compacting')).toMatchObject({ state: 'busy' });
    await world.type(id, '\u001b');
    await over();
  });
});
