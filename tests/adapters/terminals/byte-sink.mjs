// Reads its terminal raw and tells, after each read, how many bytes came in all and their hash.
import { createHash } from 'node:crypto';

const hash = createHash('sha256');
let total = 0;
process.stdin.setRawMode(true);
process.stdin.on('data', (bytes) => {
  hash.update(bytes);
  total += bytes.length;
  process.stdout.write(`<${total} ${hash.copy().digest('hex')}>\r\n`);
});
if (process.argv[2] === 'bracketed') process.stdout.write('\x1b[?2004h');
process.stdout.write('READY\r\n');
