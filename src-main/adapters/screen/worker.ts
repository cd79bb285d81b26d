import { parentPort } from 'node:worker_threads';
import type { ScreenReport, ScreenRequest } from './protocol.ts';
import { ScreenRoom } from './screen-room.ts';

// The thread's program: a room behind a port. Built to out/main/screen-worker.js.
if (parentPort === null) throw new Error('the screens run in a worker thread');
const port = parentPort;
const room = new ScreenRoom((report: ScreenReport) => port.postMessage(report));
port.on('message', (requests: readonly ScreenRequest[]) => room.handle(requests));
