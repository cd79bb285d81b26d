import { hunkKey, reviewLimits, verdictAt } from '@contract/review.ts';
import { expect, test } from 'vitest';
import type { Stage } from '../../support/stage.ts';
import { mergeStage, told, work } from '../merges/merge-stage.ts';

const id = 'spec_1_1_1';

/** One specialist that has changed two files, one of them of three lines. */
const reviewed = async (): Promise<{ stage: Stage; tip: string }> => {
  const stage = await mergeStage(1);
  work(stage, id, { 'src/a.ts': 'one\ntwo\nthree\n' });
  const tip = work(stage, id, { 'b.ts': 'b', 'README.md': null });
  return { stage, tip };
};

test('a file is there as it was and as it is, by the commits that the list is of', async () => {
  const { stage, tip } = await reviewed();
  const stand = await stage.must('branches.get', { id });
  expect(stand.files.map(({ path, kind }) => [path, kind])).toEqual([
    ['README.md', 'deleted'],
    ['b.ts', 'created'],
    ['src/a.ts', 'created'],
  ]);
  work(stage, id, { 'b.ts': 'later' });
  const then = { id, path: 'b.ts', from: stand.mergeBase, to: stand.tip };
  expect(await stage.must('review.file', then)).toMatchObject({
    ...{ before: { kind: 'absent' }, after: { kind: 'text', text: 'b' }, to: tip },
  });
  expect(await stage.must('review.file', { id, path: 'b.ts' })).toMatchObject({ after: { text: 'later' } });
  expect(await stage.must('review.file', { id, path: 'README.md' })).toMatchObject({
    ...{ before: { text: 'start' }, after: { kind: 'absent' } },
  });
  expect(await stage.call('review.file', { id, path: 'c.ts' })).toMatchObject({
    error: { code: 'not_found', field: 'path' },
  });
  expect(await stage.call('review.file', { id, path: 'b.ts', to: tip })).toMatchObject({
    error: { code: 'bad_input', field: 'from' },
  });
});

test('a comment reaches the instance as one message, with file, line and what stands there', async () => {
  const { stage, tip } = await reviewed();
  const comment = await stage.must('review.comment', {
    ...{ id, path: 'src/a.ts', line: 2, lines: 2, text: 'Why two?', sendBack: true, hunk: '1k-0' },
  });
  expect(comment).toMatchObject({ line: 2, quote: ['two', 'three'], tip, by: 'person', message: 'msg_1' });
  const text = told(stage, id);
  expect(text).toContain(`Review of your work at ${tip.slice(0, 10)}: src/a.ts, lines 2 to 3`);
  expect(text).toContain('> two\n> three\n\nWhy two?');
  expect(text).toContain('sent back');
  const { marks, comments } = await stage.must('review.get', { id });
  expect(comments).toEqual([comment]);
  expect(marks).toEqual([expect.objectContaining({ path: 'src/a.ts', hunk: '1k-0', verdict: 'returned' })]);
});

test('a comment on a line that is not there, or for one that was terminated, changes nothing and says so', async () => {
  const { stage } = await reviewed();
  const about = { id, path: 'src/a.ts', text: 'hm' };
  expect(await stage.call('review.comment', { ...about, line: 4 })).toMatchObject({
    error: { code: 'not_found', field: 'line' },
  });
  expect(await stage.call('review.comment', { ...about, path: 'gone', line: 1 })).toMatchObject({
    error: { code: 'not_found', field: 'path' },
  });
  await stage.must('instances.terminate', { id });
  expect(await stage.call('review.comment', { ...about, line: 1, sendBack: true })).toMatchObject({
    error: { code: 'wrong_state' },
  });
  expect(await stage.must('review.get', { id })).toEqual({ id, marks: [], comments: [] });
});

test('a line that the work took out is quoted as it was', async () => {
  const { stage } = await reviewed();
  const comment = await stage.must('review.comment', {
    ...{ id, path: 'README.md', side: 'before', line: 1, text: 'Keep it.' },
  });
  expect(comment.quote).toEqual(['start']);
  expect(told(stage, id)).toContain('line 1, as it was before your work');
});

