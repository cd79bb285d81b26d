import { attentionCount, attentionEntries } from '@contract/attention-entries.ts';
import { fail, ok } from '@contract/result.ts';
import type { Task } from '@contract/tasks.ts';
import { emptyView } from '@contract/view.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliWorld } from './cli-world.ts';
import { instance, merge } from './sample-rows.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const version = { kind: 'text', text: 'x\n' } as const;

const conflict = {
  merge: merge(),
  into: 'b'.repeat(40),
  from: 'a'.repeat(40),
  files: [
    {
      ...{ path: 'src/a.ts', kind: 'content' as const, base: version, ours: version, theirs: version },
      ...{ result: version, resolved: false },
      hunks: [
        { kind: 'same' as const, text: 'both have this\n' },
        { kind: 'conflict' as const, ours: 'const ttl = 15;\n', base: '', theirs: 'const ttl = 30;\n' },
      ],
    },
  ],
  count: 3,
  intents: { ours: [{ id: 'spec_1_1_1', task: 'Shorter\nsessions' }], theirs: [] },
};

const answering = async (state: ReturnType<typeof merge>) => {
  const host = await world.startHost();
  host.state.answer = async () => {
    const verb = host.calls.at(-1)?.verb;
    if (verb === 'merges.resolve') return ok({ merge: state, left: [] });
    if (verb === 'merges.handBack') return ok({ merge: state, to: 'spec_1_1_2', task: 'task_4' });
    if (verb === 'merges.conflict') return ok(conflict);
    return verb === 'merges.list' ? ok([state]) : ok(state);
  };
  return host;
};

describe('attention', () => {
  it('lists merges in trouble, and work that would conflict as one matter', async () => {
    const { state } = await world.startHost();
    const pair = (id: string, other: string) => ({
      ...{ id, other, files: ['src/a.ts', 'src/b.ts'], count: 4, told: [], at: 1, over: false },
    });
    const instances = Object.fromEntries(
      ['spec_1_1_1', 'spec_1_1_2', 'spec_1_1_3'].map((id) => [
        id,
        instance(id, 'mgr_1_1', { state: 'busy' }),
      ]),
    );
    const overlaps = [pair('spec_1_1_1', 'spec_1_1_2'), pair('spec_1_1_1', 'spec_1_1_3')];
    const run = { run: 1, title: '', startedAt: 1, endedAt: null };
    state.answer = async () => ok({ ...emptyView, run, instances, overlaps, merges: [merge()] });
    const { code, out } = await world.tutti(['attention']);
    expect(code).toBe(0);
    expect(out).toContain('spec_1_1_2  merge conflicted');
    expect(out).toContain('merge_2 into tutti/1/mgr_1_1: it conflicts in src/a.ts');
    expect(out).toContain('spec_1_1_1, spec_1_1_2 and spec_1_1_3  would conflict');
    expect(out).toContain('in src/a.ts, src/b.ts and 2 more');
    expect(JSON.parse((await world.tutti(['attention', '--json'])).out)).toMatchObject([
      { merge: { id: 'merge_2' } },
      { overlap: { ids: ['spec_1_1_1', 'spec_1_1_2', 'spec_1_1_3'] } },
    ]);
  });

  it('lists all that the window counts, work that could not be committed and spent budgets among it', async () => {
    const { state } = await world.startHost();
    const run = { run: 1, title: '', startedAt: 1, endedAt: null };
    const reason = 'Please tell me who you are';
    const tasks: Task[] = [
      {
        ...{ id: 'task_1', run: 1, title: 'Tokens', instructions: '', files: [], dependencies: [] },
        ...{ part: null, estimate: null, priority: 'normal', state: 'running', reason: '', attempts: 1 },
        ...{ assignee: 'spec_1_1_1', message: null, result: null, commits: [], accepted: null },
        ...{ uncommitted: { reason, at: 5 }, createdBy: 'mgr_1_1', createdAt: 1, startedAt: 2, since: 2 },
      },
    ];
    const spent = { kind: 'cost' as const, state: 'spent' as const, used: 2.4, limit: 2 };
    const reached = ['spec_1_1_1', 'spec_1_1_2'].map((scope) => ({ scope, ...spent }));
    const at = { state: 'busy' as const };
    const instances = Object.fromEntries(
      ['spec_1_1_1', 'spec_1_1_2'].map((id) => [id, instance(id, 'mgr_1_1', at)]),
    );
    const second = instances.spec_1_1_2;
    if (second !== undefined)
      second.work = { ...second.work, refused: { reason: 'a.ts:2 looks like a GitHub token', at: 5 } };
    const view = { ...emptyView, run, instances, tasks, reached, merges: [merge()] };
    state.answer = async () => ok(view);
    const { out } = await world.tutti(['attention']);
    expect(out).toContain('spec_1_1_1  not committed');
    expect(out).toContain('task_1 is not done: Please tell me who you are');
    expect(out).toContain('refused: a.ts:2 looks like a GitHub token');
    expect(out).toContain('spec_1_1_1 has used up its budget, and 1 more\n  cost: 2.4 of 2');
    const listed = JSON.parse((await world.tutti(['attention', '--json'])).out);
    expect(listed).toMatchObject([
      { merge: { id: 'merge_2' } },
      { uncommitted: { task: 'task_1', assignee: 'spec_1_1_1', reason } },
      { uncommitted: { task: null, assignee: 'spec_1_1_2' } },
      { budget: { kind: 'cost' }, count: 2 },
    ]);
    expect(listed).toHaveLength(attentionCount(attentionEntries(view)));
  });
});

