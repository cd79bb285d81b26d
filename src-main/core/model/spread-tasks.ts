import type { InstanceId } from '@contract/ids.ts';
import type { Task, TaskId } from '@contract/tasks.ts';
import { firstMeeting } from './claims-meet.ts';
import { splitWork } from './split-work.ts';

export interface Spread {
  readonly given: readonly { readonly task: TaskId; readonly to: InstanceId }[];
  readonly left: readonly { readonly task: TaskId; readonly reason: string }[];
}

interface Wish {
  /** Ready ones, in the order of creation. */
  readonly tasks: readonly Task[];
  /** Those that somebody has and has not finished. */
  readonly held: readonly Task[];
  readonly to: readonly InstanceId[];
  readonly by: 'round-robin' | 'least-loaded';
  /** How many tasks they were given so far: where a round goes on. */
  readonly before: number;
}

/**
 * Who is to get which task. What touches the same files goes to the same instance, also to the one that is at work on them;
 * if that is none of those given, the task is left.
 */
export const spreadTasks = ({ tasks, held, to, by, before }: Wish): Spread => {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const given: { task: TaskId; to: InstanceId }[] = [];
  const left: { task: TaskId; reason: string }[] = [];
  const loads = new Map(to.map((id) => [id, held.filter(({ assignee }) => assignee === id).length]));
  let turn = before;
  for (const group of splitWork(tasks, new Map())) {
    const members = group.tasks.flatMap((id) => byId.get(id) ?? []);
    const bound = boundTo(members, held, to);
    if ('reason' in bound) {
      left.push(...members.map(({ id }) => ({ task: id, reason: bound.reason })));
      continue;
    }
    const next = by === 'round-robin' ? to[turn++ % to.length] : leastLoaded(loads);
    const taker = bound.to ?? next;
    if (taker === undefined) throw new Error('tasks are spread over nobody');
    loads.set(taker, (loads.get(taker) ?? 0) + members.length);
    given.push(...members.map(({ id }) => ({ task: id, to: taker })));
  }
  return { given, left };
};

/** The first of those that have the least. */
const leastLoaded = (loads: ReadonlyMap<InstanceId, number>): InstanceId | undefined =>
  [...loads].reduce<[InstanceId, number] | undefined>(
    (least, entry) => (least === undefined || entry[1] < least[1] ? entry : least),
    undefined,
  )?.[0];

/** Who must have tasks, since it is at work on their files; null: anyone may. */
const boundTo = (
  members: readonly Task[],
  held: readonly Task[],
  to: readonly InstanceId[],
): { readonly to: InstanceId | null } | { readonly reason: string } => {
  const met = held.flatMap((other) => {
    const meeting = firstMeeting(
      other.files,
      members.flatMap(({ files }) => files),
    );
    return meeting === null ? [] : [{ other, claim: meeting.one }];
  });
  const holders = [...new Set(met.map(({ other }) => other.assignee))];
  const [first] = met;
  if (first === undefined) return { to: null };
  const holder = first.other.assignee;
  if (holders.length === 1 && holder !== null && to.includes(holder)) return { to: holder };
  return {
    reason: `${met.map(({ other, claim }) => `${other.assignee} is at work on ${claim} (${other.id})`).join(', ')}`,
  };
};
