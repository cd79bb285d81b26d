import type { EventKind, TuttiEvent } from './events.ts';
import { needsPerson } from './states.ts';
import type { MarkerKind } from './timelines.ts';

const byKind: Partial<Record<EventKind, MarkerKind>> = {
  'instance.committed': 'commit',
  'task.committed': 'commit',
  'merge.merged': 'merge',
  'merge.undone': 'merge',
  'merge.conflicted': 'conflict',
  'conflict.found': 'conflict',
  'overlap.found': 'conflict',
  'lock.granted': 'lock',
  'lock.refused': 'lock',
  'blocker.climbed': 'blocker',
  'task.failed': 'failure',
  'merge.failed': 'failure',
  'message.failed': 'failure',
  'breaker.opened': 'failure',
  'task.completed': 'task',
  'task.accepted': 'task',
  'plan.part-completed': 'task',
};

/** How an event stands out on a timeline; null: it does not. What the person did counts as theirs before all else. */
export const markerOf = (event: TuttiEvent): MarkerKind | null => {
  if (event.actor.kind === 'person') return 'person';
  if (event.kind === 'instance.changed') {
    const { to } = event.data;
    if (to === 'crashed') return 'failure';
    return needsPerson(to) ? 'blocker' : null;
  }
  if (event.kind === 'instance.launched') return event.data.incarnation > 1 ? 'restart' : null;
  return byKind[event.kind] ?? null;
};
