import { parentPort, workerData } from 'node:worker_threads';
import type { ExportOrder } from './export-protocol.ts';
import { makeExport } from './make-export.ts';

// The thread's program: one export, then its end. Built to out/main/export-worker.js.
if (parentPort === null) throw new Error('recordings are exported in a worker thread');
const port = parentPort;
// Given by thread-exporter.ts, which starts nothing else.
await makeExport(workerData as ExportOrder, (report) => port.postMessage(report));
