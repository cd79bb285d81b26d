import type { InstanceId } from '@contract/ids.ts';
import type { Exit, Instance } from '@contract/instances.ts';
import type { Fact } from '../ledger.ts';
import { spentFor } from '../model/budgets.ts';
import { callsForRestart, nextRestart } from '../model/recovery.ts';
import { lookAgainMs } from '../timed-look.ts';
import { instanceBreaker, profileBreaker } from './breakers.ts';
import type { Crew } from './crew.ts';
import type { Restarts } from './keepers.ts';
import { restartUnasked } from './restart.ts';

/** A host that is back within so many ms (an update, a kill) goes on with the restarts that were due meanwhile. */
const awayMs = 60_000;

/**
 * Starts crashed instances again unasked, after growing waits and only so often (settings). Only what crashes while a host looks:
 * what has ended without one waits for the person, since it may be very many at once.
 */
export class Recovery implements Restarts {
  readonly #crew: Crew;
  readonly #timers = new Map<InstanceId, () => void>();

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  resume(): void {
    const { ledger, ports } = this.#crew;
    for (const { id, recovery } of Object.values(ledger.view.instances)) {
      if (recovery.at === null) continue;
      if (ports.clock.now() - recovery.at < awayMs) this.schedule(id);
      else this.#drop(id, 'its restart was due while no host ran');
    }
  }

  factsOf(life: Parameters<Restarts['factsOf']>[0], before: Instance, exit: Exit, reason: string): Fact[] {
    const { clock } = this.#crew.ports;
    const confirms = life.profile.confirm.expected;
    const typedAgo = clock.now() - life.typedAt;
    return callsForRestart({ before, exit, confirms, typedAgo }) ? this.#plan(before, reason) : [];
  }

  #plan(instance: Instance, reason: string): Fact[] {
    const { ledger, ports, breakers } = this.#crew;
    const { view } = ledger;
    const { id, profile } = instance;
    const { recovery } = view.settings;
    // A host that lets go may take its terminals along: nobody crashes there.
    if (this.#crew.stopped) return [];
    if (recovery.restart === 'off' || view.run?.endedAt !== null) return [];
    if (spentFor(view, id) !== null) return [];
    const now = ports.clock.now();
    const { tried } = this.#crew.instance(id)?.recovery ?? instance.recovery;
    const next = nextRestart(tried, now, recovery);
    if (next === null) {
      const { most, withinMinutes } = recovery;
      const words = `crashed ${most + 1} times in ${withinMinutes} minutes: ${reason}`;
      return [{ kind: 'instance.restartDropped', data: { id, reason: words } }];
    }
    if (breakers.isOpen(profileBreaker(profile)) || breakers.isOpen(instanceBreaker(id))) {
      const words = `${reason}; not started again: too many failures of late`;
      return [{ kind: 'instance.restartDropped', data: { id, reason: words } }];
    }
    const { attempt, waitMs } = next;
    const { most } = recovery;
    const words = `${reason}; restarts in ${waitMs / 1000} s, attempt ${attempt} of ${most}`;
    const data = { id, attempt, most, at: now + waitMs, reason: words };
    return [{ kind: 'instance.restartPlanned', data }];
  }

  #drop(id: InstanceId, reason: string): void {
    this.#crew.ledger.append([{ kind: 'instance.restartDropped', data: { id, reason } }]);
  }

  schedule(id: InstanceId, least = 0): void {
    const at = this.#crew.instance(id)?.recovery.at ?? null;
    if (at === null || this.#crew.stopped) return;
    const { clock, log } = this.#crew.ports;
    this.#timers.get(id)?.();
    const cancel = clock.after(Math.max(least, at - clock.now()), () => {
      this.#timers.delete(id);
      this.#restart(id, at).catch((error: unknown) => {
        log.error('an unasked restart', error, { id });
        // The log says still that it is to come (a full disk, say): so it does.
        this.schedule(id, lookAgainMs);
      });
    });
    this.#timers.set(id, cancel);
  }

  /** Ended, started or planned anew meanwhile, `at` tells so. */
  #isDue(id: InstanceId, at: number): boolean {
    const now = this.#crew.instance(id);
    return !this.#crew.stopped && now?.state === 'crashed' && now.recovery.at === at;
  }

  async #restart(id: InstanceId, at: number): Promise<void> {
    if (!this.#isDue(id, at)) return;
    if (spentFor(this.#crew.ledger.view, id) !== null) {
      this.#drop(id, 'not started again: its budget is spent');
      return;
    }
    const result = await restartUnasked(this.#crew, id, () => this.#isDue(id, at));
    const now = this.#crew.instance(id);
    if (result.ok || now?.state !== 'crashed') return;
    const { message } = result.error;
    if (now.recovery.at === at) this.#drop(id, `not started again: ${message}`);
    else if (now.recovery.at === null) this.#crew.ledger.append(this.#plan(now, message));
    this.schedule(id);
  }
}
