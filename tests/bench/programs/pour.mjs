// Writes into many terminals at once, so many bytes a second into each, as their programs would: `pour.mjs BYTES SECONDS TERMINAL...`.
// Of output that is taken more slowly the rest comes later. Ends once all is written, and says how many bytes that were.
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';

const [bytes = '0', seconds = '0', sample = '', ...terminals] = process.argv.slice(2);
const output = readFileSync(sample);
const stepMs = 50;
const each = Math.round((Number(bytes) * stepMs) / 1000);
const panes = terminals.map((terminal, place) => ({
  fd: openSync(terminal, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK),
  due: 0,
  from: Math.floor((output.length / terminals.length) * place),
}));
let written = 0;
let steps = (Number(seconds) * 1000) / stepMs;

/** @param {{ fd: number, due: number, from: number }} pane */
function pour(pane) {
  while (pane.due > 0) {
    const part = output.subarray(pane.from, pane.from + Math.min(pane.due, 4096));
    try {
      const count = writeSync(pane.fd, part);
      written += count;
      pane.due -= count;
      pane.from = (pane.from + count) % output.length;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return;
      throw error;
    }
  }
}

const timer = setInterval(() => {
  if (steps > 0) for (const pane of panes) pane.due += each;
  steps -= 1;
  for (const pane of panes) pour(pane);
  if (steps > 0 || panes.some(({ due }) => due > 0)) return;
  clearInterval(timer);
  for (const { fd } of panes) closeSync(fd);
  process.stdout.write(`${written}\n`);
}, stepMs);
