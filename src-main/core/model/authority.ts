import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import type { InstanceId, Party, Role } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Group } from '@contract/messages.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ProjectVerbName } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Caller } from './caller.ts';
import { descendantsOf, isBelow } from './tree.ts';

const everyInstance: readonly ProjectVerbName[] = [
  'instances.changes',
  'conflicts.list',
  'instances.confirm',
  'instances.hook',
  'instances.list',
  'instances.read',
  'instances.setUp',
  'instances.reportProgress',
  'instances.reportBlocker',
  'locks.check',
  'commits.refused',
  'progress.get',
  'messages.send',
  'messages.get',
  'messages.readInbox',
  'subscriptions.add',
  'subscriptions.end',
  'subscriptions.list',
  'knowledge.record',
  'knowledge.get',
  'knowledge.forget',
  'decisions.record',
  'decisions.list',
  'tasks.list',
  'tasks.claim',
  'tasks.update',
  'tasks.complete',
  'plan.get',
  'locks.acquire',
  'locks.release',
  'locks.list',
  'merges.list',
  'merges.conflict',
  'merges.resolve',
  'merges.decline',
  'branches.get',
];

const leading: readonly ProjectVerbName[] = [
  ...everyInstance,
  'instances.spawn',
  'instances.terminate',
  'instances.restart',
  'runs.shutdown',
  'runs.cancelShutdown',
  'instances.remind',
  'tasks.create',
  'tasks.cancel',
  'tasks.assign',
  'tasks.review',
  'tasks.split',
  'tasks.distribute',
  'parallel.execute',
  'parallel.status',
  'parallel.cancel',
  'plan.complete',
  'blockers.escalate',
  'progress.all',
  'merges.request',
  'merges.integrate',
  'merges.cancel',
  'merges.retry',
  'merges.handBack',
  'runs.why',
];

const directing: readonly ProjectVerbName[] = [
  ...leading,
  'plan.make',
  'plan.staff',
  'runs.overview',
  'runs.analyze',
  'recordings.search',
  'runs.compare',
];

/** What an instance of a role may call at all; the person may call everything. */
const verbsOf: Record<Role, readonly ProjectVerbName[]> = {
  executive: directing,
  manager: leading,
  specialist: everyInstance,
};

export const checkVerb = (view: View, caller: Caller, verb: ProjectVerbName): Result<void> => {
  if (caller.kind === 'person') return ok(undefined);
  const role = view.instances[caller.id]?.role;
  if (role === undefined || view.run?.run !== caller.run) {
    return fail(
      'refused',
      `${caller.id} is not part of the current run`,
      'Nothing: this instance has been put aside.',
    );
  }
  if (verbsOf[role].includes(verb)) return ok(undefined);
  return fail(
    'refused',
    `a ${role} may not call ${verb}`,
    role === 'specialist' ? 'Report to your parent and let it decide.' : 'Ask the person to do it.',
  );
};

/** The instances that a caller may look at, itself first. */
export const readable = (view: View, caller: Caller): Instance[] => {
  if (caller.kind === 'person') return Object.values(view.instances);
  const self = view.instances[caller.id];
  if (self === undefined) return [];
  if (self.role === 'executive') return Object.values(view.instances);
  return [self, ...descendantsOf(view, self.id)];
};

/** What of a run is everybody's: all see its tasks, its locks and what it knows. */
const openThings = ['task', 'plan', 'batch', 'merge', 'lock', 'decision', 'knowledge'];

/** Whether an instance may be told that something happened: of what is everybody's, and of those that it may look at. */
export const hearsOf = (view: View, id: InstanceId, event: TuttiEvent): boolean => {
  const self = view.instances[id];
  if (self === undefined) return false;
  if (self.role === 'executive' || openThings.includes(event.kind.split('.', 1)[0] ?? '')) return true;
  const about = instanceOf(event);
  const by = event.actor.kind === 'instance' ? event.actor.id : null;
  const other = 'other' in event.data ? event.data.other : null;
  return [about, by, other].some((one) => one !== null && (one === id || isBelow(view, one, id)));
};

/** The instances that a caller may terminate or restart: those below it, or for an executive its whole run. */
const commandable = (view: View, caller: Caller): Instance[] =>
  readable(view, caller).filter((instance) => caller.kind === 'person' || instance.id !== caller.id);

/** Whom an instance may write to of its own accord: parent, children and all below; leaders their siblings too. */
const isKin = (view: View, self: Instance, other: Instance): boolean =>
  other.id !== self.id &&
  (other.id === self.parent ||
    (self.role !== 'specialist' && other.parent === self.parent) ||
    self.role === 'executive' ||
    isBelow(view, other.id, self.id));

/** Whom a caller may write to: its kin, whoever wrote to it, the person. */
export const reachable = (view: View, caller: Caller): Party[] => {
  if (caller.kind === 'person') return Object.keys(view.instances);
  const self = view.instances[caller.id];
  if (self === undefined) return ['person'];
  const kin = Object.values(view.instances).filter((other) => isKin(view, self, other));
  const writers = view.messages
    .flat()
    .filter((message) => message.to === self.id)
    .map((message) => message.from);
  const parties = new Set<string>(['person', ...kin.map((other) => other.id), ...writers]);
  parties.delete(self.id);
  // Tutti's own notices are told; nobody reads an answer to one.
  parties.delete('tutti');
  return [...parties];
};

