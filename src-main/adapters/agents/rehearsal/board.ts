import type { Half, Piece } from '../rehearsal-material/pieces.ts';
import { tasksIn } from './answers.ts';
import { Refused } from './host-calls.ts';
import type { Outcome } from './outcome.ts';
import type { Part } from './part.ts';
import { filesOf } from './piece-files.ts';

const titleOf = ({ name, does }: Piece): string => `Write ${name}: a module that ${does}`;

/** What the board refuses stops no play: the work is told in messages as well. */
const unlessRefused = async <T>({ agent }: Part, work: () => Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    agent.stage.add('detail', error.message);
    return otherwise;
  }
};

const ask = async ({ agent }: Part, attempt: () => Promise<Outcome>): Promise<unknown> => {
  const outcome = await agent.host.persist(attempt);
  if (outcome.kind !== 'answered') throw new Refused(outcome.why);
  return outcome.value;
};

const wishOf = (part: Part, half: Half, piece: Piece) => ({
  title: titleOf(piece),
  instructions: 'Its test comes first. It is done when node --test passes.',
  files: filesOf(piece),
  // Only who was spawned to lead a part has one.
  ...(part.agent.me.parent === null ? {} : { part: half.name }),
});

/**
 * Makes a task of each piece. Looked for before each attempt: a call that was lost may have been heard, and so may those of an earlier
 * life of this manager. Task ids by the names of the pieces.
 */
export const putOnBoard = (part: Part, half: Half): Promise<ReadonlyMap<string, string>> =>
  unlessRefused(
    part,
    async () => {
      const { host, stage } = part.agent;
      const list = async () => tasksIn(await host.tool('listTasks', {}));
      await ask(part, async () => {
        const listed = await list();
        const missing = half.pieces.filter((piece) => !listed.some(({ title }) => title === titleOf(piece)));
        if (missing.length === 0) return { kind: 'answered', value: null };
        return host.toolOnce('createTasks', { tasks: missing.map((piece) => wishOf(part, half, piece)) });
      });
      const all = await list();
      const ids = half.pieces.flatMap((piece) => {
        const task = all.find(({ title }) => title === titleOf(piece));
        return task === undefined ? [] : [[piece.name, task.id] as const];
      });
      stage.add('step', `Make ${ids.map(([, id]) => id).join(' and ')}`);
      return new Map(ids);
    },
    new Map(),
  );

/** The line of a message that names a task. */
export const taskLine = (task: string | undefined): string => (task === undefined ? '' : `\nTask: ${task}`);

const taskIn = (message: string): string | null => /^Task: (task_\d+)$/m.exec(message)?.[1] ?? null;

/** Takes the task that a message names, unless it has it from before. Null: there is none to be finished. */
export const claim = (part: Part, message: string): Promise<string | null> =>
  unlessRefused(
    part,
    async () => {
      const { host, me, stage } = part.agent;
      const task = taskIn(message);
      if (task === null) return null;
      const [now] = tasksIn(
        await ask(part, async () => {
          const answer = await host.tool('listTasks', { tasks: [task] });
          const [known] = tasksIn(answer);
          if (known?.assignee === me.id) return { kind: 'answered', value: answer };
          const claimed = await host.toolOnce('claimTask', { task });
          return claimed.kind === 'answered'
            ? { ...claimed, value: [{ id: task, state: 'running' }] }
            : claimed;
        }),
      );
      if (now?.state !== 'running') return null;
      stage.add('step', `Take ${task}`);
      return task;
    },
    null,
  );

/** Says that a task is done, with the commit and the test that show it. */
export const complete = (
  part: Part,
  task: string | null,
  done: { readonly summary: string; readonly commit: string; readonly test: string | null },
): Promise<void> =>
  unlessRefused(
    part,
    async () => {
      if (task === null) return;
      const tests = done.test === null ? [] : [{ command: done.test, outcome: 'passed' }];
      const { summary, commit } = done;
      await part.agent.host.tool('completeTask', { task, summary, commits: [commit], tests });
      part.agent.stage.add('step', `Complete ${task}`);
    },
    undefined,
  );

/** Gives a task up, for a reason that its leader is told. */
export const fail = (part: Part, task: string, reason: string): Promise<void> =>
  unlessRefused(
    part,
    async () => {
      await part.agent.host.tool('updateTask', { task, state: 'failed', reason });
      part.agent.stage.add('bad', `${task} failed`);
    },
    undefined,
  );

/** Allows a task that has failed to be taken again. */
export const reopen = (part: Part, task: string): Promise<void> =>
  unlessRefused(
    part,
    async () => {
      await part.agent.host.tool('updateTask', { task, state: 'open' });
      part.agent.stage.add('step', `Allow ${task} again`);
    },
    undefined,
  );
