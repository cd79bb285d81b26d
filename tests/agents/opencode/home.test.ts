import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { writeHomeFile } from '../../support/agent-clis/home-files.ts';
import { addApart, filesIn, goesOn, leaves, modeOf, settle } from '../homes-of-their-own.ts';

// Several starts, each up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

/** The conversations that are recorded in a home. */
const conversationsIn = (home: string): unknown[] => {
  const database = new Database(join(home, 'opencode', 'opencode.db'), { readonly: true });
  try {
    return database.prepare('select id from session').pluck().all();
  } finally {
    database.close();
  }
};

/** What of the person's a home of its own stands for; the cache is shared. */
const persons = (folder: string) =>
  Object.fromEntries(Object.entries(filesIn(folder)).filter(([file]) => !file.includes('/.cache/')));

describeAgent('opencode', () => {
  test('homes of their own: the login comes along, neither sees the other’s, the person’s stays as it is', async () => {
    const world = await AgentWorld.open('opencode');
    addApart(world);
    const { folder } = world.home;
    writeHomeFile(folder, '.local/share/opencode/auth.json', '{"other":{"type":"api","key":"of-a-test"}}');
    const before = persons(folder);
    const free = { permissions: 'auto', dangerous: true } as const;
    const one = await settle(world, 'XDG_DATA_HOME', free);
    const other = await settle(world, 'XDG_DATA_HOME', free);
    for (const { home, session, env } of [one, other]) {
      expect(env).toMatchObject({
        XDG_CONFIG_HOME: join(home, 'config'),
        XDG_STATE_HOME: join(home, 'state'),
      });
      const login = filesIn(home)[join(home, 'opencode', 'auth.json')];
      expect(login).toBe(before[join(folder, '.local/share/opencode/auth.json')]);
      expect(modeOf(join(home, 'opencode', 'auth.json'))).toBe(0o600);
      expect(conversationsIn(home)).toEqual([session]);
    }
    expect(one.session).not.toBe(other.session);
    // What it runs is no part of its home: git and tutti find the person's folders.
    writeFileSync(join(folder, 'tell'), 'echo "$XDG_CONFIG_HOME $XDG_DATA_HOME."');
    await world.settled((await world.send(one.id, `do shell sh ${join(folder, 'tell')}`)).id);
    await world.until(
      one.id,
      'its command has run',
      ({ state }) => state === 'ready' && saidBy(world) !== '',
    );
    expect(saidBy(world)).toContain(`${join(folder, '.config')} .`);
    expect((await world.instance(one.id)).session?.transcript).toContain(one.home);
    await goesOn(world, one);
    expect(persons(folder)).toEqual({
      ...before,
      [join(folder, 'tell')]: persons(folder)[join(folder, 'tell')],
    });
    await leaves(world, one);
    await leaves(world, other);
  });
});

/** What the last command printed. */
const saidBy = (world: AgentWorld): string =>
  world.api.exchanges.all.findLast(({ request }) => request.toolResults.length > 0)?.request.toolResults[0]
    ?.text ?? '';