describe('queue', () => {
  it('resolves whole files, each as it is named, and finishes where that is said', async () => {
    const { calls } = await answering(
      merge({ state: 'queued', files: [], conflicts: 0, reason: 'resolved by hand' }),
    );
    const words = 'queue resolve merge_2 --ours a.ts b.ts --theirs c.ts --delete d.ts --finish'.split(' ');
    const { code, out } = await world.tutti(words);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('resolved by hand') });
    expect(calls.at(-1)).toMatchObject({
      verb: 'merges.resolve',
      input: {
        merge: 'merge_2',
        files: [
          { path: 'a.ts', how: 'ours' },
          { path: 'b.ts', how: 'ours' },
          { path: 'c.ts', how: 'theirs' },
          { path: 'd.ts', how: 'delete' },
        ],
        finish: true,
      },
    });
  });

  it('shows what is left with what both sides were to do, where it does not finish', async () => {
    const { calls } = await answering(merge());
    const { code, out } = await world.tutti(['queue', 'resolve', 'merge_2', '--ours', 'a.ts']);
    expect(code).toBe(0);
    expect(calls.map(({ verb }) => verb)).toEqual(['merges.resolve', 'merges.conflict']);
    expect(calls[0]?.input).toMatchObject({ finish: false });
    for (const part of [
      'src/a.ts (content, 1 open)',
      'const ttl = 15;',
      'const ttl = 30;',
      'and 2 more files',
    ])
      expect(out).toContain(part);
    expect(out).toMatch(/ours +spec_1_1_1: Shorter.sessions/);
    expect(out).not.toContain('both have this');
    const json = JSON.parse((await world.tutti(['queue', 'show', 'merge_2', '--json'])).out);
    expect(json).toMatchObject({
      id: 'merge_2',
      places: [{ path: 'src/a.ts', conflicts: [{ ours: 'const ttl = 15;\n' }] }],
    });
  });

  it('says which file is left when it may not finish, with code 1', async () => {
    const { state } = await world.startHost();
    state.answer = async () =>
      fail(
        'wrong_state',
        'b.ts:2 has a marker',
        'Resolve what is left, then finish. What you sent is saved.',
        {
          field: 'files',
        },
      );
    const { code, err } = await world.tutti(['queue', 'resolve', 'merge_2', '--finish']);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('b.ts:2 has a marker') });
  });

  it.each([
    [[], { to: 'owner' }],
    [['--to', 'resolver', '--reason', 'keep both'], { to: 'resolver', note: 'keep both' }],
  ])('hands a conflict out: %j', async (words, input) => {
    const { calls } = await answering(merge({ handed: { to: 'spec_1_1_2', task: 'task_4' } }));
    expect((await world.tutti(['queue', 'hand', 'merge_2', ...words])).code).toBe(0);
    expect(calls[0]).toMatchObject({ verb: 'merges.handBack', input: { merge: 'merge_2', ...input } });
  });

  it('takes it back from whoever has it', async () => {
    const { calls } = await answering(merge());
    await world.tutti(['queue', 'decline', 'merge_2', '--reason', 'I take it']);
    expect(calls[0]).toMatchObject({
      verb: 'merges.decline',
      input: { merge: 'merge_2', reason: 'I take it' },
    });
  });

  it.each([
    ['queue', 'resolve'],
    ['queue', 'hand'],
    ['queue', 'decline'],
    ['queue', 'mend', 'merge_2'],
    ['queue', 'hand', 'merge_2', '--to', 'somebody'],
  ])('%s %s %s is a mistake in the command', async (...words) => {
    await answering(merge());
    const { code, err } = await world.tutti(words);
    expect(code).not.toBe(0);
    expect(err).toMatch(/lacks a merge|not known|somebody/);
  });
});
