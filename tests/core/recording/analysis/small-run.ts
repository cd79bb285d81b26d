import type { EventData, EventKind, TuttiEvent } from '@contract/events.ts';
import type { InstanceState } from '@contract/states.ts';

const begun = 1_700_000_000_000;

/** Writes a run's log by hand: at so many seconds since its beginning, with actor and cause. */
export class SmallRun {
  readonly events: TuttiEvent[] = [];
  readonly run: number;
  at = 0;

  constructor(run = 1, title = 'small') {
    this.run = run;
    this.add('run.started', { run, title });
  }

  get now(): number {
    return begun + this.at * 1000;
  }

  add<K extends EventKind>(
    kind: K,
    data: EventData<K>,
    { by, cause }: { by?: string; cause?: number } = {},
  ): number {
    const seq = this.events.length + 1;
    const actor =
      by === undefined
        ? { kind: 'tutti' }
        : by === 'person'
          ? { kind: 'person', door: 'cli' }
          : { kind: 'instance', id: by };
    // Kind and data belong together by this method's type; the union can't be told so.
    const event = { seq, at: this.now, run: this.run, actor, cause: cause ?? null, kind, data } as TuttiEvent;
    this.events.push(event);
    return seq;
  }

  spawn(id: string, parent: string | null): void {
    const role = id.startsWith('exec') ? 'executive' : id.startsWith('mgr') ? 'manager' : 'specialist';
    const rest = { profile: 'shell', scripted: false, task: `work of ${id}`, cwd: `/w/${id}`, branch: id };
    const size = { cols: 80, rows: 24 };
    this.add('instance.spawned', { id, role, parent, ...rest, size }, { by: parent ?? 'person' });
    this.add('instance.launched', { id, incarnation: 1, pid: 1, startTime: '1', pane: '%1' });
  }

  move(id: string, to: InstanceState, more: Partial<EventData<'instance.changed'>> = {}): number {
    return this.add('instance.changed', {
      id,
      from: 'ready',
      to,
      witness: 'hook',
      reason: `is ${to}`,
      ...more,
    });
  }

  task(number: number, title: string, dependencies: readonly string[] = []): number {
    return this.add(
      'task.created',
      {
        task: `task_${number}`,
        title,
        instructions: `do ${title}`,
        files: [],
        dependencies: [...dependencies],
        part: null,
        estimate: null,
        priority: 'normal',
        by: 'exec_1',
      },
      { by: 'exec_1' },
    );
  }

  give(task: string, assignee: string, attempt = 1, message: string | null = null): number {
    return this.add('task.assigned', { task, assignee, attempt, message, reason: '' }, { by: 'exec_1' });
  }

  say(message: string, from: string, to: string, text: string, cause?: number): number {
    const by = from === 'tutti' ? {} : { by: from };
    return this.add(
      'message.stored',
      { message, from, to, text, replyTo: null },
      { ...by, ...(cause === undefined ? {} : { cause }) },
    );
  }

  accept(message: string, to: string): number {
    return this.add('message.accepted', { message, to, witness: 'hook', how: 'its prompt hook' });
  }
}

/**
 * exec_1 plans for 10 s and spawns two: spec_1_1 works on task_1 from 15 to 45, spec_1_2 waits for a lock until 45 (30 s), then works on
 * task_2, which depends on task_1, until 70. Its report reaches exec_1 at 72, which works until 80.
 */
export const handedOver = (): SmallRun => {
  const run = new SmallRun();
  const to = (at: number): void => {
    run.at = at;
  };
  run.spawn('exec_1', null);
  run.move('exec_1', 'busy');
  run.task(1, 'parser');
  run.task(2, 'printer', ['task_1']);
  to(10);
  run.spawn('spec_1_1', 'exec_1');
  run.spawn('spec_1_2', 'exec_1');
  run.move('exec_1', 'ready');
  to(15);
  run.give('task_1', 'spec_1_1');
  run.add('task.started', { task: 'task_1', assignee: 'spec_1_1' }, { by: 'spec_1_1' });
  run.move('spec_1_1', 'busy');
  const lock = { mode: 'exclusive' as const, lease: null, expiresAt: null, reason: '' };
  const first = { lock: 'lock_1', holder: 'spec_1_1', paths: ['src/a.ts'] };
  const second = { lock: 'lock_2', holder: 'spec_1_2', paths: ['src/a.ts'] };
  run.add('lock.granted', { ...lock, ...first }, { by: 'spec_1_1' });
  run.move('spec_1_2', 'busy');
  run.add('lock.queued', { ...lock, ...second }, { by: 'spec_1_2' });
  to(45);
  const released = run.add('lock.released', { ...first, token: 1, why: 'asked' }, { by: 'spec_1_1' });
  run.add('lock.granted', { ...lock, ...second }, { cause: released });
  run.add(
    'task.completed',
    { task: 'task_1', assignee: 'spec_1_1', result: { summary: 'parsed', commits: [], tests: [] } },
    { by: 'spec_1_1' },
  );
  run.move('spec_1_1', 'done');
  run.give('task_2', 'spec_1_2');
  run.add('task.started', { task: 'task_2', assignee: 'spec_1_2' }, { by: 'spec_1_2' });
  to(70);
  run.add(
    'task.completed',
    { task: 'task_2', assignee: 'spec_1_2', result: { summary: 'printed', commits: [], tests: [] } },
    { by: 'spec_1_2' },
  );
  run.say('msg_1', 'spec_1_2', 'exec_1', 'Both are done.');
  run.move('spec_1_2', 'done');
  to(71);
  run.add('message.delivering', { message: 'msg_1', to: 'exec_1', attempt: 1 });
  to(72);
  run.accept('msg_1', 'exec_1');
  run.move('exec_1', 'busy');
  to(80);
  run.move('exec_1', 'done');
  run.add('run.ended', { run: 1 }, { by: 'person' });
  return run;
};
