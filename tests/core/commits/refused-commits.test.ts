import { attentionEntries, uncommittedWork } from '@contract/attention-entries.ts';
import { expect, test } from 'vitest';
import { aCommit } from '../../support/fake-worktree-watches.ts';
import { settle } from '../../support/manual-clock.ts';
import type { Stage } from '../../support/stage.ts';
import { mergeStage } from '../merges/merge-stage.ts';

const spec = 'spec_1_1_1';
const folder = `/worktrees/1/${spec}`;
const key = { path: 'src/key.ts', line: 2, why: 'looks like a GitHub token' };
const large = { path: 'large.bin', line: null, why: '81.3 MB, and 50 MB are the most' };
const told = { folder, findings: [key, large], count: 2 };

const left = async (stage: Stage) =>
  uncommittedWork(await stage.must('view.get', {})).map(({ assignee, reason }) => ({ assignee, reason }));
const refusals = async (stage: Stage) =>
  (await stage.must('events.list', {})).filter(({ kind }) => kind === 'instance.contentRefused');

test('a refused commit is in the log, and needs the person until its instance has committed', async () => {
  const stage = await mergeStage(2);
  await stage.must('commits.refused', told, stage.as(spec));
  expect(await refusals(stage)).toMatchObject([{ data: { id: spec, findings: [key, large], count: 2 } }]);
  const reason = 'src/key.ts:2 looks like a GitHub token and 1 more';
  expect(await left(stage)).toEqual([{ assignee: spec, reason }]);
  const [entry] = attentionEntries(await stage.must('view.get', {}));
  expect(entry).toMatchObject({
    ...{ kind: 'commit', instance: spec, counts: true },
    ...{ title: `A commit of ${spec} was refused`, text: reason },
  });
  // The next host knows of it, too.
  const next = await stage.reborn();
  expect(await left(next)).toEqual([{ assignee: spec, reason }]);
  next.worktreeWatches.look(folder, { commits: [aCommit('c'.repeat(40), ['src/a.ts'])] });
  await settle();
  expect(await left(next)).toEqual([]);
});

test('it is over when its instance has ended, and elsewhere it is nobody’s', async () => {
  const stage = await mergeStage(1);
  await stage.must('commits.refused', { ...told, folder: '/elsewhere' });
  expect(await refusals(stage)).toEqual([]);
  // The person commits in an instance's worktree: whose worktree it is.
  await stage.must('commits.refused', told);
  expect(await left(stage)).toHaveLength(1);
  await stage.must('instances.terminate', { id: spec });
  expect(await left(stage)).toEqual([]);
});
