import type { Recording } from '@contract/recordings.ts';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import type { Player } from './player.ts';
import type { ReplayClock } from './replay-clock.ts';

/** A recording that is being watched; everything below it in the window is as of its playhead. */
export interface Replay {
  readonly recording: Recording;
  readonly clock: ReplayClock;
  /** The host itself: what is asked of the recording as a whole. */
  readonly host: TuttiClient;
  /** Back to what is live; null: there is none, the recording is all that there is. */
  readonly leave: (() => void) | null;
}

/** Null: the window is live. */
export const ReplayContext = createContext<Replay | null>(null);

export const useReplay = (): Replay | null => useContext(ReplayContext);

/** Where the playhead stands, in milliseconds since 1970; renders again at each of its moves. */
export const useHead = (clock: ReplayClock): number => {
  const subscribe = useCallback((listener: () => void) => clock.onHead(listener), [clock]);
  return useSyncExternalStore(subscribe, () => clock.head);
};

export const usePlayer = (clock: ReplayClock): Player => {
  const subscribe = useCallback((listener: () => void) => clock.onPlayer(listener), [clock]);
  return useSyncExternalStore(subscribe, () => clock.player);
};
