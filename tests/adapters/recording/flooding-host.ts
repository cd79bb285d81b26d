import { pathToFileURL } from 'node:url';
import { emptyView } from '@contract/view.ts';
import { WorkerRecorder } from '../../../src-main/adapters/recording/worker-recorder.ts';
import { eventOf, lineOf } from './flood.ts';

// A host that records a flood of two panes, and says each second what is safe. It is killed in the midst of it.
const [file = '', worker = '', first = '0'] = process.argv.slice(2);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const recorder = new WorkerRecorder({
  workerUrl: pathToFileURL(worker),
  log: quiet,
  fileOf: () => file,
  project: 'sample',
  version: '0',
});
let number = Number(first);
let seq = 0;
const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

const pour = (): void => {
  for (let count = 0; count < 40; count += 1) {
    number += 1;
    for (const instance of ['exec_1', 'mgr_1_1'])
      recorder.put(instance, Date.now(), { kind: 'output', bytes: new TextEncoder().encode(lineOf(number)) });
  }
  seq += 1;
  recorder.events([eventOf(seq)]);
  if (number % 4000 === 0) {
    const cut = recorder.cut('exec_1', Date.now());
    recorder.keyframe('exec_1', cut, {
      offset: 0,
      size: { cols: 80, rows: 24 },
      data: `at ${number}`,
      pending: new Uint8Array(),
    });
  }
  say({ put: number, at: Date.now() });
  setTimeout(pour, 1);
};

/** Mostly what is safe is what the recorder's own pace has made so: it is asked only now and then. */
const settle = async (): Promise<void> => {
  const before = number;
  await recorder.flush();
  say({ safe: before });
  setTimeout(() => void settle(), 700);
};

recorder.listen({
  begun: (_run, from) => {
    seq = from;
    say({ begun: from });
    for (const instance of ['exec_1', 'mgr_1_1'])
      recorder.put(instance, Date.now(), { kind: 'blank', size: { cols: 80, rows: 24 } });
    pour();
    void settle();
  },
  gapped: () => undefined,
  paused: () => undefined,
});
recorder.begin({ run: 1, title: 'a run', startedAt: 1, after: 0, view: () => emptyView });
