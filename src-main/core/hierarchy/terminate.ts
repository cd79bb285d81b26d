import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Witness } from '@contract/states.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { actorOf, type Fact } from '../ledger.ts';
import { pickCommandable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { descendantsOf } from '../model/tree.ts';
import { reportOrphans } from './crash.ts';
import type { Crew } from './crew.ts';
import { endProcesses } from './end-processes.ts';
import { markerOf } from './marker.ts';

/**
 * Ends an instance's whole process tree, its children's first, and answers those it ended once nothing of them runs.
 * The worktree and the branch stay.
 */
export const terminate = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.terminate'>,
): Promise<Result<Instance[]>> => {
  const target = pickCommandable(crew.ledger.view, caller, input.id, 'terminate');
  if (!target.ok) return target;
  const below = input.children ? descendantsOf(crew.ledger.view, input.id) : [];
  const wanted = [target.value, ...below]
    .filter((instance) => instance.state !== 'terminated')
    // A caller that is part of the subtree (an executive ending another one's) does not end itself.
    .filter((instance) => caller.kind === 'person' || instance.id !== caller.id);
  const by = caller.kind === 'person' ? 'the person' : caller.id;
  const reason = input.reason === '' ? `ended by ${by}` : `ended by ${by}: ${input.reason}`;
  const witness = caller.kind === 'person' ? 'person' : 'tool';
  await endInOrder(crew, wanted, { witness, reason, actor: actorOf(caller) });
  return ok(wanted.map(({ id }) => crew.instance(id)).filter((instance) => instance !== undefined));
};

/** Who ends instances, and why. */
export interface Ending extends Pick<Fact, 'actor' | 'cause'> {
  readonly witness: Witness;
  readonly reason: string;
}

/** Ends instances, children before parents; resolves once nothing of them runs. */
export const endInOrder = async (crew: Crew, wanted: readonly Instance[], ending: Ending): Promise<void> => {
  for (const { id } of wanted) crew.ending.add(id);
  try {
    for (const level of deepestFirst(wanted)) {
      await Promise.all(level.map((instance) => endOne(crew, instance.id, ending)));
    }
  } finally {
    for (const { id } of wanted) crew.ending.delete(id);
  }
  await reportOrphans(crew);
};

const deepestFirst = (instances: readonly Instance[]): Instance[][] => {
  const levels = new Map<number, Instance[]>();
  for (const instance of instances) {
    const depth = instance.id.split('_').length;
    levels.set(depth, [...(levels.get(depth) ?? []), instance]);
  }
  return [...levels.entries()].sort(([a], [b]) => b - a).map(([, level]) => level);
};

const endOne = (crew: Crew, id: InstanceId, ending: Ending): Promise<void> => {
  // Else its launch, which stands before this in its queue, would be waited for.
  crew.starts.callOff(id);
  crew.setUps.callOff(id);
  return crew.queue.run(id, async () => {
    await endLife(crew, id);
    const { witness, reason, ...by } = ending;
    crew.change(id, { to: 'terminated', witness, reason }, by);
    crew.feed.ended(crew.keyOf(id), reason);
    await crew.ports.privateFiles.remove(crew.run, id);
  });
};

/** Ends what runs of an instance, this incarnation's and any earlier one's, and frees its pane. */
export const endLife = async (crew: Crew, id: InstanceId): Promise<void> => {
  const life = crew.lives.get(id);
  if (life !== undefined) life.ending = true;
  const marker = markerOf(crew, { run: crew.run, id });
  const survivors = await endProcesses(crew.ports, [{ root: life ?? null, marker }]);
  if (survivors.length > 0) {
    crew.ports.log.warn('processes outlived SIGKILL', { id, pids: survivors.map((process) => process.pid) });
  }
  if (life === undefined) return;
  crew.forget(life);
  await crew.ports.terminals.close(life.pane);
};
