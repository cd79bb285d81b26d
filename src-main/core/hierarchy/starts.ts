import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Crew } from './crew.ts';
import type { StartGate } from './keepers.ts';

/** While somebody waits for memory it is looked at so often: what frees it is mostly no event of Tutti's. */
const lookAgainMs = 2000;

const mebibyte = 1024 * 1024;

/** Why nobody more may start: `kind` tells reasons apart whose figures change all the time. */
interface Obstacle {
  readonly kind: 'together' | 'memory';
  readonly words: string;
}

interface Waiting {
  readonly id: InstanceId;
  told: Obstacle['kind'] | null;
  go(passed: boolean): void;
}

const gigabytes = (mb: number): string => `${(mb / 1024).toFixed(1).replace(/\.0$/, '')} GB`;

/**
 * The one gate of all launches. Agents that confirm pass a few at a time (from the launch of their program until they are ready,
 * ask something or have failed), and only while there is memory or nobody runs. The rest wait in order, and say so.
 */
export class Starts implements StartGate {
  readonly #crew: Crew;
  readonly #starting = new Set<InstanceId>();
  readonly #waiting: Waiting[] = [];
  #looking = false;
  #lookAgain = false;
  #cancelTimer: () => void = () => undefined;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      for (const event of events) {
        if (event.kind !== 'instance.changed') continue;
        const { id, to } = event.data;
        if (to !== 'starting' && to !== 'confirming') this.#starting.delete(id);
      }
      if (this.#waiting.length > 0) this.#look();
    });
  }

  stop(): void {
    this.#cancelTimer();
  }

  pass(id: InstanceId, confirms: boolean): Promise<boolean> {
    this.#starting.delete(id);
    if (!confirms) return Promise.resolve(true);
    return new Promise((go) => {
      this.#waiting.push({ id, told: null, go });
      this.#look();
    });
  }

  leave(id: InstanceId): void {
    this.#starting.delete(id);
    this.#look();
  }

  callOff(id: InstanceId): void {
    const at = this.#waiting.findIndex((one) => one.id === id);
    if (at === -1) return;
    const [gone] = this.#waiting.splice(at, 1);
    gone?.go(false);
  }

  #look(): void {
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    this.#lookOn().catch((error: unknown) => this.#crew.ports.log.error('waiting to start', error));
  }

  async #lookOn(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#crew.stopped) {
        this.#lookAgain = false;
        await this.#admit();
      }
    } finally {
      // Without a moment after the last look: who comes in between would be looked at by nobody.
      this.#looking = false;
    }
  }

  async #admit(): Promise<void> {
    this.#cancelTimer();
    while (this.#waiting.length > 0) {
      const obstacle = await this.#obstacle();
      if (obstacle !== null) {
        this.#tell(obstacle);
        return;
      }
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#starting.add(next.id);
      next.go(true);
    }
  }

  async #obstacle(): Promise<Obstacle | null> {
    const { together, keepFreeMb } = this.#crew.ledger.view.settings.starts;
    const others = this.#starting.size;
    if (others >= together)
      return {
        kind: 'together',
        words: `waits: ${others} ${others === 1 ? 'other is' : 'others are'} starting`,
      };
    if (keepFreeMb === 0 || (this.#crew.lives.size === 0 && others === 0)) return null;
    const free = await this.#crew.ports.memory.available();
    if (free === null || free / mebibyte >= keepFreeMb) return null;
    const words = `waits for memory: ${gigabytes(free / mebibyte)} free, ${gigabytes(keepFreeMb)} to be kept`;
    return { kind: 'memory', words };
  }

  #tell({ kind, words }: Obstacle): void {
    for (const one of [...this.#waiting]) {
      if (one.told === kind) continue;
      one.told = kind;
      const data = { id: one.id, reason: words };
      this.#crew.guarded('waiting to start', () =>
        this.#crew.ledger.append([{ kind: 'instance.startHeld', data }]),
      );
    }
    if (kind === 'memory') this.#cancelTimer = this.#crew.ports.clock.after(lookAgainMs, () => this.#look());
  }
}

type Delay = Extract<TuttiEvent, { kind: 'instance.startHeld' | 'instance.settingUp' }>;

/** A set-up command takes minutes; to copy some files takes no time. */
const mayTakeLong = (event: TuttiEvent): event is Delay =>
  event.kind === 'instance.startHeld' || (event.kind === 'instance.settingUp' && event.data.command !== '');

/** What a launch answers: once its program runs, or at once when it has to wait for its turn or for its worktree. */
export const whenBegun = async (
  crew: Crew,
  id: InstanceId,
  launched: Promise<Result<Instance>>,
): Promise<Result<Instance>> => {
  let stop = (): void => undefined;
  const held = new Promise<Result<Instance>>((resolve) => {
    stop = crew.ledger.listen((events) => {
      const waits = events.some((event) => mayTakeLong(event) && event.data.id === id);
      const instance = crew.instance(id);
      if (waits && instance !== undefined) resolve(ok(instance));
    });
  });
  // Nobody may be left to hear of it.
  launched.catch((error: unknown) => crew.ports.log.error('a launch', error, { id }));
  try {
    return await Promise.race([launched, held]);
  } finally {
    stop();
  }
};
