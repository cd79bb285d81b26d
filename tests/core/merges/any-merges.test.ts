import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { manager, mergeStage, setCheck, work } from './merge-stage.ts';

const specialists = 5;

/** Few files and contents, so that some conflict, some are alike, and some break the check. */
const change = fc.record({
  files: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3'), { maxKeys: 2 }),
  breaks: fc.boolean(),
});

const scenario = fc.record({
  changes: fc.array(change, { minLength: specialists, maxLength: specialists }),
  together: fc.integer({ min: 1, max: 6 }),
  checks: fc.boolean(),
  /** Whether somebody commits on the target while a batch is under way. */
  disturbed: fc.boolean(),
  /** Merges that are cancelled at once, by their number. */
  cancelled: fc.uniqueArray(fc.integer({ min: 1, max: specialists }), { maxLength: 2 }),
});

test('whatever is asked for: what is merged is in the target, what is not is not, and the target passes its check', async () => {
  const holds = fc.asyncProperty(scenario, async ({ changes, together, checks, disturbed, cancelled }) => {
    const stage = await mergeStage(specialists);
    if (checks) await setCheck(stage, 'build', together);
    const tips = changes.map(({ files, breaks }, at) =>
      work(stage, `spec_1_1_${at + 1}`, {
        ...files,
        [`own-${at}`]: 'x',
        ...(breaks ? { build: 'broken' } : {}),
      }),
    );
    if (disturbed)
      stage.branches.beforeAdvance = (branch) => {
        stage.branches.beforeAdvance = () => undefined;
        stage.branches.commit(branch, { 'by-hand': 'x' });
      };
    await Promise.all(changes.map((_, at) => stage.must('merges.request', { id: `spec_1_1_${at + 1}` })));
    // One that has come to its end meanwhile refuses that, which is as good.
    await Promise.all(cancelled.map((at) => stage.call('merges.cancel', { merge: `merge_${at}` })));
    for (let turns = 0; turns < 60; turns += 1) await settle();
    const merges = await stage.must('merges.list', {});
    const target = manager;
    for (const merge of merges) {
      expect(['merged', 'conflicted', 'failed', 'cancelled']).toContain(merge.state);
      const tip = tips[Number(merge.source.split('_').at(-1)) - 1] ?? '';
      const stand = await stage.branches.standOf({ branch: tip, base: target });
      expect(stand.ok && stand.value.ahead === 0, `${merge.id} ${merge.state}`).toBe(
        merge.state === 'merged',
      );
    }
    if (checks) expect(stage.branches.filesOf(manager).build).not.toBe('broken');
    if (disturbed && merges.some(({ state }) => state === 'merged'))
      expect(stage.branches.filesOf(manager)['by-hand']).toBe('x');
    const next = await stage.reborn();
    expect(await next.must('merges.list', {})).toEqual(merges);
  });
  await fc.assert(holds, { numRuns: 40 });
});
