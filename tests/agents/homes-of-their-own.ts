import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { done } from '../support/headless-host.ts';

/** An instance that rests, and the home that is its own. */
export interface Settler {
  readonly id: string;
  readonly pid: number;
  readonly session: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Every file beneath a folder, by its path, with a digest of what is in it. */
export const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')] as const)
      .toSorted(([one], [other]) => one.localeCompare(other)),
  );

/** Adds `NAME-apart`, the profile of that CLI whose instances have a home of their own, with the person's login. */
export const addApart = (world: AgentWorld): string => {
  const profiles = join(world.home.folder, '.config', 'tutti', 'profiles');
  mkdirSync(profiles, { recursive: true });
  const name = `${world.kind}-apart`;
  const text = `name: ${name}\nextends: ${world.kind}\nhome: { by: instance, login: copied }\n`;
  writeFileSync(join(profiles, `${name}.yaml`), text);
  return name;
};

export const settle = async (
  world: AgentWorld,
  variable: string,
  more: Parameters<AgentWorld['spawnIdle']>[0] = {},
): Promise<Settler> => {
  const { id, run } = await world.spawnIdle({ profile: `${world.kind}-apart`, ...more });
  const { pid, session } = await world.until(id, 'its tokens are told', ({ used }) =>
    Object.values(used).some(({ output }) => output > 0),
  );
  const env = world.tutti.environmentOf(pid ?? 0);
  const home = env[variable] ?? '';
  expect(home).toContain(join('homes', String(run), id));
  expect(modeOf(home)).toBe(0o700);
  return { id, pid: pid ?? 0, session: session?.id ?? '', home, env };
};

export const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** Kills it and starts it again: it goes on with its conversation, which is in its own home. */
export const goesOn = async (world: AgentWorld, { id, pid, session, home }: Settler): Promise<void> => {
  await world.settled((await world.send(id, 'the word is heliotrope')).id);
  await world.untilState(id, 'ready');
  process.kill(pid, 'SIGKILL');
  await world.untilState(id, 'crashed');
  expect(existsSync(home)).toBe(true);
  done(await world.client.call('instances.restart', { id }));
  const again = await world.untilState(id, 'ready');
  expect(again.session?.id).toBe(session);
  expect(JSON.stringify(world.api.exchanges.all.at(-1)?.request.turns)).toContain('heliotrope');
};

/** Its home ends with it. */
export const leaves = async (world: AgentWorld, { id, home }: Settler): Promise<void> => {
  done(await world.client.call('instances.terminate', { id }));
  expect(existsSync(home)).toBe(false);
};
