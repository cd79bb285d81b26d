import type { BranchStand } from '@contract/branches.ts';
import type { Cleanable } from '@contract/clean-up.ts';
import type { Merge } from '@contract/merges.ts';
import { ok } from '@contract/result.ts';
import type { Review } from '@contract/review.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliWorld } from './cli-world.ts';
import { merge } from './sample-rows.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const hash = (digit: string): string => digit.repeat(40);

/** A host that answers each verb with what is said here. */
const answering = async (answers: Readonly<Record<string, unknown>>) => {
  const host = await world.startHost();
  host.state.answer = async () => {
    const verb = host.calls.at(-1)?.verb ?? '';
    if (!(verb in answers)) throw new Error(`${verb} was not expected`);
    return ok(answers[verb]);
  };
  return host;
};

const stand: BranchStand = {
  ...{ id: 'spec_1_1_2', branch: 'tutti/1/spec_1_1_2', base: 'tutti/1/mgr_1_1', worktree: '/w/1/spec_1_1_2' },
  ...{ tip: hash('a'), baseTip: hash('b'), mergeBase: hash('c'), ahead: 1, behind: 2, uncommitted: 3 },
  ...{ count: 2, insertions: 5, deletions: 1, conflicts: ['src/a.ts'], conflicting: 1, trouble: null },
  files: [
    { path: 'src/a.ts', oldPath: 'a.ts', kind: 'renamed', insertions: 5, deletions: 1, binary: false },
    { path: 'ä b.png', oldPath: null, kind: 'created', insertions: 0, deletions: 0, binary: true },
  ],
  commits: [{ hash: hash('a'), parents: [hash('c')], author: 'Ada', at: 1, subject: 'Move it' }],
};

describe('branch', () => {
  it('tells how it stands, with commits, files and conflicts', async () => {
    const { calls } = await answering({ 'branches.get': stand });
    const { code, out } = await world.tutti(['branch', 'spec_1_1_2', '--base', 'main']);
    expect(code).toBe(0);
    expect(calls[0]?.input).toEqual({ id: 'spec_1_1_2', base: 'main' });
    for (const words of ['1 ahead, 2 behind', '2 files, +5 -1', '3 not committed', '1 in conflict: src/a.ts'])
      expect(out).toContain(words);
    expect(out).toMatch(/aaaaaaaaa +Move it/);
    expect(out).toMatch(/renamed +a\.ts → src\/a\.ts +\+5 -1/);
    expect(out).toMatch(/created +ä b\.png +binary/);
  });

  it('is one document as JSON', async () => {
    await answering({ 'branches.get': stand });
    expect(JSON.parse((await world.tutti(['branch', '--json'])).out)).toEqual(stand);
  });
});

describe('diff', () => {
  const text = '--- a/crlf.txt\n+++ b/crlf.txt\n@@ -1 +1 @@\n-one\r\n+two\r\n';

  it('is a patch that git applies, also of files with CRLF', async () => {
    const { calls } = await answering({ 'review.patch': { text, cut: false } });
    expect(await world.tutti(['diff', 'spec_1_1_2', 'crlf.txt'])).toEqual({ code: 0, out: text, err: '' });
    expect(calls[0]?.input).toEqual({ id: 'spec_1_1_2', path: 'crlf.txt' });
    expect(JSON.parse((await world.tutti(['diff', 'spec_1_1_2', '--json'])).out)).toEqual({
      text,
      cut: false,
    });
  });

  it('can’t rewrite what was shown before', async () => {
    await answering({ 'review.patch': { text: '+gone\rnew \x1b[2J\n', cut: false } });
    const { out } = await world.tutti(['diff', 'spec_1_1_2']);
    expect(out).toBe('+gone\\x0dnew \\x1b[2J\n');
  });

  it('that is not whole says so beside the patch, with code 1', async () => {
    await answering({ 'review.patch': { text, cut: true } });
    const err = '… more is not shown: name a file.\n';
    expect(await world.tutti(['diff', 'spec_1_1_2'])).toEqual({ code: 1, out: text, err });
    const json = await world.tutti(['diff', 'spec_1_1_2', '--json']);
    expect({ code: json.code, out: JSON.parse(json.out) }).toEqual({ code: 1, out: { text, cut: true } });
  });

  it('of nothing says so', async () => {
    await answering({ 'review.patch': { text: '', cut: false } });
    expect((await world.tutti(['diff', 'spec_1_1_2'])).out).toBe('Nothing has changed.\n');
  });
});

