import type { TuttiEvent } from '@contract/events.ts';
import { countWords } from '../design/time-words.ts';
import { brief } from './brief.ts';

type ShutdownEvent = Extract<TuttiEvent, { kind: `shutdown.${string}` }>;

const who = ({ actor }: ShutdownEvent): string => (actor.kind === 'instance' ? actor.id : 'the person');

/** An event of a shutdown in one sentence. */
export const shutdownWords = (event: ShutdownEvent): string => {
  switch (event.kind) {
    case 'shutdown.begun': {
      const { ids, reason } = event.data;
      const why = reason === '' ? '' : `: ${brief(reason)}`;
      return `Shutdown of ${countWords(ids.length, 'instance')} begun by ${who(event)}${why}`;
    }
    case 'shutdown.ending': {
      const { why, unsaved } = event.data;
      if (why === 'saved') return 'Shutdown: all work is saved, instances are ended';
      const open = unsaved.length === 0 ? '' : `, not saved: ${brief(unsaved.join(', '))}`;
      return `Shutdown: the time is up, instances are ended${open}`;
    }
    case 'shutdown.cancelled':
      return `Shutdown called off by ${who(event)}`;
    case 'shutdown.finished': {
      const { ended, left } = event.data;
      const what = left.map(({ id, files }) => `${id} ${files === null ? '?' : countWords(files, 'file')}`);
      const rest = left.length === 0 ? 'everything is committed' : `not committed: ${brief(what.join(', '))}`;
      return `Shut down: ${countWords(ended.length, 'instance')} ended, ${rest}`;
    }
    default:
      return event satisfies never;
  }
};
