// Has written a file that is not committed. `saver.mjs ID...`: those named commit it when they are told to save their work, and
// the others don't care.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const obedient = process.argv.slice(2).includes(process.env.TUTTI_INSTANCE_ID ?? '');
writeFileSync('work.txt', 'unfinished\n');
const who = ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid'];

process.stdin.setRawMode(true);
let read = '';
process.stdin.on('data', (bytes) => {
  read += bytes.toString();
  if (!bytes.includes(0x0d)) return;
  if (obedient && read.includes('Commit everything')) {
    execFileSync('git', ['add', 'work.txt']);
    execFileSync('git', [...who, 'commit', '--quiet', '-m', 'wip: half of it']);
  }
  read = '';
  process.stdout.write('read\r\n');
});
process.stdout.write('READY\r\n');
