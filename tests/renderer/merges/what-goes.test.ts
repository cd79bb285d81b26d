import type { Instance } from '@contract/instances.ts';
import type { Merge } from '@contract/merges.ts';
import { expect, test } from 'vitest';
import { whatGoes } from '../../../src-renderer/merges/what-goes.ts';
import { merge } from '../../hosts/cli/sample-rows.ts';
import { instanceOf } from '../hierarchy-graph/instances.ts';

const worker = (id: string, parent: string | null, ahead: number | null, commits: number): Instance => {
  const one = instanceOf({ id, parent });
  const stand = {
    ...{ base: 'x', tip: null, baseTip: null, behind: 0, files: 0, insertions: 0, deletions: 0 },
    ...{ open: { insertions: 0, deletions: 0 }, conflicts: [], conflicting: 0, trouble: null },
  };
  return {
    ...one,
    branch: `tutti/1/${id}`,
    work: { ...one.work, commits },
    stand: ahead === null ? null : { ...stand, ahead },
  };
};

const names = (all: readonly Instance[], person: string | null, merges: readonly Merge[] = []) => {
  const instances = Object.fromEntries(all.map((one) => [one.id, one]));
  return whatGoes({ instances, merges }, null, person).map(({ id, into }) => `${id} into ${into}`);
};

test('what is merged already does not go again', () => {
  const all = [
    worker('exec_1', null, 4, 0),
    worker('mgr_1_1', 'exec_1', 0, 0),
    worker('spec_1_1_1', 'mgr_1_1', 0, 2),
  ];
  expect(names(all, 'main')).toEqual(['exec_1 into main']);
  expect(names(all, null)).toEqual([]);
});

test('what is there already by a squash does not go again; what came since does', () => {
  const [old, now] = ['a'.repeat(40), 'b'.repeat(40)];
  const squashed = merge({
    ...{ source: 'tutti/1/spec_1_1_1', target: 'tutti/1/mgr_1_1', strategy: 'squash' },
    ...{ state: 'merged', tip: old, commit: 'c'.repeat(40) },
  });
  const spec = worker('spec_1_1_1', 'mgr_1_1', 2, 2);
  const at = (tip: string): Instance[] => [
    worker('exec_1', null, 0, 0),
    worker('mgr_1_1', 'exec_1', 0, 0),
    { ...spec, stand: spec.stand === null ? null : { ...spec.stand, tip } },
  ];
  expect(names(at(old), null, [squashed])).toEqual([]);
  const all = ['spec_1_1_1 into tutti/1/mgr_1_1', 'mgr_1_1 into tutti/1/exec_1'];
  expect(names(at(now), null, [squashed])).toEqual(all);
  expect(names(at(old), null, [{ ...squashed, state: 'undone' }])).toEqual(all);
});

test('what is new goes, with all that it goes through', () => {
  const all = [
    worker('exec_1', null, 0, 0),
    worker('mgr_1_1', 'exec_1', 0, 0),
    worker('spec_1_1_1', 'mgr_1_1', null, 2),
  ];
  expect(names(all, 'main')).toEqual([
    'spec_1_1_1 into tutti/1/mgr_1_1',
    'mgr_1_1 into tutti/1/exec_1',
    'exec_1 into main',
  ]);
});
