import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchOf, manager, mergeStage, told, work } from '../merges/merge-stage.ts';
import { looked, overlaps, standOf, toldKinds } from './stand-stage.ts';

test('two whose commits would conflict are told, and their parent, with a remedy; others are not', async () => {
  const stage = await mergeStage(3);
  await looked(stage);
  work(stage, 'spec_1_1_1', { 'src/a.ts': '1', own: '1' });
  work(stage, 'spec_1_1_2', { 'src/a.ts': '2' });
  work(stage, 'spec_1_1_3', { 'src/c.ts': '3' });
  await looked(stage);
  expect(await overlaps(stage)).toEqual(['spec_1_1_1 spec_1_1_2: src/a.ts']);
  expect(told(stage, 'spec_1_1_1')).toMatch(
    /commits and those of spec_1_1_2 would conflict in:\n- src\/a.ts\n.*ask mgr_1_1/,
  );
  expect(told(stage, 'spec_1_1_2')).toMatch(/those of spec_1_1_1 would conflict/);
  expect(told(stage, 'mgr_1_1')).toMatch(
    /of spec_1_1_1 and spec_1_1_2 would conflict[\s\S]*merge one of them now/,
  );
  expect(told(stage, 'spec_1_1_3')).not.toMatch(/would conflict/);
  expect(told(stage, 'exec_1')).not.toMatch(/would conflict/);
});

test('a pair of parent and child is told by how the branch stands alone', async () => {
  const stage = await mergeStage(1);
  await looked(stage);
  work(stage, 'spec_1_1_1', { a: '1' });
  stage.branches.commit(manager, { a: '2' });
  await looked(stage);
  expect(await overlaps(stage)).toEqual([]);
});

test('it is over when one of them changes it back, is merged, or has no branch', async () => {
  const stage = await mergeStage(2);
  await looked(stage);
  const conflict = async () => {
    work(stage, 'spec_1_1_1', { a: '1' });
    work(stage, 'spec_1_1_2', { a: '2' });
    await looked(stage);
    expect(await overlaps(stage)).toHaveLength(1);
  };
  const gone = async () => {
    await looked(stage);
    expect(await overlaps(stage)).toEqual([]);
    const last = stage.store
      .events({ after: 0, limit: 1000, newest: false })
      .findLast(({ kind }) => kind === 'overlap.gone');
    return last?.kind === 'overlap.gone' ? last.data.why : null;
  };
  await conflict();
  work(stage, 'spec_1_1_2', { a: '1' });
  expect(await gone()).toBe('changed');
  await conflict();
  stage.branches.move(manager, (await tipOf(stage, 'spec_1_1_1')) ?? '');
  expect(await gone()).toBe('merged');
  stage.branches.move(manager, (await tipOf(stage, 'exec_1')) ?? '');
  await conflict();
  stage.branches.delete(branchOf('spec_1_1_2'));
  expect(await gone()).toBe('ended');
});

test('what was squashed into where both go conflicts with nobody any more, until it has something new', async () => {
  const stage = await mergeStage(2);
  work(stage, 'spec_1_1_1', { a: '1' });
  work(stage, 'spec_1_1_2', { a: '2' });
  await looked(stage);
  expect(await overlaps(stage)).toEqual(['spec_1_1_1 spec_1_1_2: a']);
  await stage.must('merges.request', { id: 'spec_1_1_1', strategy: 'squash' });
  await looked(stage);
  expect(await overlaps(stage)).toEqual([]);
  stage.branches.commit(manager, { a: '3' });
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ ahead: 0, files: 0, conflicting: 0 });
  // The other's work meets what has come in.
  expect(await standOf(stage, 'spec_1_1_2')).toMatchObject({ ahead: 1, conflicts: ['a'] });
  work(stage, 'spec_1_1_1', { a: '4' });
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ ahead: 2, conflicts: ['a'] });
  expect(await overlaps(stage)).toEqual(['spec_1_1_1 spec_1_1_2: a']);
});

const tipOf = async (stage: Awaited<ReturnType<typeof mergeStage>>, id: string): Promise<string | null> => {
  const tip = await stage.branches.tip(branchOf(id));
  return tip.ok ? tip.value : null;
};

test('two commits are tried once, also over many looks', async () => {
  const stage = await mergeStage(3);
  await looked(stage);
  for (const at of [1, 2, 3]) work(stage, `spec_1_1_${at}`, { [`own-${at}`]: 'x' });
  await looked(stage);
  await looked(stage);
  work(stage, 'spec_1_1_1', { more: 'x' });
  await looked(stage);
  expect(stage.branches.tried).toHaveLength(5);
  expect(new Set(stage.branches.tried.map((pair) => pair.join(' '))).size).toBe(5);
});

const specialists = 3;
const change = fc.record({
  who: fc.integer({ min: 1, max: specialists }),
  file: fc.constantFrom('a', 'b'),
  text: fc.constantFrom('1', '2', null),
});

test('whatever is committed: what stands open is what would conflict, and no file of a pair is told twice', async () => {
  const holds = fc.asyncProperty(
    fc.array(fc.oneof({ weight: 6, arbitrary: change }, fc.constant('restart' as const)), { maxLength: 10 }),
    async (steps) => {
      let stage = await mergeStage(specialists);
      await looked(stage);
      for (const step of steps) {
        if (step === 'restart') stage = await stage.reborn();
        else work(stage, `spec_1_1_${step.who}`, { [step.file]: step.text });
        await looked(stage);
        const expected: string[] = [];
        for (let one = 1; one <= specialists; one += 1)
          for (let other = one + 1; other <= specialists; other += 1) {
            const [left, right] = [`spec_1_1_${one}`, `spec_1_1_${other}`];
            const pair = [(await tipOf(stage, left)) ?? '', (await tipOf(stage, right)) ?? ''] as const;
            const tried = await stage.branches.predict([pair]);
            const files = tried.ok ? (tried.value[0]?.files ?? []) : [];
            if (files.length > 0) expected.push(`${left} ${right}: ${files.toSorted().join(', ')}`);
          }
        expect((await overlaps(stage)).toSorted()).toEqual(expected.toSorted());
      }
      const kinds = toldKinds(stage).filter((kind) => kind.startsWith('overlap.'));
      expect(kinds.length).toBeLessThanOrEqual(steps.length * specialists);
      for (const id of ['spec_1_1_1', 'spec_1_1_2', 'spec_1_1_3']) {
        // Two files and two others: one message for each of these at most.
        const notices = told(stage, id).match(/would conflict in/g)?.length ?? 0;
        expect(notices).toBeLessThanOrEqual(4);
      }
    },
  );
  await fc.assert(holds, { numRuns: 25 });
});
