import { join } from 'node:path';
import type { EventData, EventDraft, EventKind } from '@contract/events.ts';
import { TuttiFailure } from '@contract/result.ts';
import { onTestFinished } from 'vitest';
import { type OpenedStore, openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import type { Store } from '../../../src-main/core/ports/store.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

export const draft = <K extends EventKind>(kind: K, data: EventData<K>, run: number | null = 1): EventDraft =>
  // The kind ties data and event together; the union can't be built generically.
  ({ kind, data, actor: { kind: 'tutti' }, run, cause: null }) as unknown as EventDraft;

export const spawnOf = (id: string, run = 1): EventDraft =>
  draft(
    'instance.spawned',
    {
      id,
      role: 'executive',
      parent: null,
      profile: 'shell',
      scripted: false,
      task: 'look',
      cwd: '/tmp',
      branch: null,
      size: { cols: 80, rows: 24 },
    },
    run,
  );

export const changeTo = (id: string, to: EventData<'instance.changed'>['to'], run = 1): EventDraft =>
  draft('instance.changed', { id, from: 'starting', to, witness: 'process', reason: 'test' }, run);

export const messageOf = (message: string, text: string, to = 'exec_1', run = 1): EventDraft =>
  draft('message.stored', { message, from: 'person', to, text, replyTo: null }, run);

export const runStart = (run = 1): EventDraft => draft('run.started', { run, title: `run ${run}` }, run);

/** Opens a store for the length of a test. */
export const opened = (file: string, now: () => number = Date.now): OpenedStore => {
  const result = openStore(file, { now, log: memoryLog() });
  if (!result.ok) throw new TuttiFailure(result.error);
  onTestFinished(() => result.value.store.close());
  return result.value;
};

export const freshFile = (): string => join(tempFolder(), 'state', 'events.db');

export const freshStore = (): Store => opened(freshFile()).store;
