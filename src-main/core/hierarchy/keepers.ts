import type { BreakerOf } from '@contract/breakers.ts';
import type { Actor } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Exit, Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import type { Result } from '@contract/result.ts';
import type { Keeper } from '../keeper.ts';
import type { Fact } from '../ledger.ts';
import type { LiveTail } from './live-tail.ts';

/** The one gate of all launches (see starts.ts). */
export interface StartGate extends Keeper {
  /** Resolves when it may start; false: it was called off. A program that confirms nothing (a shell) passes at once. */
  pass(id: InstanceId, confirms: boolean): Promise<boolean>;
  /** Its launch came to nothing, and no event tells so. */
  leave(id: InstanceId): void;
  /** It is to be ended: it starts no more. */
  callOff(id: InstanceId): void;
}

/** Whose worktree is to be made ready, for which of its starts. */
export interface ToSetUp {
  readonly instance: Instance;
  readonly incarnation: number;
  readonly by: { readonly actor: Actor; readonly cause: number | null };
}

/** Makes new worktrees ready (see set-up.ts). */
export interface SetUpGate extends Keeper {
  /** Resolves when its program may start: at once where nothing is to be done. What fails is written down. */
  prepare(order: ToSetUp): Promise<Result<void>>;
  /** It is to be ended, or started anew: what is under way stops. */
  callOff(id: InstanceId): void;
  underWay(): readonly InstanceId[];
  /** What its command has printed so far; undefined: nothing of it is under way here. */
  live(id: InstanceId): LiveTail | undefined;
}

/** What failed too often is not tried for a while (see breakers.ts). */
export interface BreakerBoard extends Keeper {
  /** Whether all of these may be tried, and that `id` does now. */
  begin(id: InstanceId, ofs: readonly BreakerOf[]): Result<void>;
  /** It tries nothing any more, and has shown nothing. */
  release(id: InstanceId): void;
  tries(id: InstanceId): boolean;
  isOpen(of: BreakerOf): boolean;
  failed(of: BreakerOf, why: string): void;
  succeeded(of: BreakerOf): void;
  close(of: BreakerOf, actor?: Actor): void;
}

/** Restarts that nobody asked for (see recovery.ts). */
export interface Restarts extends Keeper {
  /** What follows from a crash: a restart that is planned, or that there is none any more. `before`: as it was; its reason is given. */
  factsOf(
    life: { readonly profile: Profile; readonly typedAt: number },
    before: Instance,
    exit: Exit,
    reason: string,
  ): Fact[];
  /** Sets the timer of the restart that the log knows of, if any. */
  schedule(id: InstanceId): void;
}

/** Who watches over what starts. */
export interface StartKeepers {
  readonly starts: StartGate;
  readonly breakers: BreakerBoard;
  readonly recovery: Restarts;
  readonly setUps: SetUpGate;
}
