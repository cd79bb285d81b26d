import { emptyView } from '@contract/view.ts';
import Database from 'better-sqlite3';
import { RecordingWriter } from '../../src-main/adapters/recording/recording-writer.ts';
import { terminalScreen } from './mock-data.ts';
import { type EventTape, sampleRun } from './sample-events.ts';

export interface SampleRecording {
  readonly file: string;
  readonly instances?: number;
  readonly project?: string;
  readonly title?: string;
  /** Shown last by the first instance's terminal. */
  readonly output?: string;
}

const size = { cols: 80, rows: 24 };

/** Writes the sample run as a file of its own, closed as an exported one is. Answers what happened in it. */
export const writeSampleRecording = ({
  file,
  instances = 5,
  project = 'orders-api',
  title,
  output = '',
}: SampleRecording): EventTape => {
  const tape = sampleRun(instances, 1_700_000_000_000);
  const startedAt = tape.events[0]?.at ?? 0;
  const of = tape.view.run;
  const head = {
    file,
    project,
    startedAt,
    run: of?.run ?? 1,
    title: title ?? of?.title ?? '',
    version: '0.1.0',
  };
  const end = (tape.events.at(-1)?.at ?? startedAt) + 1000;
  const writer = new RecordingWriter({ ...head, after: 0, view: emptyView }, () => end);
  writer.events(tape.events);
  for (const [place, instance] of Object.values(tape.view.instances).entries()) {
    const at = instance.spawnedAt;
    writer.put(instance.id, at, { kind: 'blank', size });
    const text = `${terminalScreen(instance)}${place === 0 ? output : ''}`;
    writer.put(instance.id, at + 1, { kind: 'output', bytes: new TextEncoder().encode(text) });
  }
  writer.end(end);
  writer.close();
  // In one file, without what a writer has beside it.
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.close();
  return tape;
};
