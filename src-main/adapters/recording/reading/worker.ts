import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadAsk } from '../../system/asked-thread.ts';
import { ReaderDesk } from './reader-desk.ts';
import type { ReaderAsk } from './reader-protocol.ts';

// The thread's program: recordings behind a port. Built to out/main/recording-reader-worker.js.
if (parentPort === null) throw new Error('recordings are read in a worker thread');
const port = parentPort;
const desk = new ReaderDesk();
port.on('message', ({ id, wanted }: ThreadAsk<ReaderAsk>) => {
  // What throws here is a bug: it ends the thread, whose owner says so to everyone who waits.
  const result = desk.handle(wanted);
  if (id !== null && result !== null) port.postMessage({ id, result } satisfies ThreadAnswer);
});
