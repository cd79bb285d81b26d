import { spawn } from 'node:child_process';
import type { Question } from '@contract/instances.ts';
import type { Stage } from './stage.ts';

/** What a misbehaviour may lay hands on. */
export interface Misbehaving {
  readonly stage: Stage;
  readonly quit: (code: number) => void;
  enterToIgnore: number;
  listening: boolean;
  ask(question: Question, giveUpMs: number | null): Promise<number | null>;
}

/** Asks for a tool, as an agent asks before it runs a command; `subject` is the command. */
export const permission = (what: string, subject: string): Question => ({
  text: what,
  kind: 'permission',
  tool: 'Bash',
  subject,
  choices: [
    { label: 'Yes', keys: '1', means: 'allow' },
    { label: 'No', keys: '2', means: 'deny' },
    { label: 'Always', keys: '3', means: 'allow-always' },
  ],
});

type Deed = (argument: string, agent: Misbehaving) => void | Promise<void>;

const deeds: Readonly<Record<string, Deed>> = {
  crash: (code, { quit }) => quit(numberOf(code, 1, 255)),
  hang,
  'ignore-enter': (count, agent) => {
    agent.enterToIgnore = numberOf(count, 1, 1000);
    agent.stage.add('detail', `the next ${agent.enterToIgnore} Enter are swallowed`);
  },
  flood: (megabytes, { stage }) => stage.past(() => flood(numberOf(megabytes, 10, 10_000))),
  garbage: (_, { stage }) => stage.past(garbage),
  ask: async (text, agent) => {
    const what = text || 'May I go on?';
    const choice = await agent.ask(permission(what, what), null);
    agent.stage.add(
      'reply',
      `answered: ${choice === null ? 'nothing' : (['Yes', 'No', 'Always'][choice] ?? 'nothing')}`,
    );
  },
  echo: (text, { stage }) => stage.add('reply', text),
  children: (count, { stage }) => children(numberOf(count, 3, 100), stage),
  compile: (count, { stage }) => compile(numberOf(count, 1, 16), stage),
};

const command = /^\/([a-z-]+)(?:\s+([\s\S]*))?$/;

/** Whether a text is a line such as `/crash 3`. */
export const isMisbehaviour = (text: string): boolean =>
  Object.hasOwn(deeds, command.exec(text.trim())?.[1] ?? '');

export async function runMisbehaviour(text: string, agent: Misbehaving): Promise<void> {
  const match = command.exec(text.trim());
  await deeds[match?.[1] ?? '']?.(match?.[2] ?? '', agent);
}

function numberOf(text: string, otherwise: number, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : otherwise;
}

function hang(_: string, agent: Misbehaving): void {
  agent.stage.add('detail', 'hangs: no input is read and SIGTERM is ignored');
  agent.listening = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => undefined);
  }
  setImmediate(() => agent.stage.silence());
  // Something must keep it alive when its terminal goes away.
  setInterval(() => undefined, 2 ** 30);
}

/** One line of 100 bytes, 10,000 times a megabyte, as fast as the terminal takes them. */
async function flood(megabytes: number): Promise<void> {
  const block = Array.from(
    { length: 100 },
    (_, i) => `flood ${String(i).padStart(3, '0')} ${'x'.repeat(88)}\r\n`,
  ).join('');
  for (let i = 0; i < megabytes * 100; i += 1) await written(Buffer.from(block));
}

/** Broken characters, sequences cut off or absurd, control characters; at the end what makes a terminal usable again. */
async function garbage(): Promise<void> {
  let seed = 7;
  const random = Buffer.alloc(4096, 0).map(() => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return (seed >> 16) % 256;
  });
  const bad = [
    '\x1b[999999999;999999999H',
    '\x1b]0;unfinished title',
    '\x1b[38;2;1',
    '\x1bP1$r',
    '\x1b[?1049h',
    '\x0e',
  ];
  await written(Buffer.from(bad.join('')));
  // ESC c in it would reset modes this program has set, so none follows an ESC.
  await written(Buffer.from(random.filter((byte, i) => !(byte === 0x63 && random[i - 1] === 0x1b))));
  await written(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0xf0, 0x9f, 0x98]));
  // CAN ends whatever sequence is open; then the alternate screen, character set, colours and paste mode are put right.
  await written(
    Buffer.from('\x18\x1b\\\x0f\x1b[?1049l\x1b[0m\x1b[r\x1b[?2004h\x1b[?25h\r\ngarbage ends here\r\n'),
  );
}

const written = (bytes: Buffer): Promise<void> =>
  new Promise((resolve) => process.stdout.write(bytes, () => resolve()));

/** Leaves processes behind: all but the last are plain children, the last is in a session of its own and ignores TERM. */
function children(count: number, stage: Stage): void {
  const pids = Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    const stubborn = ['-c', 'trap "" TERM HUP; while :; do sleep 3600; done'];
    const child = last
      ? spawn('/bin/sh', stubborn, { detached: true, stdio: 'ignore' })
      : spawn('sleep', ['100000'], { stdio: 'ignore' });
    child.on('error', (error) => stage.add('bad', error.message));
    child.unref();
    return `${child.pid}${last ? ' (detached)' : ''}`;
  });
  stage.add('reply', `children: ${pids.join(' ')}`);
}

/** Busy without a word: processes that burn the processor as a compiler does, until they are ended or this program is. */
async function compile(count: number, stage: Stage): Promise<void> {
  const burn = `while (process.ppid === ${process.pid}) for (let at = 0; at < 1e6; at += 1) Math.sqrt(at);`;
  const ended = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, ['-e', burn], { stdio: 'ignore' });
    return new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => {
        stage.add('bad', error.message);
        resolve();
      });
    });
  });
  await Promise.all(ended);
  stage.add('reply', 'compiled');
}
