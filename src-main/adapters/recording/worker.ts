import { parentPort } from 'node:worker_threads';
import type { RecorderBatch } from './protocol.ts';
import { RecorderDesk } from './recorder-desk.ts';
import { roomLeft } from './room-left.ts';

// The thread's program: the writer of recordings behind a port. Built to out/main/recording-worker.js.
if (parentPort === null) throw new Error('recordings are written in a worker thread');
const port = parentPort;
const desk = new RecorderDesk({
  report: (report) => port.postMessage(report),
  now: Date.now,
  roomLeft,
  after: (ms, run) => void setTimeout(run, ms),
});
port.on('message', (batch: RecorderBatch) => desk.handle(batch));
