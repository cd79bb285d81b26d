import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { wholeRehearsal } from '../../adapters/agents/rehearsal-material/rehearsal-task.ts';
import { makeSampleRepository } from '../../adapters/agents/rehearsal-material/sample-repository.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import type { ProjectHost } from './project-host.ts';

/**
 * Makes a sample repository in a temporary folder, opens it, and spawns the scripted executive that plays the whole of it. The
 * folder is the person's to look at afterwards, and the system's to clear.
 */
export const startRehearsal = async (
  host: ProjectHost,
  caller: Caller,
  { seed, pace, conflict }: VerbParsed<'rehearsal.start'>,
): Promise<Result<OpenedProject>> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-rehearsal-')));
  const made = await makeSampleRepository(join(folder, 'text-statistics'));
  if (!made.ok) return made;
  const root = await realpath(made.value);
  host.markRehearsal(root);
  const opened = await host.open(root);
  if (!opened.ok) return opened;
  const begun = await opened.value.rooms.call(caller, 'runs.start', { title: 'Rehearsal: text statistics' });
  if (!begun.ok) {
    await host.release(opened.value);
    return begun;
  }
  const spawned = await opened.value.rooms.call(caller, 'instances.spawn', {
    profile: 'rehearsal',
    role: 'executive',
    task: wholeRehearsal(seed, pace, conflict),
    place: 'worktree',
  });
  if (spawned.ok) return opened;
  await host.release(opened.value);
  return spawned;
};
