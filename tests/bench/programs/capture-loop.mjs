// SOCKET SECONDS PANE...: captures every pane with one tmux process each 500 ms, as programs do that poll. Prints as JSON
// what it cost: CPU in ms of itself and its children, and how many rounds it got through.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [socket = '', seconds = '20', ...panes] = process.argv.slice(2);
const everyMs = 500;
/** USER_HZ, in which /proc counts: 100 on every Linux architecture that runs Electron. */
const ticksPerSecond = 100;

const cpuMs = () => {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5), the state being field 3.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * (1000 / ticksPerSecond);
};

const end = performance.now() + Number(seconds) * 1000;
const before = cpuMs();
let rounds = 0;
while (performance.now() < end) {
  const next = performance.now() + everyMs;
  for (const pane of panes) spawnSync('tmux', ['-S', socket, 'capture-pane', '-p', '-t', pane]);
  rounds += 1;
  const rest = Math.min(next, end) - performance.now();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
process.stdout.write(`${JSON.stringify({ cpuMs: cpuMs() - before, rounds })}\n`);
