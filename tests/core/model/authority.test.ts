import { formatInstanceId, ordinalsOf, type Role, roles } from '@contract/ids.ts';
import { reduce } from '@contract/reduce.ts';
import { instanceStates } from '@contract/states.ts';
import { type ProjectVerbName, projectVerbs } from '@contract/verbs.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkReachable,
  checkVerb,
  pickCommandable,
  pickReadable,
  readable,
} from '../../../src-main/core/model/authority.ts';
import type { Caller } from '../../../src-main/core/model/caller.ts';
import { canBecome } from '../../../src-main/core/model/transitions.ts';

const kin: [string, Role, string | null][] = [
  ['exec_1', 'executive', null],
  ['mgr_1_1', 'manager', 'exec_1'],
  ['mgr_1_2', 'manager', 'exec_1'],
  ['spec_1_1_1', 'specialist', 'mgr_1_1'],
  ['spec_1_1_2', 'specialist', 'mgr_1_1'],
  ['spec_1_2_1', 'specialist', 'mgr_1_2'],
];

const view = kin.reduce<View>(
  (before, [id, role, parent], at) =>
    reduce(before, {
      seq: at + 2,
      at: 0,
      actor: { kind: 'tutti' },
      cause: null,
      run: 1,
      kind: 'instance.spawned',
      data: {
        id,
        role,
        parent,
        profile: 'p',
        scripted: false,
        task: '',
        cwd: '/',
        branch: null,
        size: { cols: 80, rows: 24 },
      },
    }),
  { ...emptyView, run: { run: 1, title: '', startedAt: 0, endedAt: null } },
);
const as = (id: string): Caller => ({ kind: 'instance', id, run: 1, door: 'mcp' });

test('each role sees its own part of the tree', () => {
  const ids = (id: string): string[] => readable(view, as(id)).map((instance) => instance.id);
  expect(ids('exec_1')).toHaveLength(6);
  expect(ids('mgr_1_1')).toEqual(['mgr_1_1', 'spec_1_1_1', 'spec_1_1_2']);
  expect(ids('spec_1_1_1')).toEqual(['spec_1_1_1']);
});

test('errors name what the caller may use instead', () => {
  expect(pickReadable(view, as('mgr_1_1'), 'spec_9')).toMatchObject({
    error: { code: 'not_found', message: 'no instance spec_9; you may read mgr_1_1, spec_1_1_1, spec_1_1_2' },
  });
  expect(pickReadable(view, as('mgr_1_1'), 'spec_1_2_1')).toMatchObject({ error: { code: 'refused' } });
  expect(pickCommandable(view, as('mgr_1_1'), 'mgr_1_1', 'terminate')).toMatchObject({
    error: { code: 'refused' },
  });
});

test('a specialist writes to its parent and the person, not across the tree', () => {
  expect(checkReachable(view, as('spec_1_1_1'), 'mgr_1_1').ok).toBe(true);
  expect(checkReachable(view, as('spec_1_1_1'), 'person').ok).toBe(true);
  expect(checkReachable(view, as('spec_1_1_1'), 'spec_1_2_1')).toMatchObject({ error: { code: 'refused' } });
  expect(checkReachable(view, as('mgr_1_1'), 'mgr_1_2').ok).toBe(true);
});

test('a specialist can not spawn, terminate, restart or change the project', () => {
  const verbs = Object.keys(projectVerbs) as ProjectVerbName[];
  const allowed = verbs.filter((verb) => checkVerb(view, as('spec_1_1_1'), verb).ok);
  expect(allowed.sort()).toEqual([
    'branches.get',
    'commits.refused',
    'conflicts.list',
    'decisions.list',
    'decisions.record',
    'instances.changes',
    'instances.confirm',
    'instances.hook',
    'instances.list',
    'instances.read',
    'instances.reportBlocker',
    'instances.reportProgress',
    'instances.setUp',
    'knowledge.forget',
    'knowledge.get',
    'knowledge.record',
    'locks.acquire',
    'locks.check',
    'locks.list',
    'locks.release',
    'merges.conflict',
    'merges.decline',
    'merges.list',
    'merges.resolve',
    'messages.get',
    'messages.readInbox',
    'messages.send',
    'plan.get',
    'progress.get',
    'subscriptions.add',
    'subscriptions.end',
    'subscriptions.list',
    'tasks.claim',
    'tasks.complete',
    'tasks.list',
    'tasks.update',
  ]);
});

test('a caller of an earlier run may do nothing', () => {
  expect(checkVerb(view, { ...as('exec_1'), run: 2 } as Caller, 'instances.list').ok).toBe(false);
});

test('an ended instance comes back through starting alone, and never skips its confirmation', () => {
  for (const state of instanceStates) {
    expect(canBecome('terminated', state)).toBe(state === 'starting');
    if (state === 'busy' || state === 'done' || state === 'blocked')
      expect(canBecome('confirming', state)).toBe(false);
    if (state !== 'terminated') expect(canBecome(state, 'terminated')).toBe(true);
  }
});

test('an id tells its role and its path', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...roles),
      fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 5 }),
      (role, path) => {
        expect(ordinalsOf(formatInstanceId(role, path))).toEqual(path);
      },
    ),
  );
});

test('no agent reads, changes or adds a profile: one with another command would run it as the person', () => {
  const verbs = (Object.keys(projectVerbs) as ProjectVerbName[]).filter((verb) =>
    verb.startsWith('profiles.'),
  );
  expect(verbs).toHaveLength(7);
  for (const caller of [as('exec_1'), as('mgr_1_1'), as('spec_1_1_1')])
    for (const verb of verbs)
      expect(checkVerb(view, caller, verb), verb).toMatchObject({ ok: false, error: { code: 'refused' } });
});
