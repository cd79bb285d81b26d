// A program at work in one of two ways, for tests of what counts as a sign of life.
// compile FILE: processes below it burn the processor without a word, until FILE is there.
// spin: nothing is done, and a spinner with a clock turns above it.
import { spawn } from 'node:child_process';

const [how, file = ''] = process.argv.slice(2);
/** @param {string} text */
const draw = (text) => process.stdout.write(`\x1b[2J\x1b[H${text}\n`);

// Four, so that together they get their share also on a machine that does much else.
const burner = `
  const { existsSync } = require('node:fs');
  while (!existsSync(${JSON.stringify(file)})) for (let at = 0; at < 1e6; at += 1) Math.sqrt(at);
`;

if (how === 'compile') {
  draw('WORKING: compiling');
  for (let at = 0; at < 4; at += 1) spawn(process.execPath, ['-e', burner], { stdio: 'ignore' });
} else {
  const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴'];
  let turn = 0;
  setInterval(() => {
    turn += 1;
    draw(
      `WORKING: ${frames[turn % frames.length]} thinking${'.'.repeat(turn % 4)} (${Math.floor(turn / 10)}s)`,
    );
  }, 100);
}
setInterval(() => {}, 1e9);
