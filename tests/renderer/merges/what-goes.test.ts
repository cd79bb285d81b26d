import type { Instance } from '@contract/instances.ts';
import { expect, test } from 'vitest';
import { whatGoes } from '../../../src-renderer/merges/what-goes.ts';
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

const names = (all: readonly Instance[], person: string | null) =>
  whatGoes({ instances: Object.fromEntries(all.map((one) => [one.id, one])) }, null, person).map(
    ({ id, into }) => `${id} into ${into}`,
  );

test('what is merged already does not go again', () => {
  const all = [
    worker('exec_1', null, 4, 0),
    worker('mgr_1_1', 'exec_1', 0, 0),
    worker('spec_1_1_1', 'mgr_1_1', 0, 2),
  ];
  expect(names(all, 'main')).toEqual(['exec_1 into main']);
  expect(names(all, null)).toEqual([]);
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
