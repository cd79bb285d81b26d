import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { type CodexWorld, confirming, openCodexWorld } from './codex-world.ts';
import { plot } from './plot.ts';

describeAgent('codex', () => {
  let codex: CodexWorld;
  let id: string;

  beforeAll(async () => {
    const settings = (toml: string) => toml.replace('[features]', '[features]\nhooks = false');
    codex = await openCodexWorld(confirming(plot), { settings });
    ({ id } = await codex.spawn());
  });
  afterAll(() => codex.end());

  test('without hooks its conversation is found, and messages are proven by its record', async () => {
    const now = await codex.say(id, 'hello');
    expect(now.session).not.toBeNull();
    const items = done(await codex.client.call('events.list', { instance: id }));
    const witnesses = items.flatMap((event) =>
      event.kind === 'instance.changed' ? [event.data.witness] : [],
    );
    expect(witnesses).toContain('transcript');
    expect(witnesses).not.toContain('hook');
  });

  test('without hooks a permission is seen by the title, and nothing is typed into it', async () => {
    await codex.send(id, `ask: touch '${codex.world.folder}/x'`);
    await codex.until(id, 'waiting', ({ state, witness }) => state === 'waiting' && witness === 'escape');
    const message = await codex.send(id, 'not now');
    done(await codex.client.call('instances.type', { id, bytes: new TextEncoder().encode('y') }));
    await codex.say(id, 'then');
    expect(done(await codex.client.call('messages.get', { message })).state).toBe('accepted');
  });
});
