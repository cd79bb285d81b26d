import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median } from '../figures.ts';
import { screenShows, spawnOne, untilTrue, widenLimits } from '../support/bench-host.ts';
import { type Ground, programOf, socketsOf, writeProfile } from '../support/ground.ts';
import { openHost, type ProjectHost } from '../support/project-host.ts';
import { outputOf } from '../support/terminal-output.ts';

const run = promisify(execFile);

const panes = 50;
const bytesASecond = 200_000;
const seconds = 3;
/** One of each in turn. The first flood of each is not counted: V8 has not compiled the terminal's parser yet. */
const turns = 2;
const endWord = 'all is poured';

/** CPU time of this process with all its threads, in ms. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Its program only waits: what is drawn there is written by `pour.mjs`, so that fifty programs take no part of the machine. */
const stillProfile = (ground: Ground): void =>
  writeProfile(
    ground,
    'still',
    'name: still\ncommand: /bin/sleep\nargs: ["100000"]\nconfirm: { expected: false, reminder: none }\n',
  );

/** Build output, as it is written into every pane from another place on. */
const writeSample = (ground: Ground): string => {
  const file = join(ground.folder, 'sample.txt');
  const pieces = outputOf('build', 11, 4_000_000, 80);
  writeFileSync(file, Buffer.concat(pieces.map(({ bytes }) => bytes)));
  return file;
};

const terminalsOf = async (ground: Ground): Promise<string[]> => {
  const [socket = ''] = socketsOf(ground.env);
  const { stdout } = await run('tmux', ['-S', socket, 'list-panes', '-a', '-F', '#{pane_tty}']);
  return stdout.trim().split('\n');
};

/** Pours into all panes, until the last of it is on their screens. CPU time of the host for each MB that was poured, in ms. */
const flood = async (
  ground: Ground,
  host: ProjectHost,
  ids: readonly string[],
  sample: string,
): Promise<number> => {
  const terminals = await terminalsOf(ground);
  const before = cpuMs();
  const args = [programOf(ground, 'pour.mjs'), String(bytesASecond), String(seconds), sample, ...terminals];
  const { stdout } = await run(process.execPath, args);
  // CAN first: what was poured may end within an escape sequence, which would take a letter of it.
  for (const terminal of terminals) writeFileSync(terminal, `\x18\r\n${endWord}\r\n`);
  for (const id of ids) await untilTrue(`${id} has taken all`, () => screenShows(host, id, endWord), 100);
  return (cpuMs() - before) / (Number(stdout) / 1e6);
};

/** A run of so many panes, recorded or not. */
const measured = async (
  ground: Ground,
  host: ProjectHost,
  sample: string,
  on: boolean,
): Promise<number[]> => {
  await widenLimits(host);
  const settings = { limits: { specialists: 1000, childrenEach: 200 }, recording: { on } };
  await host.call('settings.set', settings);
  await host.call('runs.start', { title: on ? 'recorded' : 'not recorded' });
  const ids: string[] = [];
  for (let count = 0; count < panes; count += 1) ids.push((await spawnOne(host, 'still')).id);
  const took: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    ground.say(`${on ? 'recorded' : 'not recorded'}, ${turn} of ${turns}`);
    const ms = await flood(ground, host, ids, sample);
    if (turn > 0) took.push(ms);
  }
  for (const id of ids) await host.call('instances.terminate', { id });
  await host.call('runs.end', {});
  return took;
};

const recorder = async (ground: Ground): Promise<Figure[]> => {
  const sample = writeSample(ground);
  stillProfile(ground);
  const host = await openHost(ground);
  const plain: number[] = [];
  const recorded: number[] = [];
  plain.push(...(await measured(ground, host, sample, false)));
  recorded.push(...(await measured(ground, host, sample, true)));
  return [
    against(
      {
        ...{ name: `host, ${panes} panes at ${bytesASecond / 1000} KB/s, recorded`, value: median(recorded) },
        unit: 'ms CPU/MB',
        goal: { atMost: 1.5 },
        note: 'the process with all its threads: tmux client, screens, keyframes, packing, the file',
      },
      { name: 'the same, not recorded', value: median(plain) },
    ),
  ];
};

export const recorderBenchmark: Benchmark = {
  name: 'recorder',
  title: 'What recording costs a host with 50 panes that write at once',
  run: recorder,
};
