import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { markerOf, parseStat } from '../../../src-main/adapters/system/platform-linux.ts';
import {
  parseCpuTimes,
  parseLsof,
  parseMarkers,
  parsePsLine,
} from '../../../src-main/adapters/system/platform-macos.ts';
import { systemProcesses } from '../../../src-main/adapters/system/processes.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const processes = systemProcesses();

/** A program that waits until it is ended, started for an instance; resolves when it runs. */
const sleeper = async (
  env: Record<string, string> = {},
): Promise<ChildProcess & { readonly pid: number }> => {
  const child = spawn('/bin/sh', ['-c', 'echo up; read line; exit 0', 'a sleeper'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: '/usr/bin:/bin', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child as ChildProcess & { readonly pid: number };
};

test('lists own processes with parent, command and marker', async () => {
  const child = await sleeper({ TUTTI_INSTANCE: 'demo-1a2b/1/exec_1' });
  const found = (await processes.list()).find(({ pid }) => pid === child.pid);
  expect(found).toMatchObject({ parent: process.pid, marker: 'demo-1a2b/1/exec_1' });
  expect(found?.command).toContain('a sleeper');
  expect(await processes.find(child.pid)).toEqual(found);
});

test('one without a marker has none', async () => {
  const child = await sleeper();
  expect((await processes.find(child.pid))?.marker).toBeNull();
});

test('signals only the process with that start time', async () => {
  const child = await sleeper();
  const info = await processes.find(child.pid);
  expect(await processes.signal(child.pid, 'some other time', 'SIGKILL')).toBe(false);
  expect(child.exitCode ?? child.signalCode).toBeNull();
  const ended = once(child, 'exit');
  expect(await processes.signal(child.pid, String(info?.startTime), 'SIGTERM')).toBe(true);
  expect(await ended).toEqual([null, 'SIGTERM']);
  await vi.waitFor(async () => expect(await processes.find(child.pid)).toBeNull());
  expect(await processes.signal(child.pid, String(info?.startTime), 'SIGTERM')).toBe(false);
});

test('never signals groups, the first process or nonsense', async () => {
  for (const pid of [0, -1, -process.pid, 1, 1.5, Number.NaN])
    expect(await processes.signal(pid, '', 'SIGTERM')).toBe(false);
});

test('a zombie has ended', async () => {
  // The shell's child ends while the shell (which turns into a sleep that never waits) remains its parent.
  const child = spawn('/bin/sh', ['-c', 'true & echo $!; exec tail -f /dev/null'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const zombie = Number(line.toString());
  await vi.waitFor(async () => expect(await processes.find(zombie)).toBeNull());
  expect((await processes.list()).map(({ pid }) => pid)).not.toContain(zombie);
});

test('a program with spaces and parentheses in its name is read rightly', async () => {
  const program = join(tempFolder(), 'x) S 1 (y');
  copyFileSync('/bin/sh', program);
  const child = spawn(program, ['-c', 'echo up; read line'], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(await processes.find(Number(child.pid))).toMatchObject({ parent: process.pid });
});

test('a listing survives processes that come and go', async () => {
  const churn = spawn('/bin/sh', ['-c', 'while :; do /bin/true; done'], { stdio: 'ignore' });
  onTestFinished(() => void churn.kill('SIGKILL'));
  for (let turn = 0; turn < 10; turn += 1) {
    const found = await processes.list();
    expect(found.map(({ pid }) => pid)).toContain(process.pid);
  }
});

test('parses odd stat lines and environments', () => {
  const rest = Array.from({ length: 30 }, (_, at) => String(at + 5)).join(' ');
  expect(parseStat(`77 (a) b\n(c) R 42 ${rest}`)).toEqual({
    command: 'a) b\n(c',
    state: 'R',
    parent: 42,
    startTicks: '22',
    cpuTicks: 62,
  });
  expect(parseStat('')).toBeNull();
  expect(parseStat('77 (short) R 1')).toBeNull();
  expect(markerOf('A=1\0XTUTTI_INSTANCE=no\0TUTTI_INSTANCE=p/1/exec_1\0')).toBe('p/1/exec_1');
  expect(markerOf('A=TUTTI_INSTANCE=no\0')).toBeNull();
});

test("parses the lines of macOS' ps", () => {
  const line = '  501   1   502 Ss   Sun Nov  2 07:21:30 2026     /bin/zsh -l (x)';
  expect(parsePsLine(line)).toEqual({
    pid: 501,
    parent: 1,
    uid: 502,
    ended: false,
    startTime: 'Sun Nov 2 07:21:30 2026',
    command: '/bin/zsh -l (x)',
  });
  expect(parsePsLine('')).toBeNull();
  expect([...parseMarkers('  12 claude A=1 TUTTI_INSTANCE=p/1/exec_1 B=2\n 13 sh A=1\n')]).toEqual([
    [12, 'p/1/exec_1'],
  ]);
});

/** A node program; resolves when it has said its first line. */
const program = async (source: string): Promise<ChildProcess & { readonly pid: number }> => {
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child as ChildProcess & { readonly pid: number };
};

test('tells the processor time of one that works from that of one that sleeps', async () => {
  const works = await program('console.log(1); for (;;) Math.random();');
  const sleeps = await sleeper();
  const before = await processes.cpuTime([works.pid, sleeps.pid]);
  await vi.waitFor(
    async () => {
      const now = await processes.cpuTime([works.pid, sleeps.pid]);
      expect((now.get(works.pid) ?? 0) - (before.get(works.pid) ?? 0)).toBeGreaterThan(500);
      expect((now.get(sleeps.pid) ?? 0) - (before.get(sleeps.pid) ?? 0)).toBeLessThan(100);
    },
    { timeout: 60_000 },
  );
}, 70_000);

test('counts what ended children had used with their parent, and leaves out who has ended', async () => {
  const burn = 'while (process.cpuUsage().user < 600000) Math.random();';
  const source = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(burn)}]); console.log(1); setInterval(() => {}, 1e9);`;
  const parent = await program(source);
  expect((await processes.cpuTime([parent.pid])).get(parent.pid)).toBeGreaterThan(590);
  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
  expect(await processes.cpuTime([parent.pid, -1, 0])).toEqual(new Map());
});

test('reads processor time as ps writes it', () => {
  const output = '  12 0:00.05\n 340  12:34.50\n 999 1:02:03.00\n 1000 2-01:00:00\n junk\n';
  expect([...parseCpuTimes(output)]).toEqual([
    [12, 50],
    [340, 754_500],
    [999, 3_723_000],
    [1000, 176_400_000],
  ]);
});

test('who stands in a folder, or has a file in it open, is found; a neighbour with a like name is not', async () => {
  const base = realpathSync(tempFolder());
  const [stood, opened, empty] = ['work', 'work-2', 'wor'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [stood, opened, empty]) mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(join(opened, 'deep/file'), '');
  const start = async (cwd: string, script: string) => {
    const child = spawn('/bin/sh', ['-c', script], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return child.pid;
  };
  const inFolder = await start(join(stood, 'deep'), 'echo up; read line');
  const withFile = await start(base, `exec 7<'${opened}/deep/file'; echo up; read line`);
  const found = await processes.inside([stood, opened, empty]);
  expect([...found].map(([folder, infos]) => [folder, infos.map(({ pid }) => pid)])).toEqual([
    [stood, [inFolder]],
    [opened, [withFile]],
  ]);
});

test('what lsof prints is read by process', () => {
  const output = 'p12\nfcwd\nn/work/a\nf3\nn/work/b c\np13\nfcwd\nn/\n';
  expect([...parseLsof(output)]).toEqual([
    [12, ['/work/a', '/work/b c']],
    [13, ['/']],
  ]);
});
