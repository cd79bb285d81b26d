import { parentPort } from 'node:worker_threads';
import { transcriptsHere } from './transcripts.ts';
import type { TranscriptAnswer, TranscriptAsk } from './worker-transcripts.ts';

// The thread's program: transcripts behind a port. Built to out/main/transcript-worker.js.
if (parentPort === null) throw new Error('transcripts are read in a worker thread');
const port = parentPort;
const transcripts = transcriptsHere();

const resultOf = (ask: TranscriptAsk) =>
  ask.verb === 'read'
    ? transcripts.read(ask.watcher, ask.path, ask.wanted)
    : transcripts.search(ask.watcher, ask.path, ask.wanted);

port.on('message', async (ask: TranscriptAsk) => {
  // What throws here is a bug: it ends the thread, whose owner says so to everyone who waits.
  port.postMessage({ id: ask.id, result: await resultOf(ask) } satisfies TranscriptAnswer);
});
