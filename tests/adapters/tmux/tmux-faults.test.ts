import { execFileSync } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TmuxTerminals } from '../../../src-main/adapters/tmux/tmux-terminals.ts';
import { RecordingListener } from '../terminals/recording-listener.ts';
import { expectArrived, openSink, shell, value } from '../terminals/terminals-contract.ts';
import { testFolder } from '../terminals/with-folder.ts';
import { makeTmux, privateSocket } from './tmux-for-tests.ts';

interface Started {
  readonly terminals: TmuxTerminals;
  readonly listener: RecordingListener;
  readonly folder: string;
  readonly socket: string;
}

async function started(): Promise<Started> {
  const folder = testFolder();
  const socket = privateSocket();
  const terminals = makeTmux(folder, socket);
  const listener = new RecordingListener();
  onTestFinished(() => terminals.destroy());
  value(await terminals.start(listener));
  return { terminals, listener, folder, socket };
}

function pidOf(pid: number | null): number {
  if (pid === null) throw new Error('not connected');
  return pid;
}

describe('when tmux dies or a person meddles with it', () => {
  it('tells that all is lost, starts a new server and goes on there, twice', async () => {
    const { terminals, listener } = await started();
    for (let time = 1; time <= 2; time++) {
      await openSink(terminals, listener, 'plain');
      process.kill(pidOf(terminals.processes.server), 'SIGKILL');
      await listener.until(() => listener.calls.filter((call) => call === 'restored').length === time);
      expect(value(await terminals.list())).toEqual([]);
    }
    expect(listener.calls).toEqual(['lost', 'restored', 'lost', 'restored']);
    const fresh = await openSink(terminals, listener, 'plain');
    value(await terminals.paste(fresh.pane, 'again', 'm'));
    await expectArrived(listener, fresh.pane, Buffer.from('again'));
  });

  it('says why no connection can be made where nothing temporary can be written', async () => {
    const terminals = makeTmux(testFolder(), privateSocket());
    onTestFinished(() => terminals.destroy());
    vi.stubEnv('TMPDIR', '/dev/null/nowhere');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const refused = await terminals.start(new RecordingListener());
    expect(refused).toMatchObject({ ok: false, error: { code: 'terminal_failed' } });
    vi.unstubAllEnvs();
    value(await terminals.start(new RecordingListener()));
  });

  it('fails what was under way instead of leaving it open', async () => {
    const { terminals, listener } = await started();
    const { pane } = await openSink(terminals, listener, 'plain');
    process.kill(pidOf(terminals.processes.server), 'SIGSTOP');
    const typed = terminals.type(pane, Buffer.from('x'));
    process.kill(pidOf(terminals.processes.server), 'SIGKILL');
    expect(await typed).toMatchObject({ ok: false, error: { code: 'terminal_failed' } });
    await listener.until(() => listener.calls.includes('restored'));
  });

  it('only reports a gap when its client alone dies, and the panes live on', async () => {
    const { terminals, listener } = await started();
    const { pane, pid } = await openSink(terminals, listener, 'plain');
    const ending = value(await terminals.open(shell('read line; exit 5')));
    const server = terminals.processes.server;
    process.kill(pidOf(terminals.processes.client ?? null), 'SIGKILL');
    await listener.until(() => listener.calls.includes('gap all'));
    expect(listener.calls).toEqual(['gap all']);
    expect(terminals.processes.server).toBe(server);
    expect(value(await terminals.list())).toMatchObject([{ pane, pid, exit: null }, { pane: ending.pane }]);
    value(await terminals.type(pane, Buffer.from('after')));
    await expectArrived(listener, pane, Buffer.from('after'));
    value(await terminals.type(ending.pane, Buffer.from('\r')));
    await listener.until(() => listener.exits.has(ending.pane));
    expect(listener.exits.get(ending.pane)).toEqual({ status: 5, signal: null });
  });

  it('does not mix up answers after one came too late', async () => {
    const folder = testFolder();
    const terminals = makeTmux(folder, privateSocket(), { commandTimeoutMs: 400 });
    const listener = new RecordingListener();
    onTestFinished(() => terminals.destroy());
    value(await terminals.start(listener));
    const { pane } = await openSink(terminals, listener, 'plain');
    const server = pidOf(terminals.processes.server);
    process.kill(server, 'SIGSTOP');
    const late = await Promise.all([terminals.list(), terminals.type(pane, Buffer.from('late'))]);
    process.kill(server, 'SIGCONT');
    expect(late).toMatchObject([{ ok: false }, { ok: false }]);
    expect(value(await terminals.list())).toMatchObject([{ pane }]);
    expect(value(await terminals.type(pane, Buffer.from(' now')))).toBe('reached');
    await expectArrived(listener, pane, Buffer.from('late now'));
  });

  it('leaves copy mode before it pastes, submits or types', async () => {
    const { terminals, listener, socket } = await started();
    const { pane } = await openSink(terminals, listener, 'bracketed');
    const enter = (): unknown => execFileSync('tmux', ['-L', socket, 'copy-mode', '-t', pane]);
    enter();
    value(await terminals.paste(pane, 'text', 'm'));
    enter();
    value(await terminals.submit(pane, '\r', 'm'));
    enter();
    value(await terminals.type(pane, Buffer.from('key')));
    await expectArrived(listener, pane, Buffer.from('\x1b[200~text\x1b[201~\rkey'));
  });

  it('tells when a person closed a window', async () => {
    const { terminals, listener, socket } = await started();
    const { pane } = await openSink(terminals, listener, 'plain');
    execFileSync('tmux', ['-L', socket, 'kill-pane', '-t', pane]);
    await listener.until(() => listener.exits.has(pane));
    expect(listener.exits.get(pane)).toEqual({ status: null, signal: null });
  });
});

