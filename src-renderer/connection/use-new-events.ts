import type { TuttiEvent } from '@contract/events.ts';
import { useContext, useEffect, useRef } from 'react';
import type { ProjectSnapshot } from './project-state.ts';
import { ProjectContext } from './use-project.ts';

/** Those after `last`, oldest first; null when some of them are not kept any more. */
const after = (recent: readonly TuttiEvent[], last: number): readonly TuttiEvent[] | null => {
  let from = recent.length;
  while (from > 0 && (recent[from - 1]?.seq ?? 0) > last) from -= 1;
  const fresh = recent.slice(from);
  const [first] = fresh;
  return first !== undefined && first.seq > last + 1 ? null : fresh;
};

/**
 * Hands over each event that comes from now on, in order and once, as the view takes it in; null where some were missed or undone (a
 * recording was gone back in), and what was made of them has to be read anew. For what is too large to stand in the view.
 */
export const useNewEvents = (onEvents: (events: readonly TuttiEvent[] | null) => void): void => {
  const project = useContext(ProjectContext);
  if (project === null) throw new Error('useNewEvents stands outside of a ProjectContext');
  const latest = useRef(onEvents);
  useEffect(() => {
    latest.current = onEvents;
  });
  useEffect(() => {
    let last = project.get().view.seq;
    const look = ({ phase, view, recent }: ProjectSnapshot): void => {
      if (phase !== 'live' || view.seq === last) return;
      const fresh = view.seq < last ? null : after(recent, last);
      last = view.seq;
      if (fresh === null || fresh.length > 0) latest.current(fresh);
    };
    return project.subscribe(() => look(project.get()));
  }, [project]);
};
