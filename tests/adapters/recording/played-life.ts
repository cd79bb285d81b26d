import { dirname, join } from 'node:path';
import type { Size } from '@contract/instances.ts';
import type { View } from '@contract/view.ts';
import type { Terminal } from '@xterm/headless';
import { recordingsIn } from '../../../src-main/adapters/recording/reading/recordings-in.ts';
import { WorkerRecorder } from '../../../src-main/adapters/recording/worker-recorder.ts';
import { WorkerScreens } from '../../../src-main/adapters/screen/worker-screens.ts';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import type { Crew } from '../../../src-main/core/hierarchy/crew.ts';
import { Ledger } from '../../../src-main/core/ledger.ts';
import type { TerminalRecord } from '../../../src-main/core/ports/recorder.ts';
import { RecordingKeeper } from '../../../src-main/core/recording/recording-keeper.ts';
import { TerminalFeed } from '../../../src-main/core/recording/terminal-feed.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { memoryLog } from '../../support/memory-log.ts';
import type { LifeStep } from './arbitrary-life.ts';
import { readersHere } from './readers-here.ts';
import { bytesOf, freshFile } from './support.ts';
import { freshTerminal, isBeyondKeyframes, stateOf, write } from './terminal-state.ts';

type Instance = LifeStep['instance'];

/** What stood at a moment: the view, and each screen as a terminal shows it that was fed from its process's start. */
export interface Moment {
  readonly at: number;
  readonly view: View;
  /** Null: xterm broke, or is in a state that no keyframe restores. */
  readonly screens: Readonly<Record<string, ReturnType<typeof stateOf> | null>>;
}

const signs = { waiting: [], busy: [], ready: [], done: [], limits: [] } as never;

/** A terminal as it is looked at live: it gets what every viewer gets. */
class Live {
  terminal: Terminal | null = null;
  /** Whether replaying can be held to it. */
  sound = true;

  async take(record: TerminalRecord): Promise<void> {
    try {
      if (record.kind === 'blank') {
        this.terminal?.dispose();
        this.terminal = freshTerminal(record.size);
        this.sound = true;
      }
      const { terminal } = this;
      if (terminal === null) return;
      if (record.kind === 'output') await write(terminal, record.bytes);
      if (record.kind === 'inject') await write(terminal, record.data);
      if (record.kind === 'resized') terminal.resize(record.size.cols, record.size.rows);
    } catch {
      // Output that xterm itself breaks on: a screen of ours begins anew then, and the recording says so.
      this.sound = false;
    }
    if (this.terminal !== null && isBeyondKeyframes(this.terminal)) this.sound = false;
  }
}

/** Plays a run on the real feed, screens, log, keeper and recorder, and tells what stood after each step. */
export const playLife = async (
  steps: readonly LifeStep[],
  workers: { readonly screen: URL; readonly recording: URL },
) => {
  const file = freshFile();
  const log = memoryLog();
  const clock = new ManualClock();
  const opened = openStore(join(dirname(dirname(file)), 'log.db'), { now: () => clock.now(), log });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value.store;
  const recordings = recordingsIn(dirname(file), readersHere());
  const lives: Record<Instance, Live> = { exec_1: new Live(), mgr_1_1: new Live() };
  const sizes: Record<Instance, Size> = { exec_1: { cols: 12, rows: 5 }, mgr_1_1: { cols: 20, rows: 8 } };
  const untaken: (() => Promise<void>)[] = [];

  const host = (reason: string | null) => {
    const screens = new WorkerScreens({ workerUrl: workers.screen, log });
    const recorder = new WorkerRecorder({
      ...{ workerUrl: workers.recording, log, fileOf: () => file, project: 'sample', version: '0' },
    });
    const ledger = new Ledger(store, log);
    const feed = new TerminalFeed(clock, screens);
    feed.listen({
      terminal: (key, record) => {
        const copied = record.kind === 'output' ? { ...record, bytes: new Uint8Array(record.bytes) } : record;
        untaken.push(() => lives[key.split('/')[1] as Instance].take(copied));
      },
    });
    const crew = {
      ports: { recorder, screens, clock, store, log, recordings },
      ledger,
      feed,
      stopped: false,
    };
    // All of a crew that a recording is made of.
    const keeper = new RecordingKeeper(crew as unknown as Crew);
    if (reason === null) ledger.append([{ kind: 'run.started', data: { run: 1, title: 'a run' }, run: 1 }]);
    for (const instance of ['exec_1', 'mgr_1_1'] as const) {
      feed.open(`1/${instance}`, { size: sizes[instance], scrollback: 100, signs });
      feed.attach(`1/${instance}`, `%${instance}`);
      if (reason !== null) feed.resync(`1/${instance}`, reason, 'as it was captured');
    }
    const settled = async (): Promise<void> => {
      for (const instance of ['exec_1', 'mgr_1_1']) await screens.snapshot(`1/${instance}`);
      await recorder.flush();
    };
    const stop = async (): Promise<void> => {
      await settled();
      keeper.stop();
      await recorder.stop();
      await screens.stop();
    };
    return { ledger, feed, settled, stop };
  };

  let present = host(null);
  const act = async (step: LifeStep): Promise<void> => {
    const { feed, ledger } = present;
    const key = `1/${step.instance}`;
    switch (step.kind) {
      case 'output':
        feed.output(`%${step.instance}`, step.bytes);
        break;
      case 'resized':
        sizes[step.instance] = step.size;
        feed.resized(key, step.size);
        break;
      case 'restarted':
        sizes[step.instance] = step.size;
        feed.ended(key, 'it ended');
        feed.open(key, { size: step.size, scrollback: 100, signs });
        break;
      case 'gap':
        feed.resync(key, 'the client was lost', step.data);
        break;
      case 'typed':
        feed.typed(key, bytesOf('ls'));
        break;
      case 'event':
        ledger.append([
          { kind: 'budgets.reached', data: { reached: [] } },
          { kind: 'project.trusted', data: { trusted: clock.now() % 2 === 0 }, run: null },
        ]);
        break;
      case 'pause':
        await present.settled();
        break;
      case 'host':
        await present.stop();
        present = host('another host took it up');
        break;
      default:
        step satisfies never;
    }
  };

  const moments: Moment[] = [];
  const note = async (): Promise<void> => {
    for (const take of untaken.splice(0)) await take();
    const screens = Object.fromEntries(
      Object.entries(lives).map(([instance, { terminal, sound }]) => [
        instance,
        sound && terminal !== null ? stateOf(terminal) : null,
      ]),
    );
    moments.push({ at: clock.now(), view: present.ledger.view, screens });
  };
  await note();
  for (const step of steps) {
    clock.skip(step.wait);
    await act(step);
    await note();
  }
  await present.stop();
  for (const { terminal } of Object.values(lives)) terminal?.dispose();
  store.close();
  return { recordings, clock, moments };
};
