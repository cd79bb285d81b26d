import type { InstanceId, Role } from '@contract/ids.ts';
import { parseRehearsalTask, type RehearsalTask } from '../rehearsal-material/rehearsal-task.ts';

/** What its host told the rehearsal agent through its environment. */
export interface Surroundings {
  readonly mcpUrl: string;
  readonly hookUrl: string;
  readonly token: string;
  readonly nonce: string;
  readonly id: InstanceId;
  readonly role: Role;
  readonly parent: InstanceId | null;
  readonly task: string;
  /** Its part of the scripted play; null when it only waits for input and answers. */
  readonly play: RehearsalTask | null;
  /** Ways to misbehave from the start, e.g. `slow-start`, `never-confirm`, `ignore-enter:2`. */
  readonly misbehave: readonly string[];
  /** Folder it works in: its worktree. */
  readonly folder: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. `TUTTI_SCRIPT` (`idle` or `rehearsal`), `TUTTI_SEED` and `TUTTI_PACE` go before what the task
 * says; `TUTTI_MISBEHAVE` is a list with commas.
 */
export function readSurroundings(env: Env, folder: string): Surroundings {
  const task = env.TUTTI_TASK ?? '';
  const told = parseRehearsalTask(task);
  const play = told && {
    ...told,
    seed: numberOr(env.TUTTI_SEED, told.seed),
    pace: numberOr(env.TUTTI_PACE, told.pace),
  };
  return {
    mcpUrl: env.TUTTI_MCP_URL ?? '',
    hookUrl: env.TUTTI_HOOK_URL ?? '',
    token: env.TUTTI_TOKEN ?? '',
    nonce: env.TUTTI_NONCE ?? '',
    id: env.TUTTI_INSTANCE_ID ?? 'spec_1',
    role: roleOf(env.TUTTI_ROLE),
    parent: env.TUTTI_PARENT ? env.TUTTI_PARENT : null,
    task,
    play: env.TUTTI_SCRIPT === 'idle' ? null : play,
    misbehave: (env.TUTTI_MISBEHAVE ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    folder,
  };
}

const roleOf = (text: string | undefined): Role =>
  text === 'executive' || text === 'manager' ? text : 'specialist';

function numberOr(text: string | undefined, otherwise: number): number {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
}

/** The number after a misbehaviour's colon (`slow-start:2`), or what is meant without one; null when it is not asked for. */
export function misbehaviour(list: readonly string[], name: string, otherwise: number): number | null {
  const word = list.find((one) => one === name || one.startsWith(`${name}:`));
  return word === undefined ? null : numberOr(word.slice(name.length + 1), otherwise);
}
