import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import type { JSX } from 'react';
import { useProject } from '../connection/use-project.ts';
import { clockWords } from '../design/time-words.ts';
import { describeEvent, toneOf } from './describe-event.ts';
import { newestTold } from './filter-events.ts';
import './event-list.css';

/** As many as a wide window can show side by side. */
const shownLimit = 8;
const sameList = (a: readonly TuttiEvent[], b: readonly TuttiEvent[]): boolean =>
  a.length === b.length && a.every((event, index) => event === b[index]);

/** The latest events in one line, newest first; what doesn't fit is cut off. */
export const EventStrip = ({ onSelect }: { onSelect(id: string): void }): JSX.Element => {
  const latest = useProject(({ recent }) => newestTold(recent, shownLimit), sameList);
  return (
    <div className="ev-strip">
      {latest.length === 0 && <span className="ds-quiet">Nothing has happened yet</span>}
      {latest.map((event) => {
        const about = instanceOf(event);
        return (
          <button
            type="button"
            key={event.seq}
            disabled={about === null}
            onClick={() => about !== null && onSelect(about)}
          >
            <time className="ds-figures">{clockWords(event.at)}</time>
            <span className={`ev-words ev-${toneOf(event)}`}>{describeEvent(event)}</span>
          </button>
        );
      })}
    </div>
  );
};
