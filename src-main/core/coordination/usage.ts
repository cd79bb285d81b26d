import { fail, ok, type Result } from '@contract/result.ts';
import type { UsageDays } from '@contract/usage-days.ts';
import { dayNamer, daysUpTo, ownZone } from '../model/local-days.ts';
import { UsageCount } from '../model/usage-count.ts';
import type { ProjectPorts } from '../project-ports.ts';

/** Read at a time before others have a turn: a few milliseconds. */
const batch = 1000;

/** Sums of a project's use by day. The log is read when first asked, and from there on what is new in it. */
export class UsageByDay {
  readonly #ports: Pick<ProjectPorts, 'store' | 'clock' | 'prices'>;
  readonly #count = new UsageCount();
  #at = 0;
  #reading: Promise<void> | null = null;

  constructor(ports: Pick<ProjectPorts, 'store' | 'clock' | 'prices'>) {
    this.#ports = ports;
  }

  async days(count: number, zone = ownZone()): Promise<Result<UsageDays>> {
    const dayOf = dayNamer(zone);
    if (dayOf === null)
      return fail('bad_input', `There is no time zone “${zone}”.`, 'Name one such as Europe/Vienna.', {
        field: 'zone',
      });
    // Two that ask at once must not count the same events twice.
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
    const names = daysUpTo(dayOf(this.#ports.clock.now()), count);
    return ok({ zone, days: this.#count.days(names, dayOf), prices: this.#ports.prices.dates });
  }

  async #read(): Promise<void> {
    for (;;) {
      const events = this.#ports.store.usedAfter(this.#at, batch);
      for (const event of events) {
        this.#count.take(event);
        this.#at = event.seq;
      }
      if (events.length < batch) return;
      await new Promise<void>((resolve) => {
        this.#ports.clock.after(0, resolve);
      });
    }
  }
}
