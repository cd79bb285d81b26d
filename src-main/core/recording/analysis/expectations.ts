import type { InstanceId } from '@contract/ids.ts';
import type { Activity } from '@contract/run-reports.ts';
import type { InstanceState } from '@contract/states.ts';
import type { Life } from './run-facts.ts';

/** States in which one will have something to say to its parent. */
const atWork: ReadonlySet<InstanceState> = new Set([
  'starting',
  'confirming',
  'busy',
  'waiting',
  'blocked',
  'stalled',
]);

/** Sets of ids by whom they are about. */
class Held {
  readonly #of = new Map<string, Set<string>>();

  add(id: string, what: string): void {
    const held = this.#of.get(id);
    if (held === undefined) this.#of.set(id, new Set([what]));
    else held.add(what);
  }

  drop(id: string, what: string): void {
    this.#of.get(id)?.delete(what);
  }

  any(id: string): boolean {
    return (this.#of.get(id)?.size ?? 0) > 0;
  }

  of(id: string): ReadonlySet<string> {
    return this.#of.get(id) ?? new Set();
  }
}

/** What instances have coming: by it, one that is ready waits, or is idle. */
export class Expectations {
  /** Locks that it has asked for and not got. */
  readonly locks = new Held();
  /** Messages to it that it has not taken. */
  readonly mail = new Held();
  /** Tasks that it has, and that are not ended. */
  readonly tasks = new Held();
  readonly children = new Held();
  readonly #lives: ReadonlyMap<InstanceId, Life>;

  constructor(lives: ReadonlyMap<InstanceId, Life>) {
    this.#lives = lives;
  }

  /** What it does at this moment; null: it is terminated. */
  activityOf({ id, state }: Pick<Life, 'id' | 'state'>): Activity | null {
    switch (state) {
      case 'starting':
      case 'confirming':
        return 'starting';
      case 'waiting':
        return 'person';
      case 'terminated':
        return null;
      case 'blocked':
      case 'stalled':
      case 'crashed':
      case 'done':
        return state;
      case 'busy':
        return this.locks.any(id) ? 'lock' : 'busy';
      case 'ready':
        if (this.locks.any(id)) return 'lock';
        return this.#expects(id) ? 'message' : 'idle';
      default:
        return state satisfies never;
    }
  }

  #expects(id: InstanceId): boolean {
    if (this.mail.any(id) || this.tasks.any(id)) return true;
    for (const child of this.children.of(id)) {
      const life = this.#lives.get(child);
      if (life !== undefined && atWork.has(life.state)) return true;
    }
    return false;
  }
}
