import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { addApart, filesIn, goesOn, leaves, modeOf, type Settler, settle } from '../homes-of-their-own.ts';

// Several starts, each up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

/** The conversations that are recorded in a home. */
const conversationsIn = (home: string): string[] =>
  readdirSync(join(home, '.gemini', 'tmp'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /chats\/session-.*\.jsonl$/.test(file))
    .map((file) => readFileSync(join(home, '.gemini', 'tmp', file), 'utf8'));

describeAgent('gemini', () => {
  test('homes of their own: the login comes along, neither sees the other’s, the person’s stays as it is', async () => {
    const world = await AgentWorld.open('gemini');
    addApart(world);
    const persons = join(world.home.folder, '.gemini');
    writeFileSync(join(persons, 'oauth_creds.json'), '{"access_token":"of-a-test"}');
    const before = filesIn(world.home.folder);
    const one = await settle(world, 'GEMINI_CLI_HOME');
    const other = await settle(world, 'GEMINI_CLI_HOME');
    for (const { home, session } of [one, other] satisfies Settler[]) {
      expect(readFileSync(join(home, '.gemini', 'oauth_creds.json'), 'utf8')).toContain('of-a-test');
      expect(modeOf(join(home, '.gemini', 'oauth_creds.json'))).toBe(0o600);
      const settings = JSON.parse(readFileSync(join(home, '.gemini', 'settings.json'), 'utf8'));
      expect(settings.security.auth).toEqual({ selectedType: 'gemini-api-key' });
      expect(settings.model).toBeUndefined();
      const conversations = conversationsIn(home);
      expect(conversations).toHaveLength(1);
      expect(conversations[0]).toContain(session);
    }
    expect((await world.instance(one.id)).session?.transcript).toContain(one.home);
    expect(one.session).not.toBe(other.session);
    await goesOn(world, one);
    expect(filesIn(world.home.folder)).toEqual(before);
    await leaves(world, one);
    await leaves(world, other);
  });
});
