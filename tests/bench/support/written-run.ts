import { join } from 'node:path';
import type { EventData, EventDraft, EventKind } from '@contract/events.ts';
import { formatInstanceId, type InstanceId, type Role } from '@contract/ids.ts';
import type { Todo } from '@contract/instances.ts';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import { stateFolderOf } from '../../../src-main/adapters/system/state-folder.ts';
import { demand } from './bench-host.ts';
import type { Ground } from './ground.ts';

const draft = <K extends EventKind>(kind: K, data: EventData<K>): EventDraft =>
  ({ kind, data, actor: { kind: 'tutti' }, run: 1, cause: null }) as unknown as EventDraft;

const todos: Todo[] = Array.from({ length: 8 }, (_, at) => ({
  text: `Step ${at}: as long as such a line mostly is`,
  status: at < 3 ? 'done' : at === 3 ? 'active' : 'open',
}));

/** One executive, managers with nine specialists each, until there are so many. */
const family = (count: number): { role: Role; path: number[] }[] => {
  const all: { role: Role; path: number[] }[] = [{ role: 'executive', path: [1] }];
  for (let manager = 1; all.length < count; manager++) {
    all.push({ role: 'manager', path: [1, manager] });
    for (let child = 1; child <= 9 && all.length < count; child++)
      all.push({ role: 'specialist', path: [1, manager, child] });
  }
  return all;
};

const parentOf = ([...path]: number[]): InstanceId | null => {
  path.pop();
  return path.length === 0 ? null : formatInstanceId(path.length === 1 ? 'executive' : 'manager', path);
};

/**
 * The log of a run of so many instances, with lists and reports, as an earlier host has left it. Their panes are gone: whoever opens
 * it finds them crashed. Answers with its database and their ids.
 */
export const writeRun = (
  { repository, env }: Ground,
  count: number,
): { readonly file: string; readonly ids: readonly InstanceId[] } => {
  const file = join(stateFolderOf(repository, env), 'events.sqlite');
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const { store } = demand(openStore(file, { now: Date.now, log }));
  const ids: InstanceId[] = [];
  store.commit([draft('run.started', { run: 1, title: 'measured' })]);
  for (const { role, path } of family(count)) {
    const id = formatInstanceId(role, path);
    ids.push(id);
    store.commit([
      draft('instance.spawned', {
        id,
        role,
        parent: parentOf(path),
        profile: 'shell',
        scripted: false,
        task: 'Write one module with its tests, in the style of the code around it',
        cwd: repository,
        branch: null,
        size: { cols: 80, rows: 24 },
      }),
      draft('instance.progressed', { id, percent: 40, summary: 'The module is written', todos }),
    ]);
  }
  store.close();
  return { file, ids };
};
