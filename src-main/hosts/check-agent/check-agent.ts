import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  type AgentCheck,
  agentChecks,
  type CheckAgentInput,
  type CheckItem,
  quickChecks,
} from '@contract/agent-checks.ts';
import { ok, type Result } from '@contract/result.ts';
import { makeSampleRepository } from '../../adapters/agents/rehearsal-material/sample-repository.ts';
import { systemProcesses } from '../../adapters/system/processes.ts';
import { type Environment, stateFolderPath } from '../../adapters/system/state-folder.ts';
import type { HostPlaces } from '../open-project/host-places.ts';
import { openProject } from '../open-project/open-project.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import { type CheckGround, checks, type Finding } from './checks.ts';
import { Trial } from './trial.ts';

export interface CheckSetup {
  readonly env: Environment;
  readonly places: HostPlaces;
}

const task =
  'You are being tried out. Confirm your role and task, then wait for messages and do only what they say.';

/**
 * Tries a profile in a project of its own, made in a temporary folder and removed afterwards: nothing of the person's projects is
 * touched. Tells each finding as it is made. Stopped, it gives up what it waits for, and ends what it has started. Errors: those of opening a project, and of a profile that can't be started.
 */
export const checkAgent = async (
  input: CheckAgentInput,
  setup: CheckSetup,
  tell: (item: CheckItem) => void,
  stop: AbortSignal,
): Promise<Result<void>> => {
  // Short: sockets are made below it, whose paths have room for 107 bytes.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-try-')));
  try {
    const made = await makeSampleRepository(join(folder, 'trial'));
    if (!made.ok) return made;
    const env = { ...setup.env, TUTTI_STATE_DIR: join(folder, 'state') };
    const opened = await openProject(made.value, {
      env,
      terminals: 'auto',
      places: setup.places,
      isRehearsal: () => false,
      enter: (project) => ({ rooms: project.rooms, leave: () => {} }),
    });
    if (!opened.ok) return opened;
    const marker = basename(stateFolderPath(opened.value.root, env));
    try {
      return await tryOut(opened.value, input, marker, tell, stop);
    } finally {
      await opened.value.destroy();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const tryOut = async (
  project: OpenedProject,
  input: CheckAgentInput,
  marker: string,
  tell: (item: CheckItem) => void,
  stop: AbortSignal,
): Promise<Result<void>> => {
  const trial = new Trial(project.rooms, stop);
  try {
    // Its death is one of the findings: a restart of its own accord would come in between.
    const left = await trial.call('settings.set', { recovery: { restart: 'off' } });
    if (!left.ok) return left;
    for (const tool of input.agree) {
      const terms = { effect: 'allow', about: 'dialog', profile: input.profile, tool, run: null } as const;
      const agreed = await trial.call('rules.add', terms);
      if (!agreed.ok) return agreed;
    }
    const spawned = await trial.call('instances.spawn', { profile: input.profile, role: 'specialist', task });
    if (!spawned.ok) return spawned;
    const ground = { trial, id: spawned.value.id, agree: input.agree, processes: systemProcesses(), marker };
    let blocked = false;
    for (const check of input.all ? agentChecks : quickChecks) {
      const from = performance.now();
      const made = await findingOf(check, ground, blocked, stop);
      tell({ check, ...made, ms: Math.round(performance.now() - from) });
      blocked ||= made.verdict === 'no' && isFirst(check);
    }
    return ok(undefined);
  } finally {
    // Also after a failure: what was started is ended.
    await project.rooms.call({ kind: 'person', door: 'cli', readOnly: false }, 'instances.terminate', {
      id: Object.keys(trial.view.instances)[0] ?? 'spec_1',
      children: true,
      reason: 'the trial is over',
    });
    trial.close();
  }
};

/** Without these nothing else can be seen. */
const isFirst = (check: AgentCheck): boolean => check === 'starts' || check === 'confirms';

/** Whether anything is left is looked at even of what never came up, or was stopped. */
const findingOf = async (
  check: AgentCheck,
  ground: CheckGround,
  blocked: boolean,
  stop: AbortSignal,
): Promise<Finding> => {
  if (check === 'leaves-nothing') return checks[check](ground);
  if (stop.aborted) return stopped;
  if (blocked) return skipped;
  const found = await checks[check](ground);
  // What was given up in the middle has found nothing.
  return stop.aborted ? stopped : found;
};

const skipped: Finding = { verdict: 'untried', words: 'Not reached.', remedy: null };
const stopped: Finding = { verdict: 'untried', words: 'Stopped before it was known.', remedy: null };
