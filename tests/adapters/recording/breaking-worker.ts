import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { RecorderBatch } from '../../../src-main/adapters/recording/protocol.ts';
import { RecorderDesk } from '../../../src-main/adapters/recording/recorder-desk.ts';
import { roomLeft } from '../../../src-main/adapters/recording/room-left.ts';
import { lastWords } from './last-words.ts';

// The recorder's thread, but that what a terminal says can break it; and beside the file may stand how many bytes are free.
const port = parentPort;
if (port === null) throw new Error('a worker thread is wanted');

const freeAt = (file: string): number => {
  const said = `${file}.free`;
  if (!existsSync(said)) return roomLeft(file);
  appendFileSync(`${file}.asked`, '?');
  return Number(readFileSync(said, 'utf8'));
};

const desk = new RecorderDesk({
  report: (report) => port.postMessage(report),
  now: Date.now,
  roomLeft: freeAt,
  after: (ms, run) => void setTimeout(run, ms),
});

const hoard: number[][] = [];
const heard = ({ requests }: RecorderBatch): string =>
  requests
    .map((request) => (request.kind === 'put' && request.record.kind === 'inject' ? request.record.data : ''))
    .join('');

port.on('message', (batch: RecorderBatch) => {
  const said = heard(batch);
  if (said.includes(lastWords.throws)) throw new Error('it threw');
  if (said.includes(lastWords.exits)) process.exit(3);
  while (said.includes(lastWords.hoards)) hoard.push(new Array<number>(100_000).fill(Math.random()));
  desk.handle(batch);
});
