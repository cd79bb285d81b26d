import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Shutdown } from '@contract/shutdowns.ts';
import type { View } from '@contract/view.ts';
import { pickCommandable } from './authority.ts';
import type { Caller } from './caller.ts';
import { descendantsOf, isBelow } from './tree.ts';

/** Those whom a shutdown is to end, parents before children; never the one who asks for it. */
export const toShutDown = (view: View, caller: Caller, id: InstanceId | undefined): Result<Instance[]> => {
  const top = id === undefined ? ok(null) : pickCommandable(view, caller, id, 'shut down');
  if (!top.ok) return top;
  const all =
    top.value !== null
      ? [top.value, ...descendantsOf(view, top.value.id)]
      : caller.kind === 'person'
        ? Object.values(view.instances)
        : descendantsOf(view, caller.id);
  const found = all.filter(
    (one) => one.state !== 'terminated' && (caller.kind === 'person' || one.id !== caller.id),
  );
  if (found.length > 0) return ok(found);
  return fail('wrong_state', 'nobody is there to be shut down', 'Nothing: all of them have ended.');
};

/** Those whom it ends in the end: also those that came below them meanwhile, or, of a whole run, anywhere. */
export const endedBy = (view: View, { ids, top, by }: Shutdown): Instance[] => {
  const wholeRun = top === null && by === 'person';
  return Object.values(view.instances).filter(
    ({ id }) => id !== by && (wholeRun || ids.includes(id) || ids.some((above) => isBelow(view, id, above))),
  );
};

/** Whether something new may begin below a parent (null: none): not while that is being shut down. */
export const checkLasting = ({ shutdown }: View, parent: InstanceId | null): Result<void> => {
  if (shutdown === null) return ok(undefined);
  const ends =
    parent === null ? shutdown.top === null && shutdown.by === 'person' : shutdown.ids.includes(parent);
  if (!ends) return ok(undefined);
  return fail(
    'wrong_state',
    `${parent ?? 'the run'} is being shut down`,
    'Wait until it has ended, or call the shutdown off first.',
    { field: 'parent' },
  );
};

/** The shutdown that a caller may call off: the person any, an instance its own and those begun below it. */
export const pickShutdown = (view: View, caller: Caller): Result<Shutdown> => {
  const { shutdown } = view;
  if (shutdown === null)
    return fail('wrong_state', 'no shutdown is under way', 'Nothing is to be called off.');
  const { by } = shutdown;
  const may =
    caller.kind === 'person' || by === caller.id || (by !== 'person' && isBelow(view, by, caller.id));
  if (!may)
    return fail('refused', `the shutdown was begun by ${by === 'person' ? 'the person' : by}`, 'Ask there.');
  if (shutdown.state === 'ending')
    return fail(
      'wrong_state',
      'the shutdown is ending instances already',
      'Restart those that are still wanted: their worktrees and branches stay.',
    );
  return ok(shutdown);
};
