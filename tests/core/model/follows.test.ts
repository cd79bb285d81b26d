import type { EventDraft } from '@contract/events.ts';
import { expect, it } from 'vitest';
import { linked } from '../../../src-main/core/model/follows.ts';

const fact = (kind: EventDraft['kind'], data: object, more: object = {}): EventDraft =>
  ({ kind, data, actor: { kind: 'tutti' }, run: 1, cause: null, ...more }) as EventDraft;

const causes = (...facts: EventDraft[]): (number | null)[] => linked(facts, 100).map(({ cause }) => cause);

const notice = fact('message.stored', { message: 'msg_1', from: 'tutti', to: 'exec_1' });

it('a notice follows from what stands before it in the same append', () => {
  expect(causes(fact('merge.failed', { merge: 'merge_1' }), notice, notice)).toEqual([null, 101, 101]);
  expect(causes(notice, fact('task.assigned', { task: 'task_1' }))).toEqual([null, null]);
});

it('what somebody says is that one’s own act', () => {
  const said = fact('message.stored', { message: 'msg_1' }, { actor: { kind: 'instance', id: 'exec_1' } });
  expect(causes(fact('task.completed', {}), said)).toEqual([null, null]);
});

it('a message rests with the person because it was stored, and a restart is planned because of the crash', () => {
  const rests = fact('message.accepted', { message: 'msg_1', to: 'person' });
  expect(causes(notice, rests)).toEqual([null, 101]);
  expect(
    causes(
      fact('instance.changed', { id: 'exec_1', to: 'crashed' }),
      fact('instance.changed', { id: 'spec_1_1', to: 'crashed' }),
      fact('instance.restartPlanned', { id: 'exec_1' }),
    ),
  ).toEqual([null, null, 101]);
  expect(causes(fact('task.failed', { task: 'task_2' }), fact('batch.settled', { task: 'task_1' }))).toEqual([
    null,
    null,
  ]);
});

it('a cause that was told stands', () => {
  expect(causes(fact('run.ended', { run: 1 }), { ...notice, cause: 7 })).toEqual([null, 7]);
});

it('a lock is another’s because it was let go, and merges go back because one before them failed', () => {
  const granted = fact('lock.granted', { lock: 'lock_2', holder: 'spec_1_1' });
  expect(causes(fact('lock.expired', { lock: 'lock_1' }), granted)).toEqual([null, 101]);
  expect(causes(granted)).toEqual([null]);
  expect(
    causes(
      fact('merge.failed', { merge: 'merge_1' }),
      notice,
      fact('merge.requeued', { merge: 'merge_2' }),
      fact('merge.requeued', { merge: 'merge_3' }),
    ),
  ).toEqual([null, 101, 101, 101]);
});
