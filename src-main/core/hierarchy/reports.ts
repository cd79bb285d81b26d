import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { actorOf, type Fact } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { tasksOf } from '../model/held-tasks.ts';
import type { Crew, Life } from './crew.ts';

/** The calling instance, alive. */
export const selfOf = (crew: Crew, caller: Caller): Result<{ instance: Instance; life: Life }> => {
  if (caller.kind === 'person') {
    return fail('refused', 'only an instance reports about itself', 'Send it a message instead.');
  }
  const instance = crew.instance(caller.id);
  const life = crew.lives.get(caller.id);
  if (instance === undefined || life === undefined) {
    return fail(
      'wrong_state',
      `${caller.id} does not run`,
      'Nothing: this process is not the one Tutti started.',
    );
  }
  return ok({ instance, life });
};

/** An instance tells how far it is; with `done`, that its task is finished. */
export const reportProgress = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.reportProgress'>,
): Result<Instance> => {
  const self = selfOf(crew, caller);
  if (!self.ok) return self;
  const { id } = self.value.instance;
  const { summary, percent, todos, done } = input;
  const actor = actorOf(caller);
  const facts: Fact[] = [
    {
      kind: 'instance.progressed',
      data: { id, summary, percent: percent ?? null, ...(todos === undefined ? {} : { todos }) },
      actor,
    },
  ];
  if (done && self.value.life.confirmed) {
    facts.push(
      ...crew.transition(
        id,
        { to: 'done', witness: 'tool', reason: `${summary.slice(0, 200)}${unfinished(crew, id)}` },
        { actor },
      ),
    );
  }
  crew.ledger.append(facts);
  return ok(crew.instance(id) ?? self.value.instance);
};

/** Its tasks are not taken for done with it, since nothing shows that they are: they are named. */
const unfinished = (crew: Crew, id: InstanceId): string => {
  const left = tasksOf(crew.ledger.view, id).map((task) => `${task.id} is still ${task.state}`);
  return left.length === 0 ? '' : ` (${left.join(', ')})`;
};
