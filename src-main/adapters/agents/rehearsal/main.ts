import { Agent, whyOf } from './agent.ts';
import { perform } from './play.ts';
import { Stage } from './stage.ts';
import { misbehaviour, readSurroundings } from './surroundings.ts';
import { TerminalInput } from './terminal-input.ts';

// The rehearsal agent: a terminal program that stands in for a coding agent, with a script in place of a model. It is
// started in a pane by its profile (../shipped/rehearsal.yaml) and reads what it is to be from its environment.

const me = readSurroundings(process.env, process.cwd());
const { stdin, stdout } = process;

const stage = new Stage(me, {
  get columns() {
    return stdout.columns || 80;
  },
  get rows() {
    return stdout.rows || 24;
  },
  write: (text) => void stdout.write(text),
});

function quit(code: number): void {
  stage.close();
  if (stdin.isTTY) stdin.setRawMode(false);
  stdout.write('', () => process.exit(code));
}

const agent = new Agent(me, stage, quit);
const input = new TerminalInput();

function listen(): void {
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on('data', (bytes: Buffer) => {
    if (!agent.listening) return;
    for (const event of input.take(bytes)) agent.input(event);
    if (!agent.listening) stdin.pause();
  });
  // The terminal is gone: so is everything this program is for.
  stdin.on('end', () => agent.listening && process.exit(0));
  stdin.on('error', () => agent.listening && process.exit(0));
  stdout.on('error', () => agent.listening && process.exit(0));
  stdout.on('resize', () => stage.resized());
  process.on('SIGTERM', () => quit(143));
  process.on('SIGHUP', () => process.exit(129));
}

async function run(): Promise<void> {
  stage.open();
  listen();
  await agent.start();
  if (me.play) await perform(agent, me.play);
  else await agent.host.hook({ event: 'ready' });
}

function begin(): void {
  run().catch((error: unknown) => stage.add('bad', `the script broke: ${whyOf(error)}`));
}

const crashAtStart = misbehaviour(me.misbehave, 'crash-at-start', 1);
const slowSeconds = misbehaviour(me.misbehave, 'slow-start', 5);
if (crashAtStart !== null) process.exit(crashAtStart);
else if (slowSeconds !== null) setTimeout(begin, slowSeconds * 1000);
else begin();
