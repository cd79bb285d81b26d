import type { TuttiEvent } from './events.ts';
import type { Merge } from './merges.ts';

export type MergeEvent = Extract<TuttiEvent, { kind: `merge.${string}` }>;
type Later = Exclude<MergeEvent, { kind: 'merge.queued' }>;

const queued = ({ data, actor, at, run }: Extract<MergeEvent, { kind: 'merge.queued' }>): Merge => {
  const { merge, id, ...terms } = data;
  return {
    ...terms,
    id: merge,
    run: run ?? 0,
    of: id,
    state: 'queued',
    reason: '',
    by: actor.kind === 'instance' ? actor.id : 'person',
    askedAt: at,
    since: at,
    tip: null,
    onto: null,
    commit: null,
    files: [],
    conflicts: 0,
    check: null,
    resolved: null,
    handed: null,
    undone: null,
  };
};

/** What no later try takes over from an earlier one. */
const untried = { files: [], conflicts: 0, check: null } as const;

const howWords = {
  hand: 'resolved by hand',
  memory: 'resolved as git remembered',
  handed: 'resolved by whom it was handed to',
};

const resolvedWords = ({ resolved }: Merge): string => (resolved === null ? '' : howWords[resolved.way]);

const after = (event: Later, known: Merge): Partial<Merge> => {
  switch (event.kind) {
    case 'merge.waiting':
      return { state: 'waiting', reason: event.data.reason, commit: null };
    case 'merge.checking': {
      const { tip, onto, command } = event.data;
      return { ...untried, files: [], state: 'checking', reason: command, tip, onto };
    }
    case 'merge.began': {
      const { tip, onto, commit, check } = event.data;
      return { ...untried, files: [], state: 'merging', reason: '', tip, onto, commit, check };
    }
    case 'merge.merged':
      return { state: 'merged', commit: event.data.commit, reason: resolvedWords(known) };
    case 'merge.conflicted': {
      const { tip, onto, files, count, reason } = event.data;
      return { state: 'conflicted', tip, onto, files, conflicts: count, reason, check: null, resolved: null };
    }
    case 'merge.resolved': {
      const { tip, onto, commit, way, files, reason } = event.data;
      const resolved = { tip, onto, commit, way, files: files.length };
      return { ...untried, files: [], state: 'queued', reason, commit: null, resolved };
    }
    case 'merge.handed':
      return { handed: { to: event.data.to, task: event.data.task } };
    case 'merge.declined':
      return { handed: null };
    case 'merge.failed':
      return { state: 'failed', reason: event.data.reason, check: event.data.check };
    case 'merge.requeued':
      return { state: 'queued', reason: event.data.reason, commit: null };
    case 'merge.cancelled':
      return { state: 'cancelled', reason: event.data.reason };
    case 'merge.undone': {
      const { commit, way, reason } = event.data;
      return { state: 'undone', reason, undone: { commit, way } };
    }
    default:
      return event satisfies never;
  }
};

/** An approval of one commit holds until the merge has come to an end: what is tried again is merged as it stands then. */
const stillApproved = (known: Merge, { kind }: MergeEvent): Merge => {
  if (kind !== 'merge.failed' && kind !== 'merge.conflicted' && kind !== 'merge.cancelled') return known;
  const { reviewed: _over, ...rest } = known;
  return rest;
};

/** Merges after one more event about them, in the order in which they were asked for: the same in the view and in the rows. */
export const reduceMerges = (merges: readonly Merge[], event: MergeEvent): readonly Merge[] => {
  const { merge: id } = event.data;
  const place = merges.findIndex((merge) => merge.id === id);
  if (event.kind === 'merge.queued')
    return place === -1 ? [...merges, queued(event)] : merges.with(place, queued(event));
  const known = merges[place];
  if (known === undefined) return merges;
  const change = after(event, known);
  const since = change.state === undefined || change.state === known.state ? known.since : event.at;
  return merges.with(place, { ...stillApproved(known, event), ...change, since });
};