describe('merge', () => {
  const ended = (state: Merge['state'], more: Partial<Merge> = {}): Merge =>
    merge({ state, files: [], conflicts: 0, reason: '', ...more });

  it.each([
    ['merged', 0],
    ['waiting', 0],
    ['conflicted', 1],
    ['failed', 1],
    ['cancelled', 1],
  ] as const)('waits for its end; %s is code %d', async (state, code) => {
    const { calls } = await answering({
      'merges.request': ended('queued'),
      'merges.list': [ended(state)],
    });
    const words = ['merge', 'exec_1', '--into', 'main', '--strategy', 'squash', '--message', 'JWT'];
    const done = await world.tutti([...words, '--json']);
    expect(done.code).toBe(code);
    expect(JSON.parse(done.out)).toMatchObject([{ id: 'merge_2', state }]);
    expect(calls[0]).toMatchObject({
      verb: 'merges.request',
      input: { id: 'exec_1', into: 'main', strategy: 'squash', message: 'JWT' },
    });
  });

  it('shows the end of a check that failed', async () => {
    const check = { command: 'npm test', outcome: 'failed', output: '2 tests failed\n', ms: 5 } as const;
    const failed = ended('failed', { reason: 'npm test failed with it', check });
    await answering({ 'merges.request': ended('queued'), 'merges.list': [failed] });
    const { out } = await world.tutti(['merge', '--source', 'feature', '--into', 'main']);
    expect(out).toContain('npm test failed with it');
    expect(out).toContain('2 tests failed\n');
  });

  it('without waiting answers as it stands in the queue; --all asks for all of it', async () => {
    const { calls } = await answering({ 'merges.integrate': [ended('queued')] });
    const { code, out } = await world.tutti(['merge', '--all', '--finish', '--no-wait']);
    expect({ code, calls: calls.length }).toEqual({ code: 0, calls: 1 });
    expect(out).toContain('tutti/1/spec_1_1_2 → tutti/1/mgr_1_1');
    expect(calls[0]).toMatchObject({ verb: 'merges.integrate', input: { finish: true } });
  });

  it('knows three strategies', async () => {
    const { code, err } = await world.tutti(['merge', 'exec_1', '--strategy', 'octopus']);
    expect(code).toBe(2);
    expect(err).toMatch(/merge, squash, rebase/);
  });
});

describe('review', () => {
  const review: Review = {
    id: 'spec_1_1_2',
    marks: [{ path: null, hunk: null, verdict: 'accepted', tip: hash('a'), by: 'person', at: 1 }],
    comments: [],
  };

  it('shows the branch and what was said, or that alone as JSON', async () => {
    await answering({ 'review.get': review, 'branches.get': stand });
    const { code, out } = await world.tutti(['review', 'spec_1_1_2']);
    expect(code).toBe(0);
    expect(out).toContain('1 ahead, 2 behind');
    expect(out).toMatch(/accepted +all of it +at aaaaaaaaa/);
    expect(JSON.parse((await world.tutti(['review', 'spec_1_1_2', '--json'])).out)).toEqual(review);
  });

  it.each([
    [['--accept'], { path: null, hunk: null, verdict: 'accepted' }],
    [['--accept', '--path', 'src/a.ts'], { path: 'src/a.ts', hunk: null, verdict: 'accepted' }],
    [['--send-back'], { path: null, hunk: null, verdict: 'returned' }],
  ])('%j marks it', async (words, mark) => {
    const { calls } = await answering({ 'review.mark': review });
    expect((await world.tutti(['review', 'spec_1_1_2', ...words])).code).toBe(0);
    expect(calls[0]).toMatchObject({ verb: 'review.mark', input: { id: 'spec_1_1_2', marks: [mark] } });
  });

  it('sends a comment on a line to the instance', async () => {
    const comment = {
      ...{ path: 'src/a.ts', side: 'after', line: 41, lines: 3, hunk: null, quote: ['now()'] },
      ...{ text: 'Use the clock.', tip: hash('a'), message: 'msg_7', by: 'person', at: 1 },
    };
    const { calls } = await answering({ 'review.comment': comment });
    const words = ['--send-back', '--comment', 'src/a.ts:41', '--lines', '3', 'Use the clock.'];
    const { code, out } = await world.tutti(['review', 'spec_1_1_2', ...words]);
    expect(code).toBe(0);
    expect(out).toMatch(/src\/a\.ts:41 +msg_7/);
    expect(out).toContain('  > now()\n  Use the clock.');
    const place = { path: 'src/a.ts', line: 41, lines: 3, side: 'after' };
    expect(calls[0]?.input).toEqual({ id: 'spec_1_1_2', text: 'Use the clock.', sendBack: true, ...place });
  });

  it.each([
    [['--accept', '--send-back'], /accepted, or it is commented on or sent back/],
    [['a word'], /a comment has no place/],
    [['--comment', 'src/a.ts:1'], /a comment is missing/],
  ])('%j is refused with words', async (words, why) => {
    await answering({});
    const { code, err } = await world.tutti(['review', 'spec_1_1_2', ...words]);
    expect(code).toBe(1);
    expect(err).toMatch(why);
  });
});

