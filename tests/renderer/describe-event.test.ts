import { noBudgets } from '@contract/budgets.ts';
import { type EventKind, eventKinds, type TuttiEvent } from '@contract/events.ts';
import { defaultSettings } from '@contract/settings.ts';
import { describe, expect, it } from 'vitest';
import { describeEvent, groupOf, toneOf } from '../../src-renderer/event-list/describe-event.ts';
import { sampleBatchData } from '../support/sample-batches.ts';
import { sampleRun } from '../support/sample-events.ts';
import { sampleKeptData } from '../support/sample-kept-work.ts';
import { sampleMergeData } from '../support/sample-merges.ts';
import { samplePublishData } from '../support/sample-publish.ts';
import { sampleReviewData } from '../support/sample-review.ts';
import { sampleStandData } from '../support/sample-stands.ts';
import { sampleTaskData } from '../support/sample-tasks.ts';

const lockTerms = { lock: 'lock_3', holder: 'exec_1', paths: ['src/a.ts', 'b', 'c', 'd'] };

const hash = 'a'.repeat(40);
const commit = { hash, parents: [hash], way: 'commit', author: 'Ada', at: 1, subject: 'Add a' };
const conflict = { id: 'exec_1', path: 'src/a.ts', holder: 'spec_1' };

/** Data of the kinds that the sample run has no event of. */
const others: Partial<Record<EventKind, unknown>> = {
  'host.stopped': { pid: 1 },
  'settings.changed': { settings: defaultSettings },
  'project.trusted': { trusted: true },
  'run.ended': { run: 12 },
  'instance.settingUp': { id: 'exec_1', command: 'npm ci' },
  'instance.setUp': {
    ...{ id: 'exec_1', copied: 2, linked: 1, notes: ['.env is not in your checkout'] },
    ...{ check: null, trouble: null },
  },
  'instance.resized': { id: 'exec_1', size: { cols: 80, rows: 24 } },
  'instance.answered': { id: 'exec_1', question: 'Run ls?', answer: 'Yes', rule: 'rule_7' },
  'rule.added': {
    id: 'rule_7',
    terms: {
      effect: 'allow',
      about: 'permission',
      profile: 'claude',
      tool: 'Bash',
      subject: 'npm test*',
      run: 1,
      instance: null,
    },
  },
  'budgets.changed': { budgets: noBudgets },
  'budgets.reached': {
    reached: [{ scope: 'run', kind: 'tokens', state: 'spent', used: 12, limit: 10 }],
  },
  'rule.revoked': { id: 'rule_7' },
  'instance.planned': { id: 'exec_1', todos: [{ text: 'write', status: 'done' }] },
  'instance.conversed': { id: 'exec_1', session: 'b2c1', transcript: null },
  'instance.used': {
    id: 'exec_1',
    session: 'b2c1',
    used: {
      input: 1200,
      output: 30,
      cacheRead: 0,
      cacheWrite: 0,
      cost: null,
      model: null,
      context: null,
      contextWindow: null,
    },
  },
  'instance.worked': {
    id: 'exec_1',
    use: { call: 'c', tool: 'Bash', status: 'started', summary: 'npm test', files: [] },
  },
  'instance.limited': { id: 'exec_1', limit: { kind: 'usage', reason: 'used up until 5 pm', until: 1 } },
  'blocker.climbed': {
    id: 'spec_1_1_1',
    parent: 'mgr_1_1',
    why: 'unanswered',
    reason: 'mgr_1_1 did not answer within 10 min',
  },
  'instance.adopted': { id: 'exec_1', pane: '%1' },
  'message.held': { message: 'msg_1', to: 'exec_1', reason: 'something stands in its box' },
  'message.requeued': { message: 'msg_1', to: 'exec_1', reason: 'it is waiting' },
  'knowledge.recorded': { key: 'api/auth', version: 1, value: 'JWT' },
  'knowledge.forgotten': { key: 'api/auth', version: 2 },
  'decision.recorded': { decision: 'dec_1', title: 'UTC', text: 'why', paths: [], replaces: null },
  'terminal.gapped': { id: null, reason: 'the host was away' },
  'terminals.lost': { reason: 'the tmux server ended' },
  'terminals.restored': {},
  'orphan.found': { pid: 7, startTime: '1', command: 'node agent', instance: '3/exec_1' },
  'orphan.ended': { pid: 7 },
  ...sampleTaskData,
  ...sampleBatchData,
  ...sampleMergeData,
  ...sampleReviewData,
  ...samplePublishData,
  'recording.paused': { run: 1, reason: 'less than 200 MB are free on its disk' },
  'recording.resumed': { run: 1 },
  'recording.protected': { run: 1 },
  'recording.unprotected': { run: 1 },
  'recording.removed': { run: 1, bytes: 4_300_000, why: 'age' },
  ...sampleStandData,
  ...sampleKeptData,
  'instance.changedFiles': {
    id: 'exec_1',
    files: [{ path: 'src/a.ts', kind: 'created', at: 1 }],
    settled: [],
    unnamed: 7,
    dirty: 8,
  },
  'instance.committed': {
    id: 'exec_1',
    commit: { ...commit, files: ['src/a.ts'], count: 1 },
    amends: null,
  },
  'instance.checkedOut': { id: 'exec_1', branch: null, from: hash, to: hash, dropped: 2 },
  'instance.unwatched': { id: 'exec_1', reason: 'too many watches' },
  'instance.commitRefused': {
    id: 'exec_1',
    held: [{ path: 'src/a.ts', holder: 'spec_1', mode: 'exclusive', lock: 'lock_1' }],
    count: 3,
  },
  'instance.contentRefused': {
    id: 'exec_1',
    findings: [{ path: 'src/a.ts', line: 2, why: 'looks like a GitHub token' }],
    count: 3,
  },
  'conflict.found': { ...conflict, mode: 'exclusive', lock: 'lock_1', token: 4, commit: null },
  'conflict.resolved': { ...conflict, why: 'released' },
  'subscription.made': { subscription: 'sub_1', instance: 'exec_1', kinds: ['task'], from: [] },
  'subscription.told': { subscription: 'sub_1', message: 'msg_1', upTo: 4 },
  'subscription.ended': { subscription: 'sub_1' },
  'lock.queued': { ...lockTerms, mode: 'shared', reason: '', lease: null, expiresAt: 1 },
  'lock.granted': { ...lockTerms, mode: 'exclusive', reason: '', lease: null, expiresAt: null },
  'lock.renewed': { ...lockTerms, lease: 9, expiresAt: 1 },
  'lock.released': { ...lockTerms, token: 3, why: 'forced' },
  'lock.expired': { ...lockTerms, token: null, why: 'not-asked-again' },
  'lock.withdrawn': { ...lockTerms, why: 'crashed' },
  'lock.refused': {
    ...lockTerms,
    circle: [
      { holder: 'exec_1', waitsFor: 'exec_2', paths: ['a'] },
      { holder: 'exec_2', waitsFor: 'exec_1', paths: ['b'] },
    ],
  },
  'lock.graced': { holder: 'exec_1', until: null },
  'instance.restartPlanned': { id: 'exec_1', attempt: 1, most: 3, at: 1000, reason: 'restarts in 1 s' },
  'instance.restartDropped': { id: 'exec_1', reason: 'crashed 4 times in 10 minutes: exit 1' },
  'instance.startHeld': { id: 'exec_1', reason: 'waits: 4 others are starting' },
  'breaker.opened': { scope: 'profile', name: 'claude', until: 1000, reason: 'exit 1' },
  'breaker.halfOpened': { scope: 'profile', name: 'claude' },
  'breaker.proved': { scope: 'profile', name: 'claude', successes: 1 },
  'breaker.closed': { scope: 'instance', name: 'exec_1' },
  'approval.asked': {
    wish: 'wish_3',
    by: 'mgr_1_1',
    terms: {
      role: 'specialist',
      parent: 'mgr_1_1',
      profile: 'claude',
      task: 'Write the parser',
      model: null,
      branch: 'tutti/1/spec_1_1_1',
    },
  },
  'approval.granted': { wish: 'wish_3', by: 'mgr_1_1' },
  'approval.settled': { wish: 'wish_3', by: 'mgr_1_1', spawned: 'spec_1_1_1', reason: '' },
  'approval.allowed': { run: 1 },
  'approval.revoked': { run: 1 },
  'attention.told': { keys: ['crash 1 exec_1 1'] },
  'attention.passed': { keys: ['crash 1 exec_1 1', 'wish 1 wish_1'] },
  'shutdown.begun': { top: null, ids: ['exec_1', 'spec_1_1'], until: 1000, reason: 'for today' },
  'shutdown.ending': { why: 'time', unsaved: ['spec_1_1'] },
  'shutdown.cancelled': {},
  'shutdown.finished': {
    ended: ['exec_1', 'spec_1_1'],
    left: [{ id: 'spec_1_1', folder: '/w/spec_1_1', branch: 'tutti/1/spec_1_1', files: 2, trouble: null }],
  },
};

