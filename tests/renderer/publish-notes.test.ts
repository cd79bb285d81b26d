import { expect, test } from 'vitest';
import { publishNotes } from '../../src-renderer/publishing/publish-notes.ts';

const tip = 'a'.repeat(40);
const plan = { as: 'tokens', remote: 'origin', seen: null, uncommitted: null };

test('what is not committed is told of one file and of many', () => {
  const notes = (uncommitted: number | null) => publishNotes({ ...plan, uncommitted }, 'tokens');
  expect(notes(null)).toEqual([]);
  expect(notes(0)).toEqual([]);
  expect(notes(1)).toEqual(['1 file in its worktree is not committed and stays here.']);
  expect(notes(2)).toEqual(['2 files in its worktree are not committed and stay here.']);
});

test('what the remote has more is told of one commit and of many, and of no other name', () => {
  const notes = (behind: number, as = 'tokens') =>
    publishNotes({ ...plan, seen: { tip, ahead: 1, behind } }, as);
  expect(notes(1)[0]).toMatch(/origin\/tokens has 1 commit that this branch lacks: .* Merge it first/);
  expect(notes(3)[0]).toMatch(/has 3 commits that this branch lacks: .* Merge them first/);
  expect(notes(3, 'other')).toEqual([]);
  expect(publishNotes({ ...plan, seen: { tip, ahead: 0, behind: 0 } }, 'tokens')).toEqual([
    'origin has all of it already.',
  ]);
});
