import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Expectations } from './expectations.ts';
import type { Life, PersonWaitFacts } from './run-facts.ts';

type EventOf<K extends TuttiEvent['kind']> = Extract<TuttiEvent, { kind: K }>;

/** Of a question: enough to know it again in a table. */
const questionLength = 120;

/** Lives of a run's instances, put together from their events. */
export class InstanceGatherer {
  readonly lives = new Map<InstanceId, Life>();
  readonly personWaits: PersonWaitFacts[] = [];
  readonly #asking = new Map<InstanceId, PersonWaitFacts>();

  take(event: TuttiEvent, at: number): void {
    switch (event.kind) {
      case 'instance.spawned':
        this.#spawned(event, at);
        break;
      case 'instance.launched': {
        const life = this.lives.get(event.data.id);
        if (life !== undefined) life.launches += 1;
        break;
      }
      case 'instance.changed':
        this.#changed(event, at);
        break;
      case 'instance.used':
        this.lives.get(event.data.id)?.used.set(event.data.session, event.data.used);
        break;
      case 'instance.answered': {
        const asked = this.#asking.get(event.data.id);
        if (asked !== undefined) asked.answeredBy = event.data.rule === null ? event.actor.kind : 'rule';
        break;
      }
      default:
    }
  }

  /** What it does is looked at anew: its time up to `at` goes to what it did so far. */
  settle(id: string, at: number, expected: Expectations): void {
    const life = this.lives.get(id);
    if (life === undefined) return;
    const activity = expected.activityOf(life);
    if (activity === life.open?.activity) return;
    closeSpan(life, at);
    life.open = activity === null ? null : { activity, from: at };
    life.endedAt = activity === null ? at : null;
  }

  #spawned({ data, actor, seq }: EventOf<'instance.spawned'>, at: number): void {
    const { id, role, parent, profile, task } = data;
    const told = {
      role,
      parent,
      profile,
      model: data.model ?? null,
      task,
      spawner: actor.kind === 'instance' ? actor.id : null,
      state: 'starting' as const,
      reason: '',
    };
    const before = this.lives.get(id);
    if (before !== undefined) Object.assign(before, told);
    else
      this.lives.set(id, {
        ...told,
        id,
        spawned: { seq, at },
        spans: [],
        open: null,
        endedAt: null,
        launches: 0,
        crashes: 0,
        blockers: 0,
        used: new Map(),
      });
  }

  #changed({ data }: EventOf<'instance.changed'>, at: number): void {
    const life = this.lives.get(data.id);
    if (life === undefined) return;
    if (data.to === 'crashed' && life.state !== 'crashed') life.crashes += 1;
    if (data.to === 'blocked') life.blockers += 1;
    life.state = data.to;
    life.reason = data.reason;
    this.#noteAsking(data, at);
  }

  #noteAsking({ id, to, question }: EventOf<'instance.changed'>['data'], at: number): void {
    const before = this.#asking.get(id);
    if (before !== undefined) {
      before.endedAt = at;
      this.#asking.delete(id);
    }
    if (to !== 'waiting') return;
    const asked: PersonWaitFacts = {
      id,
      since: at,
      question: (question?.text ?? '').slice(0, questionLength),
      endedAt: null,
      answeredBy: null,
    };
    this.personWaits.push(asked);
    this.#asking.set(id, asked);
  }
}

/** Ends what it does at `at`. What took no time is left out. */
export const closeSpan = (life: Life, at: number): void => {
  if (life.open === null || at <= life.open.from) return;
  const { activity, from } = life.open;
  const last = life.spans.at(-1);
  if (last !== undefined && last.activity === activity && last.to === from)
    life.spans[life.spans.length - 1] = { ...last, to: at };
  else life.spans.push({ activity, from, to: at });
};
