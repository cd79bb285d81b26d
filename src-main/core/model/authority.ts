import type { InstanceId, Party, Role } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ProjectVerbName } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Caller } from './caller.ts';
import { descendantsOf, isBelow } from './tree.ts';

const everyInstance: readonly ProjectVerbName[] = [
  'instances.changes',
  'instances.confirm',
  'instances.hook',
  'instances.list',
  'instances.read',
  'instances.reportProgress',
  'instances.reportBlocker',
  'locks.check',
  'progress.get',
  'messages.send',
  'messages.get',
  'messages.readInbox',
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
];

const leading: readonly ProjectVerbName[] = [
  ...everyInstance,
  'instances.spawn',
  'instances.terminate',
  'instances.restart',
  'instances.remind',
  'tasks.create',
  'tasks.cancel',
  'tasks.assign',
  'tasks.review',
  'tasks.split',
  'tasks.distribute',
  'plan.complete',
  'blockers.escalate',
  'progress.all',
];

const directing: readonly ProjectVerbName[] = [...leading, 'plan.make', 'plan.staff'];

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

/** The instances that a caller may terminate or restart: those below it, or for an executive its whole run. */
const commandable = (view: View, caller: Caller): Instance[] =>
  readable(view, caller).filter((instance) => caller.kind === 'person' || instance.id !== caller.id);

/** Whom a caller may write to: parent, children and below, whoever wrote to it, the person; leaders their siblings too. */
export const reachable = (view: View, caller: Caller): Party[] => {
  if (caller.kind === 'person') return Object.keys(view.instances);
  const self = view.instances[caller.id];
  if (self === undefined) return ['person'];
  const kin = Object.values(view.instances).filter(
    (other) =>
      other.id === self.parent ||
      (self.role !== 'specialist' && other.parent === self.parent) ||
      self.role === 'executive' ||
      isBelow(view, other.id, self.id),
  );
  const writers = view.messages.filter((message) => message.to === self.id).map((message) => message.from);
  const parties = new Set<string>(['person', ...kin.map((other) => other.id), ...writers]);
  parties.delete(self.id);
  // Tutti's own notices are told; nobody reads an answer to one.
  parties.delete('tutti');
  return [...parties];
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
  verb: 'terminate' | 'restart' | 'remind' | 'escalate',
): Result<Instance> => pick(view, commandable(view, caller), id, verb, 'id');

/** A parent for a new instance: the caller itself or someone below it. */
export const pickParent = (view: View, caller: Caller, id: InstanceId): Result<Instance> =>
  pick(view, readable(view, caller), id, 'spawn below', 'parent');

export const checkReachable = (view: View, caller: Caller, to: Party): Result<void> => {
  const parties = reachable(view, caller);
  if (parties.includes(to)) return ok(undefined);
  const may = `you may write to ${nameThem(parties)}`;
  return to === 'person' || view.instances[to] !== undefined
    ? fail('refused', `${to} is not yours to write to; ${may}`, 'Write to one of those named.', {
        field: 'to',
      })
    : fail('not_found', `no instance ${to}; ${may}`, 'Use one of the ids named.', { field: 'to' });
};
