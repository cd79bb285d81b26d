import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../../../src-main/adapters/system/process-life.ts';
import type { PaneInfo, PaneSpec, Terminals } from '../../../src-main/core/ports/terminals.ts';
import { RecordingListener } from './recording-listener.ts';

const SINK = fileURLToPath(new URL('./byte-sink.mjs', import.meta.url));

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function shell(script: string, more: Partial<PaneSpec> = {}): PaneSpec {
  const env = { PATH: process.env.PATH ?? '', ...more.env };
  const size = { cols: 80, rows: 24 };
  return { tag: 'run/a/1', command: '/bin/sh', args: ['-c', script], cwd: '/', size, ...more, env };
}

export function sink(kind: 'bracketed' | 'plain'): PaneSpec {
  return shell('', { command: process.execPath, args: [SINK, kind] });
}

export function sha(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Opens a sink and waits until it reads raw. */
export async function openSink(
  terminals: Terminals,
  listener: RecordingListener,
  kind: 'bracketed' | 'plain',
): Promise<PaneInfo> {
  const pane = value(await terminals.open(sink(kind)));
  await listener.until(() => listener.text(pane.pane).includes('READY'));
  return pane;
}

/** Waits until the sink has read as many bytes as `expected` has, and compares all of them by their hash. */
export async function expectArrived(
  listener: RecordingListener,
  pane: string,
  expected: Uint8Array,
): Promise<void> {
  const count = new RegExp(`<${expected.length} ([0-9a-f]{64})>`);
  await listener.until(() => count.test(listener.text(pane)));
  expect(count.exec(listener.text(pane))?.[1]).toBe(sha(expected));
}

const bracketed = (text: string): Buffer => Buffer.from(`\x1b[200~${text}\x1b[201~`);

export const pasteTexts: Readonly<Record<string, string>> = {
  'several lines': 'one\ntwo\n\nfour\n',
  'carriage returns': 'a\r\nb\rc',
  quotes: `'single' "double" \`back\` '"'"'`,
  dollars: ['$HOME $', '{HOME} $(id) $$'].join(''),
  formats: '#{pane_id} #(id) #[fg=red] ## #',
  semicolons: 'a; b \\; c;',
  'only a semicolon': ';',
  backslashes: '\\ \\\\ \\n \\033 \\u0041 end\\',
  'a leading dash': '-a -b buffer --',
  tabs: '\tindented\t\tcode\t',
  'a tilde and braces': '~ ~root { a } {',
  'a comment and a percent': '# not a comment\n%if x\n%end 1 2 3',
  'combining and wide characters': 'e\u0301 \u1112\u1161\u11ab 漢字 👩‍👩‍👧‍👦 🇪🇺 \u202eabc',
  'spaces at both ends': '   x   ',
  'control characters': '\x01\x02\x1b[A\x7f\x1f',
  '1 MB': `${'x'.repeat(999_999)};`,
  '100 KB': 'Zeile mit "Zeichen" $; und 漢字\n'.repeat(2800),
};

/** What both kinds of terminals must do. `make` gives an adapter that has not been started. */
export function terminalsContract(make: (folder: string) => Terminals): void {
  let terminals: Terminals;
  let listener: RecordingListener;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-terminals-'));
    terminals = make(folder);
    listener = new RecordingListener();
    expect(value(await terminals.start(listener))).toEqual([]);
  });

  afterEach(async () => {
    await terminals.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const ended = async (spec: PaneSpec): Promise<PaneInfo> => {
    const pane = value(await terminals.open(spec));
    await listener.until(() => listener.exits.has(pane.pane));
    return pane;
  };

  describe('starting a program', () => {
    it('makes it the process of the pane itself, with and without arguments', async () => {
      const pane = value(await terminals.open(shell('echo "pid=$$."; exec cat')));
      await listener.until(() => listener.text(pane.pane).includes('.'));
      expect(listener.text(pane.pane)).toContain(`pid=${pane.pid}.`);
      const bare = value(await terminals.open(shell('', { command: 'cat', args: [] })));
      await terminals.type(bare.pane, Buffer.from('alone\r'));
      await listener.until(() => listener.text(bare.pane).includes('alone\r\nalone'));
      process.kill(bare.pid, 'SIGKILL');
      await listener.until(() => listener.exits.has(bare.pane));
      expect(listener.exits.get(bare.pane)).toEqual({ status: null, signal: 'SIGKILL' });
    });

    it('gives it its arguments, environment, folder and size exactly', async () => {
      const odd = ['a b', `'"$HOME"'`, '#{pane_id}', 'x;', ';', '', '-n', '\\', 'ü\n漢', '~'];
      const script =
        'process.stdout.write(JSON.stringify([process.argv.slice(1), process.env, process.cwd(), process.stdout.columns, process.stdout.rows]) + "<end>")';
      const env = {
        PATH: '/usr/bin:/bin',
        ODD: `q"'$X;#{pane_id}\\ \n\tü`,
        LONG: 'x'.repeat(60_000),
        EMPTY: '',
      };
      const args = ['-e', `${script}; process.stdin.resume()`, '--', ...odd];
      const size = { cols: 133, rows: 41 };
      const spec = { ...shell(''), command: process.execPath, args, env, size, cwd: folder };
      const pane = value(await terminals.open(spec));
      expect(pane.size).toEqual(size);
      await listener.until(() => listener.text(pane.pane).includes('<end>'));
      const printed = listener.text(pane.pane).split('<end>')[0] ?? '';
      const [argv, given, cwd, cols, rows] = JSON.parse(printed);
      expect(argv).toEqual(odd);
      expect(given).toMatchObject(env);
      const more = Object.keys(given).filter((name) => !(name in env));
      // What a terminal adds of itself; PWD and SHELL are tmux's doing and can't be kept out.
      const terminalOnly = [
        'PWD',
        'SHELL',
        'TERM',
        'TMUX',
        'TMUX_PANE',
        'TERM_PROGRAM',
        'TERM_PROGRAM_VERSION',
      ];
      expect(more.filter((name) => !terminalOnly.includes(name))).toEqual([]);
      expect([cwd, cols, rows]).toEqual([folder, 133, 41]);
    });

    it('runs in a folder whose name means something to tmux', async () => {
      const cwd = await mkdtemp(join(folder, '#(id) #{pane_id} #[x] ; $HOME '));
      const pane = value(await terminals.open(shell('pwd; echo "<end>"; exec cat', { cwd })));
      await listener.until(() => listener.text(pane.pane).includes('<end>'));
      expect(listener.text(pane.pane)).toContain(`${cwd}\r\n`);
    });

    it('says in advance that there is no such program or folder', async () => {
      const program = await terminals.open(shell('', { command: '/nowhere/claude', args: [] }));
      expect(program).toMatchObject({ ok: false, error: { code: 'cannot_start' } });
      expect(JSON.stringify(program)).toContain('/nowhere/claude');
      const inPath = await terminals.open(shell('', { command: 'no-such-agent', args: ['x'] }));
      expect(inPath).toMatchObject({ ok: false, error: { code: 'cannot_start' } });
      const cwd = await terminals.open(shell('true', { cwd: '/nowhere' }));
      expect(cwd).toMatchObject({ ok: false, error: { code: 'cannot_start' } });
      expect(value(await terminals.list())).toEqual([]);
    });

    it('brings all that is printed from the start, in order', async () => {
      const script = 'i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done; echo "<end>"; exec cat';
      const pane = value(await terminals.open(shell(script)));
      await listener.until(() => listener.text(pane.pane).includes('<end>'));
      const expected = Array.from({ length: 5000 }, (_, i) => `line ${i}\r\n`).join('');
      expect(listener.text(pane.pane)).toBe(`${expected}<end>\r\n`);
    });
  });

  describe('the end of a program', () => {
    it('is told with its status', async () => {
      const pane = await ended(shell('exit 7'));
      expect(listener.exits.get(pane.pane)).toEqual({ status: 7, signal: null });
      expect(value(await terminals.list())).toMatchObject([
        { pane: pane.pane, exit: { status: 7, signal: null } },
      ]);
    });

    it('is told with its signal', async () => {
      const pane = await ended(shell('kill -KILL $$'));
      expect(listener.exits.get(pane.pane)).toEqual({ status: null, signal: 'SIGKILL' });
      const term = await ended(shell('kill -TERM $$'));
      expect(listener.exits.get(term.pane)).toEqual({ status: null, signal: 'SIGTERM' });
    });

    it('makes input be refused as dead, and the others go on', async () => {
      const other = await openSink(terminals, listener, 'plain');
      const pane = await ended(shell('printf "\\033[?2004h"; exit 0'));
      expect(value(await terminals.paste(pane.pane, 'text', 'm1'))).toBe('dead');
      expect(value(await terminals.submit(pane.pane, '\r', 'm2'))).toBe('dead');
      expect(value(await terminals.type(pane.pane, Buffer.from('x')))).toBe('dead');
      const listed = value(await terminals.list()).find((info) => info.pane === pane.pane);
      expect(listed).toMatchObject({ mark: null, submitted: null });
      expect(value(await terminals.type(other.pane, Buffer.from('x')))).toBe('reached');
      await expectArrived(listener, other.pane, Buffer.from('x'));
    });
  });

  describe('input', () => {
    for (const kind of ['bracketed', 'plain'] as const) {
      for (const [name, text] of Object.entries(pasteTexts)) {
        it(`pastes exactly, ${kind}: ${name}`, async () => {
          const { pane } = await openSink(terminals, listener, kind);
          expect(value(await terminals.paste(pane, text, 'm'))).toBe('reached');
          await expectArrived(listener, pane, kind === 'bracketed' ? bracketed(text) : Buffer.from(text));
        });
      }
    }

    it('leaves a mark with a paste and with a submit', async () => {
      const { pane } = await openSink(terminals, listener, 'plain');
      expect(value(await terminals.list())).toMatchObject([{ mark: null, submitted: null }]);
      await terminals.paste(pane, 'text', 'delivery "1" #{x}');
      expect(value(await terminals.list())).toMatchObject([{ mark: 'delivery "1" #{x}', submitted: null }]);
      await terminals.submit(pane, '\r', 's;1');
      expect(value(await terminals.list())).toMatchObject([{ mark: 'delivery "1" #{x}', submitted: 's;1' }]);
      await expectArrived(listener, pane, Buffer.from('text\r'));
    });

    it('types every byte as it is', async () => {
      const { pane } = await openSink(terminals, listener, 'plain');
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
      expect(value(await terminals.type(pane, bytes))).toBe('reached');
      await expectArrived(listener, pane, bytes);
    });

    it('types a megabyte', async () => {
      const { pane } = await openSink(terminals, listener, 'plain');
      const bytes = Buffer.alloc(1_000_000, 'a person leans on a key; ');
      expect(value(await terminals.type(pane, bytes))).toBe('reached');
      await expectArrived(listener, pane, bytes);
    });
  });

  describe('a pane', () => {
    it('has its tag, size and process in the list', async () => {
      const tag = 'run 1/a "b" #{c}/漢';
      const pane = value(await terminals.open(shell('exec cat', { tag })));
      expect(value(await terminals.list())).toEqual([pane]);
      expect(pane).toMatchObject({
        tag,
        size: { cols: 80, rows: 24 },
        exit: null,
        mark: null,
        submitted: null,
      });
    });

    it('is resized, and its program hears of it', async () => {
      const script = `trap 'stty size' WINCH; echo READY; while :; do sleep 0.05; done`;
      const { pane } = value(await terminals.open(shell(script)));
      await listener.until(() => listener.text(pane).includes('READY'));
      value(await terminals.resize(pane, { cols: 101, rows: 33 }));
      await listener.until(() => listener.text(pane).includes('33 101'));
      expect(value(await terminals.list())).toMatchObject([{ size: { cols: 101, rows: 33 } }]);
    });

    it('is closed, twice without harm, and hangs up its program', async () => {
      const pane = value(
        await terminals.open(shell('trap "exit 0" HUP; echo READY; while :; do sleep 0.05; done')),
      );
      await listener.until(() => listener.text(pane.pane).includes('READY'));
      value(await terminals.close(pane.pane));
      value(await terminals.close(pane.pane));
      expect(value(await terminals.list())).toEqual([]);
      await expect.poll(() => isAlive(pane.pid), { timeout: 10_000 }).toBe(false);
    });

    it('of no existence is no crash', async () => {
      for (const pane of ['%9999', 'pty-9999', '; kill-server', '']) {
        expect((await terminals.resize(pane, { cols: 10, rows: 10 })).ok).toBe(false);
        expect((await terminals.capture(pane)).ok).toBe(false);
        expect(value(await terminals.close(pane))).toBeUndefined();
      }
      expect(value(await terminals.list())).toEqual([]);
    });
  });

  it('leaves no process behind when it is destroyed, not even one that ignores the hang-up', async () => {
    const script = 'trap "" HUP TERM; echo READY; while :; do sleep 0.05; done';
    const stubborn = value(await terminals.open(shell(script)));
    const mild = value(await terminals.open(shell('exec cat')));
    await listener.until(() => listener.text(stubborn.pane).includes('READY'));
    await terminals.destroy();
    expect([isAlive(stubborn.pid), isAlive(mild.pid)]).toEqual([false, false]);
  });
}
