import { reduce } from '@contract/reduce.ts';
import type { View } from '@contract/view.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';

const person: Caller = { kind: 'person', door: 'core', readOnly: false };

/** Events come in hundreds a second; what is made of the view here needs no more than this many milliseconds' exactness. */
const pause = 100;

interface Followed {
  readonly rooms: ServedRooms;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells a project's view, at first and some milliseconds after each change, until the answered function is called. */
export const followView = ({ rooms, clock, log }: Followed, tell: (view: View) => void): (() => void) => {
  let stopped = false;
  let cancel = (): void => {};
  let callOff: (() => void) | null = null;
  const begin = async (): Promise<void> => {
    const got = await rooms.call(person, 'view.get', {});
    if (stopped) return;
    if (!got.ok) return log.warn('a project’s view was not followed', { error: got.error });
    let view = got.value;
    const soon = (): void => {
      callOff ??= clock.after(pause, () => {
        callOff = null;
        tell(view);
      });
    };
    const followed = rooms.follow(
      person,
      'events.follow',
      { after: view.seq },
      {
        item: (events) => {
          for (const event of events) if (event.seq > view.seq) view = reduce(view, event);
          soon();
        },
        end: (error) => {
          if (error) log.warn('a project’s view is no longer followed', { error });
        },
      },
    );
    if (!followed.ok) return log.warn('a project’s view was not followed', { error: followed.error });
    cancel = followed.value.cancel;
    tell(view);
  };
  begin().catch((error: unknown) => log.error('a project’s view was not followed', error));
  return () => {
    stopped = true;
    callOff?.();
    cancel();
  };
};
