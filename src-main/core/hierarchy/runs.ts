import type { Actor } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Run } from '@contract/view.ts';
import type { Fact } from '../ledger.ts';
import { live } from '../model/tree.ts';
import type { Crew } from './crew.ts';

/** A run's title when nobody gives one: the head of the first task. */
const titleLength = 80;

export const titleOf = (task: string): string => {
  const [line = ''] = task.split('\n');
  return line.length > titleLength ? `${line.slice(0, titleLength - 1)}…` : line;
};

/** Number of the run that goes on; begins one where none does. */
export const ensureRun = (crew: Crew, task: string, actor: Actor): number => {
  const { run } = crew.ledger.view;
  if (run !== null && run.endedAt === null) return run.run;
  return begin(crew, titleOf(task), actor);
};

const begin = (crew: Crew, title: string, actor: Actor): number => {
  const before = crew.ledger.view.run?.run;
  const run = nextRun(crew);
  crew.ledger.append([{ kind: 'run.started', data: { run, title }, actor, run }]);
  forgetPrivateFiles(crew, before);
  return run;
};

/** The number that a run would have which begins now. */
export const nextRun = (crew: Crew): number =>
  Math.max(crew.ledger.view.run?.run ?? 0, crew.ports.lastRunOnDisk) + 1;

/** Nobody lives in the run before, and those that crashed there can't be started again. */
export const forgetPrivateFiles = (crew: Crew, before: number | undefined): void => {
  if (before === undefined) return;
  crew.ports.privateFiles
    .removeRun(before)
    .catch((error: unknown) => crew.ports.log.error('private files of an earlier run', error));
};

/** What ends the run that goes on, if one does. */
export const endingFacts = (crew: Crew, reason?: string): Fact[] => {
  const { run } = crew.ledger.view;
  if (run === null || run.endedAt !== null) return [];
  return [{ kind: 'run.ended', data: { run: run.run, ...(reason === undefined ? {} : { reason }) } }];
};

const current = (crew: Crew): Result<Run> => {
  const { run } = crew.ledger.view;
  return run === null
    ? fail('wrong_state', 'no run has begun yet', 'Spawn an instance: a run begins with the first one.')
    : ok(run);
};

/** `reserved`: places that are taken by whoever asks. */
export const nobodyLives = (crew: Crew, reserved = 0): Result<void> => {
  const ids = live(crew.ledger.view).map((instance) => instance.id);
  if (ids.length === 0 && crew.reserved.size === reserved) return ok(undefined);
  return fail('wrong_state', `${ids.length} instances are live`, 'Terminate them first.');
};

export const startRun = (crew: Crew, title: string, actor: Actor): Result<Run> => {
  const idle = nobodyLives(crew);
  if (!idle.ok) return idle;
  crew.ledger.append(endingFacts(crew).map((fact) => ({ ...fact, actor })));
  begin(crew, title, actor);
  return current(crew);
};

export const endRun = (crew: Crew, actor: Actor): Result<Run> => {
  const idle = nobodyLives(crew);
  if (!idle.ok) return idle;
  const run = current(crew);
  if (!run.ok || run.value.endedAt !== null) return run;
  crew.ledger.append([{ kind: 'run.ended', data: { run: run.value.run }, actor }]);
  return current(crew);
};
