import type { AgentWatch, WatchedAgent } from '../ports/agent-watchers.ts';
import type { Crew, Life } from './crew.ts';
import { homeEnvironment } from './home-environment.ts';
import { fillPlaceholders } from './placeholders.ts';
import { takeSign } from './signs.ts';
import { variantOf } from './variant.ts';

/** Begins to read what an agent records of itself; null where its profile names nobody who could. */
export const watchAgent = (crew: Crew, life: Life, session: WatchedAgent['session']): AgentWatch | null => {
  const { profile, pid, id, run } = life;
  const instance = crew.instance(id);
  if (profile.watcher === 'none' || instance === undefined) return null;
  const { cwd, model } = instance;
  const ground = crew.ports.ground();
  const files = crew.ports.privateFiles.folderOf(run, id);
  const values = {
    ...ground,
    node: ground.node.command,
    instance: id,
    files,
    // What changes with each start says nothing of where a CLI keeps its files.
    task: '',
    prompt: '',
    promptFile: '',
    token: '',
    nonce: '',
    session: '',
    model: model ?? '',
  };
  const env: Record<string, string> = { ...ground.baseEnv };
  const set = { ...profile.env, ...variantOf(profile, instance).env };
  for (const [name, value] of Object.entries(set)) env[name] = fillPlaceholders(value, values);
  if (profile.home?.by === 'instance')
    Object.assign(env, homeEnvironment(profile.home, crew.ports.privateFiles.homeOf(run, id)));
  return crew.ports.watchers.watch(
    { watcher: profile.watcher, instance: id, pid, cwd, files, env, session },
    (witness, sign) => {
      if (crew.lives.get(id) !== life || crew.stopped) return;
      crew.guarded('a sign of an agent’s own records', () => takeSign(crew, life, witness, sign));
    },
  );
};