test('a wide verdict takes the place of narrow ones, and one can be taken back', async () => {
  const { stage, tip } = await reviewed();
  const mark = (path: string | null, hunk: string | null, verdict: 'accepted' | 'returned' | null) =>
    stage.must('review.mark', { id, marks: [{ path, hunk, verdict }] });
  await mark('src/a.ts', '1k-0', 'accepted');
  await mark('src/a.ts', '1k-1', 'returned');
  const both = await mark('b.ts', null, 'returned');
  expect(both.marks).toHaveLength(3);
  const file = await mark('src/a.ts', null, 'accepted');
  expect(file.marks.map(({ path, hunk }) => [path, hunk])).toEqual([
    ['b.ts', null],
    ['src/a.ts', null],
  ]);
  const all = await mark(null, null, 'accepted');
  expect(all.marks).toEqual([
    expect.objectContaining({ path: null, hunk: null, verdict: 'accepted', tip, by: 'person' }),
  ]);
  expect((await mark(null, null, null)).marks).toEqual([]);
});

test('a verdict on a file is of the commit that was looked at, one on a hunk holds while the hunk is the same', async () => {
  const { stage, tip } = await reviewed();
  const hunk = hunkKey('', 'one\ntwo\nthree\n', 0);
  await stage.must('review.mark', {
    id,
    marks: [
      { path: 'src/a.ts', hunk, verdict: 'accepted' },
      { path: 'b.ts', hunk: null, verdict: 'accepted' },
    ],
  });
  const later = work(stage, id, { 'b.ts': 'later' });
  const { marks } = await stage.must('review.get', { id });
  expect(verdictAt(marks, { path: 'b.ts', hunk: null }, tip)).toBe('accepted');
  expect(verdictAt(marks, { path: 'b.ts', hunk: null }, later)).toBeNull();
  expect(verdictAt(marks, { path: 'src/a.ts', hunk }, later)).toBe('accepted');
  expect(verdictAt(marks, { path: 'src/a.ts', hunk: hunkKey('', 'one', 0) }, later)).toBeNull();
});

test('no more marks are kept than may be; a wide one still fits', async () => {
  const { stage } = await reviewed();
  const places = (from: number) =>
    Array.from({ length: reviewLimits.marks }, (_, at) => ({
      ...{ path: 'src/a.ts', hunk: `1k-${from + at}`, verdict: 'accepted' as const },
    }));
  for (let from = 0; from < reviewLimits.kept; from += reviewLimits.marks)
    await stage.must('review.mark', { id, marks: places(from) });
  expect(await stage.call('review.mark', { id, marks: places(reviewLimits.kept) })).toMatchObject({
    error: { code: 'limit_reached', field: 'marks' },
  });
  // What is marked already may be marked otherwise.
  await stage.must('review.mark', { id, marks: [{ path: 'src/a.ts', hunk: '1k-7', verdict: 'returned' }] });
  const wide = await stage.must('review.mark', {
    id,
    marks: [{ path: null, hunk: null, verdict: 'accepted' }],
  });
  expect(wide.marks).toHaveLength(1);
});

test('reviewing is the person’s: an instance is refused', async () => {
  const { stage } = await reviewed();
  const refused = { error: { code: 'refused' } };
  const mark = { id, marks: [{ path: null, hunk: null, verdict: 'accepted' as const }] };
  expect(await stage.call('review.mark', mark, stage.as('mgr_1_1'))).toMatchObject(refused);
  expect(await stage.call('review.get', { id }, stage.as(id))).toMatchObject(refused);
});

test('hunks that read the same are told apart by how many came before', () => {
  expect(hunkKey('a', 'b', 0)).not.toBe(hunkKey('a', 'b', 1));
  expect(hunkKey('a', '', 0)).not.toBe(hunkKey('', 'a', 0));
  expect(hunkKey('a', 'b', 0)).toMatch(/^[0-9a-z]+-0$/);
});
