import type { EventKind, TuttiEvent } from '@contract/events.ts';

type LockEventKind = Extract<EventKind, `lock.${string}`>;
export type LockEvent = Extract<TuttiEvent, { kind: LockEventKind }>;

const shownPaths = 3;

const pathsWords = (paths: readonly string[]): string => {
  const rest = paths.length - shownPaths;
  return paths.slice(0, shownPaths).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const released = {
  asked: '',
  forced: ', by force of the person',
  done: ', since it is done',
  terminated: ', since it was terminated',
  upgraded: ', for an exclusive one',
  'run-ended': ', since the run ended',
} as const;

const withdrawn = { ...released, crashed: ', since its program ended', replaced: ', for another' } as const;

const expired = {
  lease: 'its time is up',
  grace: 'its holder was not restarted in time',
  'not-taken-up': 'its holder did not ask for it again',
  'not-asked-again': 'nobody asked for it again',
} as const;

/** An event of a lock's in one sentence for a person. */
export const describeLockEvent = (event: LockEvent): string => {
  if (event.kind === 'lock.graced') {
    const { holder, until } = event.data;
    return until === null
      ? `${holder} keeps its locks: it runs again`
      : `${holder} loses its locks unless it runs again soon`;
  }
  const { holder, paths } = event.data;
  const what = pathsWords(paths);
  switch (event.kind) {
    case 'lock.queued':
      return `${holder} waits for ${event.data.mode === 'shared' ? 'a shared lock on ' : ''}${what}`;
    case 'lock.granted':
      return `${holder} has locked ${what}${event.data.mode === 'shared' ? ', shared' : ''}`;
    case 'lock.renewed':
      return `${holder} goes on with its lock on ${what}`;
    case 'lock.released':
      return `${holder} no longer locks ${what}${released[event.data.why]}`;
    case 'lock.expired':
      return `The lock of ${holder} on ${what} has ended: ${expired[event.data.why]}`;
    case 'lock.withdrawn':
      return `${holder} no longer waits for ${what}${withdrawn[event.data.why]}`;
    case 'lock.refused':
      return `${holder} may not wait for ${what}, a deadlock: ${event.data.circle.map((each) => `${each.holder} waits for ${each.waitsFor}`).join(', ')}`;
    default:
      return event satisfies never;
  }
};
