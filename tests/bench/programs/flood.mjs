// At each Enter: as many MB of coloured log lines as its first argument says, as fast as they are taken, then `flooded N.`
import { writeSync } from 'node:fs';

const bytes = Number(process.argv[2] ?? '20') * 1_000_000;
/** @param {number} n */
const line = (n) =>
  `\x1b[32m${String(n).padStart(8)}\x1b[0m  GET /items/${n}  200  in 12 ms  {"user":"ann","size":4096}\r\n`;
const chunk = Buffer.from(Array.from({ length: 800 }, (_, n) => line(n)).join(''));

/**
 * Standard output is a terminal in blocking or non-blocking mode, as whoever shares it has set it.
 * @param {Buffer} data
 */
function writeAll(data) {
  for (let from = 0; from < data.length; ) {
    try {
      from += writeSync(1, data, from);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

let floods = 0;
process.stdin.setRawMode?.(true);
process.stdin.on('data', () => {
  for (let written = 0; written < bytes; written += chunk.length) writeAll(chunk);
  writeAll(Buffer.from(`flooded ${++floods}.\r\n`));
});
writeAll(Buffer.from('flood is ready\r\n'));