describe('programs that are killed', () => {
  it('are all told of, also those whose end the server misses', async () => {
    const { terminals, listener } = await started();
    // One after another: the end of a later child would make the server find an earlier one it missed.
    for (let time = 0; time < 60; time++) {
      const { pane, pid } = value(await terminals.open(shell('exec cat')));
      process.kill(pid, 'SIGKILL');
      await listener.until(() => listener.exits.has(pane));
      expect(listener.exits.get(pane)).toEqual({ status: null, signal: 'SIGKILL' });
    }
  }, 60_000);
});

describe('a later host', () => {
  it('finds the panes of one that vanished, with tag, size, exit and marks', async () => {
    const { terminals, listener, folder, socket } = await started();
    const alive = await openSink(terminals, listener, 'bracketed');
    const dead = value(await terminals.open(shell('exit 3', { tag: 'run/dead/1' })));
    await listener.until(() => listener.exits.has(dead.pane));
    value(await terminals.resize(alive.pane, { cols: 99, rows: 30 }));
    value(await terminals.paste(alive.pane, 'one', 'delivery 1'));
    value(await terminals.submit(alive.pane, '\r', 'submit 1'));
    await terminals.stop(); // a host that is killed leaves the same: the server with its panes

    const later = makeTmux(folder, socket);
    const heard = new RecordingListener();
    onTestFinished(() => later.destroy());
    const found = value(await later.start(heard));
    expect(found).toEqual([
      { ...alive, size: { cols: 99, rows: 30 }, mark: 'delivery 1', submitted: 'submit 1' },
      { ...dead, exit: { status: 3, signal: null } },
    ]);
    value(await later.paste(alive.pane, 'two', 'delivery 2'));
    await heard.until(() => heard.text(alive.pane).includes('<'));
    process.kill(alive.pid, 'SIGKILL');
    await heard.until(() => heard.exits.has(alive.pane));
    expect(heard.exits.get(alive.pane)).toEqual({ status: null, signal: 'SIGKILL' });
    expect(value(await later.list())[0]?.mark).toBe('delivery 2');
  });

  it('may be attached while the first still is', async () => {
    const { terminals, listener, socket } = await started();
    const { pane } = await openSink(terminals, listener, 'plain');
    const second = makeTmux(testFolder(), socket);
    const heard = new RecordingListener();
    onTestFinished(() => second.stop());
    expect(value(await second.start(heard))).toMatchObject([{ pane }]);
    value(await second.type(pane, Buffer.from('ab')));
    await expectArrived(listener, pane, Buffer.from('ab'));
    await expectArrived(heard, pane, Buffer.from('ab'));
  });

  it('can start right after a destroy', async () => {
    const { terminals, folder, socket } = await started();
    await terminals.destroy();
    const next = makeTmux(folder, socket);
    onTestFinished(() => next.destroy());
    expect(value(await next.start(new RecordingListener()))).toEqual([]);
  });
});
