import type { EventData, EventKind, TuttiEvent } from '@contract/events.ts';
import { formatInstanceId, type InstanceId, type Role } from '@contract/ids.ts';
import type { InstanceState } from '@contract/states.ts';
import { dice } from './terminal-output.ts';

/** One executive, managers with nine specialists each, until there are so many. */
export const family = (count: number): { id: InstanceId; role: Role; parent: InstanceId | null }[] => {
  const executive = formatInstanceId('executive', [1]);
  const all: { id: InstanceId; role: Role; parent: InstanceId | null }[] = [
    { id: executive, role: 'executive', parent: null },
  ];
  for (let manager = 1; all.length < count; manager++) {
    const leader = formatInstanceId('manager', [1, manager]);
    all.push({ id: leader, role: 'manager', parent: executive });
    for (let child = 1; child <= 9 && all.length < count; child++)
      all.push({
        id: formatInstanceId('specialist', [1, manager, child]),
        role: 'specialist',
        parent: leader,
      });
  }
  return all;
};

const text =
  'The parser keeps its place now, and what reads it takes the schema from there. Run the tests of src/parse.ts again: the schema changed, and the parser with it. ';

/** The events of a run of so many instances, spread evenly over its time: states, messages, locks, progress, tasks. */
export const runEvents = (instances: number, count: number, from: number, ms: number): TuttiEvent[] => {
  const roll = dice(7);
  const events: TuttiEvent[] = [];
  const add = <K extends EventKind>(kind: K, data: EventData<K>, actor?: TuttiEvent['actor']): void => {
    const seq = events.length + 1;
    const at = from + Math.floor((seq / count) * ms);
    const by = actor ?? { kind: 'tutti' };
    events.push({ seq, at, actor: by, run: 1, cause: seq > 1 ? seq - 1 : null, kind, data } as TuttiEvent);
  };
  const crew = family(instances);
  const states = new Map<InstanceId, InstanceState>();
  const move = (id: InstanceId, to: InstanceState): void => {
    const was = states.get(id) ?? 'starting';
    if (was === to) return;
    add('instance.changed', { id, from: was, to, witness: 'hook', reason: 'its program says so' });
    states.set(id, to);
  };
  add('run.started', { run: 1, title: 'measured' }, { kind: 'person', door: 'window' });
  for (const { id, role, parent } of crew) {
    add('instance.spawned', {
      ...{ id, role, parent, profile: 'shell', scripted: false, cwd: '/repository', branch: null },
      ...{ task: 'Write one module with its tests, in the style of the code around it' },
      size: { cols: 120, rows: 40 },
    });
    move(id, 'ready');
  }
  let messages = 0;
  let locks = 0;
  while (events.length < count) {
    const { id, parent } = crew[roll(crew.length)] ?? crew[0] ?? { id: 'exec_1', parent: null };
    const what = roll(10);
    const self = { kind: 'instance', id } as const;
    if (what < 4) move(id, states.get(id) === 'busy' ? 'ready' : 'busy');
    else if (what < 6) {
      add('instance.progressed', { id, percent: roll(101), summary: text.slice(0, 20 + roll(80)) }, self);
    } else if (what < 8) {
      locks += 1;
      const of = { lock: `lock_${locks}`, holder: id, paths: [`src/part-${roll(200)}.ts`] };
      add('lock.granted', { ...of, mode: 'exclusive', reason: 'to change it', lease: null, expiresAt: null });
      add('lock.released', { ...of, token: events.length, why: 'asked' });
    } else if (parent !== null) {
      messages += 1;
      const message = `msg_${messages}`;
      add(
        'message.stored',
        { message, from: id, to: parent, text: text.repeat(1 + roll(3)), replyTo: null },
        self,
      );
      add('message.delivering', { message, to: parent, attempt: 1, way: 'paste' });
      add('message.accepted', { message, to: parent, witness: 'hook', how: 'its hook says so' });
    }
  }
  return events.slice(0, count);
};
