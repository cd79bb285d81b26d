import { expect, test } from 'vitest';
import { keepBeginning, keepEnd } from '../../../src-main/adapters/system/program-output.ts';
import { runProgram } from '../../../src-main/adapters/system/run-program.ts';

const node = (script: string, more: { readonly input?: string; readonly timeoutMs?: number } = {}) => {
  const [stdout, stderr] = [keepBeginning(1000), keepEnd(1000)];
  const end = runProgram({
    ...{ program: process.execPath, args: ['-e', script], cwd: '/', env: process.env },
    // Only what hangs should meet it.
    ...{ timeoutMs: 60_000, ...more, stdout: stdout.add, stderr: stderr.add },
  });
  return end.then((as) => ({ ...as, stdout: stdout.text(), stderr: stderr.text() }));
};

test('a program is told nothing, or what it is given, and its end is told whole', async () => {
  const echo = `process.stdin.on('end', () => { console.error('read'); process.exitCode = 3; }).pipe(process.stdout)`;
  expect(await node(echo)).toEqual({ kind: 'ended', code: 3, by: null, stdout: '', stderr: 'read\n' });
  expect(await node(echo, { input: 'häh' })).toMatchObject({ code: 3, stdout: 'häh' });
  expect(await node(`process.kill(process.pid, 'SIGKILL')`)).toMatchObject({ code: null, by: 'SIGKILL' });
});

test('one that is no program is not started, and one that does not end at TERM is killed', async () => {
  const silent = { stdout: () => undefined, stderr: () => undefined };
  const nowhere = { program: '/nowhere', args: [], cwd: '/', env: {}, timeoutMs: 60_000, ...silent };
  expect(await runProgram(nowhere)).toMatchObject({ kind: 'not-started', error: { code: 'ENOENT' } });
  const deaf = `process.on('SIGTERM', () => console.error('heard')); console.error('up'); setInterval(() => {}, 1000)`;
  expect(await node(deaf, { timeoutMs: 1000 })).toMatchObject({ kind: 'late' });
});

test('of output, the beginning or the end is kept, and no letter is broken where it came in two parts', () => {
  const bytes = Buffer.from('aβ𝄞ω');
  const beginning = keepBeginning(4);
  const end = keepEnd(4);
  for (const byte of bytes) {
    beginning.add(Buffer.of(byte));
    end.add(Buffer.of(byte));
  }
  expect(beginning.bytes()).toEqual(bytes.subarray(0, 4));
  expect(beginning.overflowed()).toBe(true);
  expect(end.text()).toBe('β𝄞ω');
});
