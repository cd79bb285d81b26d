import type { TuttiEvent } from './events.ts';
import type { Shutdown } from './shutdowns.ts';

export type ShutdownEvent = Extract<TuttiEvent, { kind: `shutdown.${string}` }>;

/** The shutdown that is under way after one more event of it; null: none. */
export const reduceShutdown = (shutdown: Shutdown | null, event: ShutdownEvent): Shutdown | null => {
  switch (event.kind) {
    case 'shutdown.begun': {
      const { actor, seq, at, data } = event;
      const by = actor.kind === 'instance' ? actor.id : 'person';
      return { ...data, seq, by, begunAt: at, state: 'waiting' };
    }
    case 'shutdown.ending':
      return shutdown === null ? null : { ...shutdown, state: 'ending' };
    case 'shutdown.cancelled':
    case 'shutdown.finished':
      return null;
    default:
      return event satisfies never;
  }
};
