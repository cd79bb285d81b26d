import type { Door } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';

/** Who comes through a door. The door finds out; nothing in a call's arguments does. `gone`: it no longer waits for an answer. */
export type Caller =
  | { readonly kind: 'person'; readonly door: Door; readonly readOnly: boolean; readonly gone?: AbortSignal }
  | {
      readonly kind: 'instance';
      readonly id: InstanceId;
      readonly run: number;
      readonly door: Door;
      readonly gone?: AbortSignal;
    };

/** Whether a caller came through a door that changes nothing. */
export const looksOnly = (caller: Caller): boolean => caller.kind === 'person' && caller.readOnly;
