import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ShownBatch } from '@contract/parallel.ts';
import type { ShownTask } from '@contract/tasks.ts';
import { tmuxSocketName } from '../../src-main/hosts/open-project/choose-terminals.ts';
import { done, eventually, type PatternCrew } from './pattern-crew.ts';

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly err: string;
}

/** Runs git in an instance's worktree, as its program would. */
export const gitAs = async (crew: PatternCrew, id: string, words: readonly string[]): Promise<Ended> => {
  const { cwd } = await crew.instance(id);
  const env = crew.world.environmentOf(await crew.pid(id)) as NodeJS.ProcessEnv;
  return run('git', [...words], { cwd, env }).then(
    () => ({ code: 0, err: '' }),
    (error: { code: number; stderr: string }) => ({ code: error.code, err: error.stderr }),
  );
};

/** Specialists that live: their programs as the machine has them, and their panes as tmux does. */
export const livingSpecialists = async (
  crew: PatternCrew,
): Promise<{ readonly programs: number; readonly panes: number }> => {
  const { world } = crew;
  const isSpecialist = (pid: number): boolean => world.environmentOf(pid).TUTTI_ROLE === 'specialist';
  const pids = world.marked().filter(isSpecialist);
  const programs = new Set(pids.map((pid) => world.environmentOf(pid).TUTTI_INSTANCE_ID)).size;
  const words = ['-L', tmuxSocketName(world.stateFolder), 'list-panes', '-a', '-F', '#{pane_pid}'];
  const listed = await run('tmux', words, { env: world.env as NodeJS.ProcessEnv });
  const panes = listed.stdout.split('\n').filter((pid) => pid !== '' && isSpecialist(Number(pid))).length;
  return { programs, panes };
};

/** Makes tasks as the instance and has them done by its specialists. Answers their ids. */
export const executeTasks = async (
  crew: PatternCrew,
  by: string,
  titles: readonly string[],
  terms: Readonly<Record<string, unknown>>,
): Promise<string[]> => {
  const tasks = titles.map((title) => ({ title }));
  const { tasks: made } = await crew.as(by).must<{ tasks: readonly ShownTask[] }>('createTasks', { tasks });
  const ids = made.map(({ id }) => id);
  await crew.as(by).must('executeParallel', { tasks: ids, ...terms });
  return ids;
};

/** Tasks whose text has come to their assignees. */
export const begunTasks = async ({ client }: PatternCrew): Promise<ShownTask[]> => {
  const taken = done(await client.call('tasks.list', { status: ['assigned', 'running'] }));
  const messages = done(await client.call('view.get', {})).messages.flat();
  const arrived = new Set(messages.filter(({ state }) => state === 'accepted').map(({ id }) => id));
  return taken.filter(({ message }) => message !== null && arrived.has(message));
};

/** Ends each task that has been begun as its assignee does, until the batch has ended. Answers the batch. */
export const workUntilFinished = (
  crew: PatternCrew,
  batch: string,
  end: (task: ShownTask) => Promise<unknown>,
  look: () => Promise<void> = async () => undefined,
): Promise<ShownBatch> =>
  eventually(`${batch} has finished`, async () => {
    await look();
    // The last first: their results come in another order than they are to be told in.
    for (const task of (await begunTasks(crew)).toReversed()) await end(task);
    const [now] = done(await crew.client.call('parallel.status', { batch }));
    return now?.state === 'finished' && now;
  });
