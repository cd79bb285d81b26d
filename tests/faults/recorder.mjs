// Reads its terminal raw and keeps every byte in a file of its own: `recorder.mjs FOLDER [confirm] [line]`. Each submit key
// is answered with a line, the sign by which Tutti takes a message as accepted.
import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.', ...words] = process.argv.slice(2);
const file = join(folder, `${process.env.TUTTI_INSTANCE_ID}.bin`);
appendFileSync(file, '');
process.stdin.setRawMode(true);
let total = 0;
process.stdin.on('data', (bytes) => {
  appendFileSync(file, bytes);
  total += bytes.length;
  if (bytes.includes(0x0d)) process.stdout.write(`kept ${total}\r\n`);
});
process.stdout.write('READY\r\n');
const confirm = () =>
  execFile('tutti', ['confirm', process.env.TUTTI_NONCE ?? ''], (error, _out, err) => {
    if (error === null) return;
    process.stdout.write(`${err}\r\n`);
    // The host may be away, or this program too early for it.
    setTimeout(confirm, 300);
  });
if (words.includes('confirm')) confirm();
