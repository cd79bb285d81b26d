import type { Actor } from '@contract/events.ts';
import type { InstanceId, MessageId, Party } from '@contract/ids.ts';
import type { Priority } from '@contract/priority.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { shownTask, taskOf } from '@contract/task-status.ts';
import type { ShownTask, TaskId } from '@contract/tasks.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf, type Fact } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { storedFacts } from '../stored-facts.ts';

export const partyOf = (caller: Caller): Party => (caller.kind === 'person' ? 'person' : caller.id);

/** Facts that are to be appended at once, with the messages among them numbered one after the other. */
export class Batch {
  readonly facts: Fact[] = [];
  readonly #crew: Crew;
  readonly #from: Party;
  readonly #actor: Actor;
  #messages = 0;

  constructor(crew: Crew, caller: Caller) {
    this.#crew = crew;
    this.#from = partyOf(caller);
    this.#actor = actorOf(caller);
  }

  add(fact: Fact): void {
    this.facts.push({ ...fact, actor: this.#actor });
  }

  /** Tells an instance something; not the caller itself, which knows. Null: nobody was told. */
  tell(to: InstanceId | null, text: string, priority?: Priority): MessageId | null {
    if (to === null || to === this.#from) return null;
    const by = { actor: this.#actor, ahead: this.#messages };
    const { ids, facts } = storedFacts(this.#crew, [{ from: this.#from, to, text, priority }], by);
    this.#messages += 1;
    this.facts.push(...facts);
    return ids[0] ?? null;
  }

  append(): void {
    this.#crew.ledger.append(this.facts);
  }
}

/** A task as it stands now. */
export const shown = (crew: Crew, id: TaskId): Result<ShownTask> => {
  const { tasks } = crew.ledger.view;
  const task = taskOf(tasks, id);
  return task === undefined
    ? fail('internal', `${id} is not in the view`, 'Report this.')
    : ok(shownTask(tasks, task));
};

export const shownAll = (crew: Crew, ids: readonly TaskId[]): ShownTask[] => {
  const { tasks } = crew.ledger.view;
  return ids.flatMap((id) => {
    const task = taskOf(tasks, id);
    return task === undefined ? [] : [shownTask(tasks, task)];
  });
};
