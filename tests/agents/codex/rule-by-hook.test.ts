import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { type CodexWorld, confirming, openCodexWorld } from './codex-world.ts';
import { plot } from './plot.ts';

describeAgent('codex', () => {
  let codex: CodexWorld;
  let id: string;

  beforeAll(async () => {
    codex = await openCodexWorld(confirming(plot));
    ({ id } = await codex.spawn());
  });
  afterAll(() => codex.end());

  const terms = { about: 'permission', profile: null, run: null, instance: null, tool: 'Bash' } as const;
  const events = async () =>
    done(await codex.client.call('events.list', { after: 0, limit: 5000, instance: id }));

  test('a permission that a rule decides is decided in the answer to its hook: no question, no key', async () => {
    const file = (name: string) => join(codex.world.folder, name);
    const allow = { ...terms, effect: 'allow', subject: "touch '*.txt'" } as const;
    const deny = { ...terms, effect: 'deny', subject: '*forbidden*' } as const;
    const allowing = done(await codex.client.call('rules.add', allow));
    const denying = done(await codex.client.call('rules.add', deny));

    await codex.say(id, `ask: touch '${file('allowed.txt')}'`);
    expect(existsSync(file('allowed.txt'))).toBe(true);
    // Both rules fit: the one that denies decides, and its model is told why.
    await codex.say(id, `ask: touch '${file('forbidden.txt')}'`);
    expect(existsSync(file('forbidden.txt'))).toBe(false);
    const asked = codex.api.exchanges.all.flatMap(({ request }) => request.toolResults);
    expect(asked.map(({ text }) => text).join('\n')).toContain(`rule ${denying.id} denies this`);

    const all = await events();
    const answers = all.flatMap((event) => (event.kind === 'instance.answered' ? [event.data] : []));
    expect(answers).toMatchObject([
      { rule: allowing.id, way: 'hook' },
      { rule: denying.id, way: 'hook' },
    ]);
    const states = all.flatMap((event) => (event.kind === 'instance.changed' ? [event.data.to] : []));
    expect(states).not.toContain('waiting');
  });
});
