import type { InstanceState } from '@contract/states.ts';

const alive: readonly InstanceState[] = ['ready', 'busy', 'waiting', 'blocked', 'stalled', 'done'];
const endings: readonly InstanceState[] = ['crashed', 'terminated', 'starting'];

/**
 * starting -> confirming -> ready <-> busy -> done, with waiting, blocked and stalled aside, and two ends. An ended
 * instance comes back through `starting` alone (a restart), or is put aside for good (crashed -> terminated).
 */
const next: Record<InstanceState, readonly InstanceState[]> = {
  starting: ['confirming', 'ready', 'waiting', 'stalled', ...endings],
  confirming: ['ready', 'waiting', 'stalled', ...endings],
  ready: [...alive, ...endings],
  busy: [...alive, ...endings],
  // Before it has confirmed, an instance returns from a question or a stall to `confirming`.
  waiting: [...alive, 'confirming', ...endings],
  blocked: [...alive, ...endings],
  stalled: [...alive, 'confirming', ...endings],
  done: [...alive, ...endings],
  crashed: ['starting', 'terminated'],
  terminated: ['starting'],
};

export const canBecome = (from: InstanceState, to: InstanceState): boolean => next[from].includes(to);
