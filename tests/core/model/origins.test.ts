import type { TuttiEvent } from '@contract/events.ts';
import { expect, it } from 'vitest';
import { unledOf } from '../../../src-main/core/model/origins.ts';

const event = (kind: TuttiEvent['kind'], data: object, actor: object = { kind: 'tutti' }): TuttiEvent =>
  ({ kind, data, actor, seq: 1, at: 0, run: 1, cause: null }) as TuttiEvent;

it('what Tutti does needs a cause, what it sees needs none, and what others do is their own', () => {
  expect(unledOf(event('task.assigned', { task: 'task_1' }))).toBeNull();
  expect(unledOf(event('task.completed', {}))).toBeNull();
  expect(unledOf(event('task.completed', {}, { kind: 'instance', id: 'spec_1_1' }))).toBe('theirs');
  expect(unledOf(event('lock.expired', {}))).toBe('time');
});

it('a state is seen, but a start is somebody’s doing', () => {
  expect(unledOf(event('instance.changed', { to: 'crashed' }))).toBe('seen');
  expect(unledOf(event('instance.changed', { to: 'starting' }))).toBeNull();
});
