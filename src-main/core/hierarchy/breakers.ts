import type { BreakerOf } from '@contract/breakers.ts';
import type { Actor, TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { breakerOf, countedFailures, mayTry } from '../model/breaker.ts';
import type { Crew } from './crew.ts';
import type { BreakerBoard } from './keepers.ts';

/** A reason is read in one line; a screen of output is not. */
const reasonLength = 200;

const keyOf = ({ scope, name }: BreakerOf): string => `${scope} ${name}`;
export const profileBreaker = (name: string): BreakerOf => ({ scope: 'profile', name });
export const instanceBreaker = (name: InstanceId): BreakerOf => ({ scope: 'instance', name });

/**
 * What failed too often is not tried for a while (see model/breaker.ts). Failures of a closed breaker are counted here; all
 * else is in the log, and outlives the host.
 */
export class Breakers implements BreakerBoard {
  readonly #crew: Crew;
  readonly #failedAt = new Map<string, number[]>();
  readonly #trials = new Map<string, InstanceId>();
  readonly #timers = new Map<string, () => void>();

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      for (const event of events) this.#hear(event);
    });
  }

  resume(): void {
    for (const { scope, name, state, until } of this.#crew.ledger.view.breakers)
      if (state === 'open') this.#halfOpenAt({ scope, name }, until);
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  begin(id: InstanceId, ofs: readonly BreakerOf[]): Result<void> {
    const { ledger, ports } = this.#crew;
    for (const of of ofs) {
      const trial = this.#trials.get(keyOf(of));
      const may = mayTry(ledger.view, of, trial === id ? undefined : trial, ports.clock.now());
      if (!may.ok) return may;
    }
    for (const of of ofs) if (breakerOf(ledger.view, of) !== undefined) this.#trials.set(keyOf(of), id);
    return { ok: true, value: undefined };
  }

  release(id: InstanceId): void {
    for (const [key, by] of this.#trials) if (by === id) this.#trials.delete(key);
  }

  tries(id: InstanceId): boolean {
    return [...this.#trials.values()].includes(id);
  }

  isOpen(of: BreakerOf): boolean {
    return breakerOf(this.#crew.ledger.view, of)?.state === 'open';
  }

  failed(of: BreakerOf, why: string): void {
    const { ledger, ports } = this.#crew;
    const { breaker: settings } = ledger.view.settings;
    const now = ports.clock.now();
    const key = keyOf(of);
    const state = breakerOf(ledger.view, of)?.state;
    // What had begun before it opened tells nothing new.
    if (state === 'open') return;
    const failedAt = [...countedFailures(this.#failedAt.get(key) ?? [], now, settings), now];
    this.#failedAt.set(key, failedAt);
    if (state === undefined && failedAt.length < settings.failures) return;
    this.#failedAt.delete(key);
    this.#trials.delete(key);
    const until = now + settings.openSeconds * 1000;
    const reason = why.slice(0, reasonLength);
    this.#crew.guarded('a breaker', () => {
      ledger.append([{ kind: 'breaker.opened', data: { ...of, until, reason }, ...this.#runOf(of) }]);
      this.#halfOpenAt(of, until);
    });
  }

  succeeded(of: BreakerOf): void {
    const { ledger } = this.#crew;
    const breaker = breakerOf(ledger.view, of);
    if (breaker?.state !== 'half-open') return;
    this.#trials.delete(keyOf(of));
    const successes = breaker.successes + 1;
    if (successes >= ledger.view.settings.breaker.successes) this.close(of);
    else ledger.append([{ kind: 'breaker.proved', data: { ...of, successes }, ...this.#runOf(of) }]);
  }

  close(of: BreakerOf, actor?: Actor): void {
    const key = keyOf(of);
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    this.#trials.delete(key);
    const by = actor === undefined ? {} : { actor };
    this.#crew.ledger.append([{ kind: 'breaker.closed', data: of, ...by, ...this.#runOf(of) }]);
  }

  /** A profile's failures are the project's, over all its runs. */
  #runOf({ scope }: BreakerOf): { readonly run?: null } {
    return scope === 'profile' ? { run: null } : {};
  }

  #halfOpenAt(of: BreakerOf, until: number): void {
    const { clock } = this.#crew.ports;
    const key = keyOf(of);
    this.#timers.get(key)?.();
    const cancel = clock.after(Math.max(0, until - clock.now()), () => {
      this.#timers.delete(key);
      if (this.#crew.stopped || !this.isOpen(of)) return;
      this.#crew.guarded('a breaker', () =>
        this.#crew.ledger.append([{ kind: 'breaker.halfOpened', data: of, ...this.#runOf(of) }]),
      );
    });
    this.#timers.set(key, cancel);
  }

  /** Ids begin anew with each run: what an earlier instance of that name did is not counted against this one. */
  #forgetInstances(): void {
    const prefix = keyOf(instanceBreaker(''));
    for (const [key, cancel] of this.#timers) if (key.startsWith(prefix)) cancel();
    for (const kept of [this.#failedAt, this.#trials, this.#timers])
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
  }

  #hear(event: TuttiEvent): void {
    if (event.kind === 'run.started') {
      this.#forgetInstances();
    } else if (event.kind === 'instance.changed') {
      const { id, to } = event.data;
      // Neither a success nor a failure: whoever comes next may try.
      if (to === 'terminated' || to === 'stalled') this.release(id);
    } else if (event.kind === 'message.failed' || event.kind === 'message.accepted') {
      const { to } = event.data;
      const state = this.#crew.instance(to)?.state;
      if (to === 'person' || state === undefined || hasEnded(state)) return;
      if (event.kind === 'message.accepted') this.succeeded(instanceBreaker(to));
      else this.failed(instanceBreaker(to), event.data.reason);
    }
  }
}