/** As `reachable` has it, of one: without going through all that was ever written, but for an answer to a stranger. */
const mayReach = (view: View, caller: Caller, to: Party): boolean => {
  if (caller.kind === 'person') return view.instances[to] !== undefined;
  if (to === 'person') return true;
  const self = view.instances[caller.id];
  const other = view.instances[to];
  if (self === undefined || other === undefined || self.id === to) return false;
  return (
    isKin(view, self, other) ||
    view.messages.some((chunk) => chunk.some((message) => message.from === to && message.to === self.id))
  );
};

/** The person's children are the instances that nobody spawned. */
const isOfGroup = (group: Group, self: Instance | null, other: Instance): boolean => {
  switch (group) {
    case 'all':
      return true;
    case 'children':
      return other.parent === (self?.id ?? null);
    case 'siblings':
      return other.parent === self?.parent;
    case 'role:executive':
    case 'role:manager':
    case 'role:specialist':
      return other.role === group.slice('role:'.length);
    default:
      return group satisfies never;
  }
};

/** The instances that a message to a group goes to: those of its kin that are no longer ended for good. Never none. */
export const receiversOf = (view: View, caller: Caller, group: Group): Result<InstanceId[]> => {
  const self = caller.kind === 'person' ? null : (view.instances[caller.id] ?? null);
  const field = { field: 'to' };
  if (group === 'siblings' && self?.role === 'specialist')
    return fail('refused', 'a specialist may not write to its siblings', 'Write to your parent.', field);
  if (group === 'siblings' && self === null)
    return fail('bad_input', 'the person has no siblings', 'Name another group, or an instance.', field);
  const found = Object.values(view.instances).filter(
    (other) =>
      other.state !== 'terminated' &&
      (self === null || isKin(view, self, other)) &&
      isOfGroup(group, self, other),
  );
  if (found.length > 0) return ok(found.map(({ id }) => id));
  return fail('not_found', `"${group}" is nobody at present`, 'List the instances, and name one.', field);
};

/** At most so many ids are named in an error: a model needs a hint, not the whole list. */
const named = 12;

const nameThem = (ids: readonly string[]): string => {
  if (ids.length === 0) return 'none at present';
  const rest = ids.length - named;
  return ids.slice(0, named).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const pick = (
  view: View,
  allowed: readonly Instance[],
  id: InstanceId,
  verb: string,
  field: string,
): Result<Instance> => {
  const found = allowed.find((instance) => instance.id === id);
  if (found !== undefined) return ok(found);
  const may = `you may ${verb} ${nameThem(allowed.map((instance) => instance.id))}`;
  return view.instances[id] === undefined
    ? fail('not_found', `no instance ${id}; ${may}`, 'Use one of the ids named, or list the instances.', {
        field,
      })
    : fail(
        'refused',
        `${id} is not yours to ${verb}; ${may}`,
        'Use one of the ids named, or ask your parent.',
        {
          field,
        },
      );
};

export const pickReadable = (view: View, caller: Caller, id: InstanceId): Result<Instance> =>
  pick(view, readable(view, caller), id, 'read', 'id');

export const pickCommandable = (
  view: View,
  caller: Caller,
  id: InstanceId,
  verb: 'terminate' | 'restart' | 'remind' | 'escalate' | 'shut down',
): Result<Instance> => pick(view, commandable(view, caller), id, verb, 'id');

/** A parent for a new instance: the caller itself or someone below it. */
export const pickParent = (view: View, caller: Caller, id: InstanceId): Result<Instance> =>
  pick(view, readable(view, caller), id, 'spawn below', 'parent');

export const checkReachable = (view: View, caller: Caller, to: Party): Result<void> => {
  if (mayReach(view, caller, to)) return ok(undefined);
  const may = `you may write to ${nameThem(reachable(view, caller))}`;
  return to === 'person' || view.instances[to] !== undefined
    ? fail('refused', `${to} is not yours to write to; ${may}`, 'Write to one of those named.', {
        field: 'to',
      })
    : fail('not_found', `no instance ${to}; ${may}`, 'Use one of the ids named.', { field: 'to' });
};

/** Whose a call is that an instance makes for itself and the person for any: naming another is no slip that may pass in silence. */
export const whoseCall = (
  caller: Caller,
  id: InstanceId | undefined,
  question: string,
): Result<InstanceId> => {
  const field = { field: 'id' };
  if (caller.kind === 'person')
    return id === undefined ? fail('bad_input', question, 'Name the instance.', field) : ok(id);
  if (id === undefined || id === caller.id) return ok(caller.id);
  return fail('refused', `you are ${caller.id}, and can’t do that for ${id}`, 'Leave the id out.', field);
};