describe('undo', () => {
  it('takes the last merge back, or the one that is named', async () => {
    const undone = merge({ state: 'undone', reason: 'it broke', files: [], conflicts: 0 });
    const { calls } = await answering({ 'merges.undo': undone });
    expect((await world.tutti(['undo'])).out).toMatch(/merge_2 +undone .+it broke/);
    const named = await world.tutti(['undo', 'merge_2', '--reason', 'it broke', '--json']);
    expect(JSON.parse(named.out)).toMatchObject({ id: 'merge_2', state: 'undone' });
    await world.tutti(['undo', 'merge_2', '--run', '1']);
    expect((await world.tutti(['undo', '--run', 'first'])).code).not.toBe(0);
    expect(calls.map(({ input }) => input)).toEqual([
      { reason: '' },
      { merge: 'merge_2', reason: 'it broke' },
      { merge: 'merge_2', run: 1, reason: '' },
    ]);
  });
});

describe('clean', () => {
  const place = (name: string, more: Partial<Cleanable>): Cleanable => ({
    ...{ name, run: 1, id: 'spec_1_1_1', worktree: `/w/${name}`, branch: null, kept: null, tip: hash('a') },
    ...{ removable: false, reason: 'spec_1_1_1 works there', savable: false, ignored: [], ...more },
  });
  const found = [
    place('1/spec_1_1_1', {}),
    place('1/spec_1_1_2', { removable: true, reason: 'main has all of it', ignored: ['node_modules/'] }),
    place('1/spec_1_1_3', { savable: true, reason: 'its commits are in no other branch, and not kept' }),
    place('kept/1/spec_1_1_4/1', { removable: true, kept: '1/spec_1_1_4/1', reason: 'it is lost with this' }),
  ];

  it('without a name lists each with its reason, and takes nothing away', async () => {
    const { calls } = await answering({ 'work.cleanable': found });
    const { code, out } = await world.tutti(['clean']);
    expect(code).toBe(0);
    expect(out).toMatch(/1\/spec_1_1_1 +stays +spec_1_1_1 works there/);
    expect(out).toMatch(/1\/spec_1_1_2 +may go +main has all of it +with node_modules\//);
    expect(out).toMatch(/1\/spec_1_1_3 +stays, or --save/);
    expect(JSON.parse((await world.tutti(['clean', '--json'])).out)).toEqual(found);
    expect(new Set(calls.map(({ verb }) => verb))).toEqual(new Set(['work.cleanable']));
  });

  it.each([
    [['--all'], ['1/spec_1_1_2'], false],
    [['--all', '--save'], ['1/spec_1_1_2', '1/spec_1_1_3'], true],
    [['1/spec_1_1_1', 'kept/1/spec_1_1_4/1'], ['1/spec_1_1_1', 'kept/1/spec_1_1_4/1'], false],
  ])('%j asks for %j to go', async (words, names, save) => {
    const cleaned = names.map((name) => ({ name, gone: true, reason: '' }));
    const { calls } = await answering({ 'work.cleanable': found, 'work.clean': cleaned });
    const { code, out } = await world.tutti(['clean', ...words, '--json']);
    expect({ code, out: JSON.parse(out) }).toEqual({ code: 0, out: cleaned });
    expect(calls.at(-1)).toMatchObject({ verb: 'work.clean', input: { names, save } });
  });

  it('that leaves something is code 1, and says why', async () => {
    const cleaned = [{ name: '1/spec_1_1_1', gone: false, reason: 'spec_1_1_1 works there' }];
    await answering({ 'work.cleanable': found, 'work.clean': cleaned });
    const { code, out } = await world.tutti(['clean', '1/spec_1_1_1']);
    expect(code).toBe(1);
    expect(out).toMatch(/1\/spec_1_1_1 +stays +spec_1_1_1 works there/);
  });

  it('only says what would go when that is asked', async () => {
    const { calls } = await answering({ 'work.cleanable': found });
    const { out } = await world.tutti(['clean', '--all', '--dry-run', '--json']);
    expect(JSON.parse(out).map(({ name }: Cleanable) => name)).toEqual(['1/spec_1_1_2']);
    expect(calls.map(({ verb }) => verb)).toEqual(['work.cleanable']);
  });
});
