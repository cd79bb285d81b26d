import type { TuttiEvent } from './events.ts';
import type { KeptWork } from './kept-work.ts';

export type KeptEvent = Extract<TuttiEvent, { kind: 'work.saved' | 'work.restored' | 'work.dropped' }>;

const runOf = (work: string): number => Number(work.slice(0, work.indexOf('/')));

/** Kept work after one more event about it; null: it is not known. */
export const reduceKept = (known: KeptWork | null, event: KeptEvent): KeptWork | null => {
  switch (event.kind) {
    case 'work.saved':
      return { ...event.data, run: runOf(event.data.work), at: event.at, dropped: null, back: null };
    case 'work.restored': {
      const { worktree, branch } = event.data;
      return known === null ? null : { ...known, back: { worktree, branch } };
    }
    case 'work.dropped':
      return known === null ? null : { ...known, dropped: { at: event.at, reason: event.data.reason } };
    default:
      return event satisfies never;
  }
};