const eventOf = (kind: EventKind): TuttiEvent => {
  const sample = sampleRun(40, 0).events.find((event) => event.kind === kind);
  if (sample !== undefined) return sample;
  const envelope = { seq: 1, at: 0, run: null, cause: null, actor: { kind: 'tutti' } };
  return { ...envelope, kind, data: others[kind] } as TuttiEvent;
};

describe('an event in words', () => {
  it.each(eventKinds)('says %s in one line without a hole', (kind) => {
    const words = describeEvent(eventOf(kind));
    expect(words).toMatch(/^\S.{5,}$/);
    expect(words).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('names how a process ended', () => {
    const event = {
      ...eventOf('instance.changed'),
      data: {
        id: 'spec_1_2_2',
        from: 'busy',
        to: 'crashed',
        witness: 'process',
        reason: 'its process ended',
        exit: { status: 1, signal: null },
      },
    } as TuttiEvent;
    expect(describeEvent(event)).toBe('spec_1_2_2 crashed (exit 1): its process ended');
    expect(toneOf(event)).toBe('red');
  });

  it('is amber where a limit needs a person', () => {
    const limited = (kind: 'usage' | 'overloaded') =>
      ({
        ...eventOf('instance.limited'),
        data: { id: 'exec_1', limit: { kind, reason: '', until: null } },
      }) as TuttiEvent;
    expect([toneOf(limited('usage')), toneOf(limited('overloaded'))]).toEqual(['amber', 'plain']);
  });

  it('keeps a long message to its first line', () => {
    const event = {
      ...eventOf('message.stored'),
      data: {
        message: 'msg_1',
        from: 'person',
        to: 'exec_1',
        text: `${'x'.repeat(500)}\nsecond`,
        replyTo: null,
      },
    } as TuttiEvent;
    expect(describeEvent(event).length).toBeLessThan(120);
  });

  it('gives every kind a group', () => {
    expect([...new Set(eventKinds.map(groupOf))].sort()).toEqual([
      'instances',
      'machine',
      'messages',
      'refusals',
      'run',
      'work',
    ]);
    expect(groupOf('instance.worked')).toBe('work');
    expect(groupOf('call.refused')).toBe('refusals');
  });
});

it('says with what an instance was spawned, and what its mode leaves out', () => {
  const [spawned] = sampleRun(1, 0).events.filter(({ kind }) => kind === 'instance.spawned');
  if (spawned?.kind !== 'instance.spawned') throw new Error('the sample run spawns nothing');
  const mode = { name: 'yolo', title: 'Skip all', meaning: 'All.', dangerous: true };
  const words = (more: object) =>
    describeEvent({ ...spawned, data: { ...spawned.data, profile: 'gemini', ...more } } as TuttiEvent);
  expect(words({ mode, model: 'pro' })).toMatch(/with gemini \(pro\), no permissions asked: Skip all$/);
  expect(words({ mode: { ...mode, dangerous: false } })).toMatch(/with gemini$/);
  const yes = { id: 'exec_1', question: 'Really?', answer: 'Yes', rule: null, mode: 'yolo' };
  expect(describeEvent({ ...spawned, kind: 'instance.answered', data: yes } as TuttiEvent)).toContain(
    'by the yes to yolo',
  );
});
