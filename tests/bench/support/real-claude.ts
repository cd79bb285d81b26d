import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { prepareHome } from '../../support/agent-clis/prepare-home.ts';
import { confirming } from '../../support/model-api/confirming-claude.ts';
import { text } from '../../support/model-api/reply.ts';
import { type ModelApi, startModelApi } from '../../support/model-api/start-model-api.ts';
import type { BenchHost } from './bench-host.ts';
import { untilTrue } from './bench-host.ts';
import { type Ground, writeProfile } from './ground.ts';

/** Puts the real claude into the ground's PATH, with a HOME that speaks to a scripted model; ends with the ground. */
export const haveClaude = async (ground: Ground): Promise<ModelApi> => {
  const program = process.env.TUTTI_BENCH_CLAUDE;
  if (program === undefined) throw new Error('claude is not there: build/bench.mjs has said why');
  const api = await startModelApi({ script: confirming(() => text('ok')) });
  ground.onEnd(() => api.stop());
  const { folder, repository, env } = ground;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(program, join(bin, 'claude'));
  const home = prepareHome('claude', join(folder, 'home'), {
    baseUrl: api.url,
    trusted: [folder, repository],
  });
  Object.assign(env, home.env, { PATH: `${bin}:${env.PATH}` });
  return api;
};

/** The profile `relayed`: the shipped one, but its hooks go by way of `relay`. */
export const relayedProfile = (ground: Ground, relay: string): void => {
  const file = join(ground.checkout, 'src-main', 'adapters', 'agents', 'shipped', 'claude.yaml');
  const shipped = readFileSync(file, 'utf8').replace(/^name: claude$/m, 'name: relayed');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of profiles
  writeProfile(ground, 'relayed', shipped.replaceAll('${hookUrl}', `${relay}/?to=\${hookUrl}`));
};

/** Starts one that confirms, and waits until it has answered a first message. */
export const spawnClaude = async (host: BenchHost, profile = 'claude'): Promise<string> => {
  const { id } = await host.call('instances.spawn', { profile, role: 'specialist', task: 'Wait.' });
  const until = (witness: string | null): Promise<void> =>
    untilTrue(`${id} is ready`, async () => {
      const instance = (await host.call('instances.list', {})).find((one) => one.id === id);
      return instance?.state === 'ready' && (witness === null || instance.witness === witness);
    });
  await until(null);
  await host.call('messages.send', { to: id, text: 'hello' });
  // Its confirmation came in the middle of its first turn; the end of the second is told by its hook.
  await until('hook');
  return id;
};
