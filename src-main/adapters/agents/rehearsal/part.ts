import type { Todo } from '@contract/instances.ts';
import type { RehearsalTask } from '../rehearsal-material/rehearsal-task.ts';
import type { Agent } from './agent.ts';
import { type AnsweredInstance, instanceIn, instancesIn } from './answers.ts';
import { seeded, seedFor } from './cast.ts';
import { Refused } from './host-calls.ts';
import { WorktreeWork } from './worktree-work.ts';

/** What the three parts have in common. */
export interface Part {
  readonly agent: Agent;
  readonly task: RehearsalTask;
  readonly work: WorktreeWork;
  /** Takes so many seconds, times the pace, more or less as the seed has it. */
  pause(seconds: number): Promise<void>;
  /** Ticks off the plan up to `active`, and reports it with a sentence. */
  progress(active: number, percent: number, summary: string): Promise<void>;
  plan(texts: readonly string[]): void;
  send(to: string, text: string): Promise<void>;
  /** Starts a child, of a part of the plan if one is named, or finds the one that an earlier life of this instance has started for the same task. */
  child(role: 'manager' | 'specialist', task: string, part?: string): Promise<AnsweredInstance>;
}

export function partOf(agent: Agent, task: RehearsalTask): Part {
  const { me, host, stage } = agent;
  const random = seeded(seedFor(task.seed, me.id));
  let todos: Todo[] = [];
  return {
    agent,
    task,
    work: new WorktreeWork(me.folder, me.id),
    pause: (seconds) =>
      new Promise((resolve) => setTimeout(resolve, seconds * 1000 * task.pace * (0.7 + 0.6 * random()))),
    plan: (texts) => {
      todos = texts.map((text) => ({ text, status: 'open' }));
    },
    progress: async (active, percent, summary) => {
      todos = todos.map(({ text }, i) => ({
        text,
        status: i < active ? 'done' : i === active ? 'active' : 'open',
      }));
      stage.todos(todos);
      await host.tool('reportProgress', {
        summary,
        percent,
        todos,
        ...(percent === 100 ? { done: true } : {}),
      });
    },
    send: async (to, text) => {
      await host.tool('sendMessage', { to, text });
      stage.add('step', `Send to ${to}`);
      stage.add('detail', text.split('\n')[0] ?? '');
    },
    child: (role, childTask, part) => findOrSpawn(agent, role, childTask, part),
  };
}

/** Looked for before each attempt: a call that was lost may have been heard, and one child is enough. */
async function findOrSpawn(
  { me, host, stage }: Agent,
  role: 'manager' | 'specialist',
  task: string,
  part?: string,
): Promise<AnsweredInstance> {
  const outcome = await host.persist(async () => {
    const all = instancesIn(await host.tool('list', {}));
    const mine = all.find((one) => one.parent === me.id && one.task === task && one.state !== 'terminated');
    if (mine) return { kind: 'answered', value: mine };
    return host.toolOnce('spawn', {
      profile: 'rehearsal',
      role,
      task,
      ...(part === undefined ? {} : { part }),
    });
  });
  if (outcome.kind !== 'answered') throw new Refused(`spawn: ${outcome.why}`);
  const child = instanceIn(outcome.value);
  if (!child) throw new Refused('spawn answered without an instance');
  stage.add('step', `Spawn ${child.id}, ${role}`);
  stage.add('detail', task.replace(/\s*\[part [^\]]*\]$/, ''));
  return child;
}
