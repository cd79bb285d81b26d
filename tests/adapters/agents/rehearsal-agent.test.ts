import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announceMessage, wrapMessage } from '@contract/envelope.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildRehearsal } from '../../support/rehearsal-program.ts';
import { until } from '../../support/until.ts';
import { type RehearsalFixture, startAgent } from './rehearsal-fixture.ts';

// Real programs on a machine that may be busy: only a failing test takes this long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let built: Awaited<ReturnType<typeof buildRehearsal>>;
let at: RehearsalFixture;
beforeAll(async () => {
  built = await buildRehearsal();
});
afterAll(() => built.remove());
afterEach(() => at.end());

const start = async (options: Parameters<typeof startAgent>[1] = {}) => {
  at = await startAgent(built.program, options);
  return at;
};
const ready = () => until('it is ready', () => at.host.hooks.some(({ event }) => event === 'ready'), shown);
const shown = () => `${at.terminal.text()}\n${JSON.stringify(at.host.hooks)}`;
const prompts = () => at.host.hooks.filter((hook) => hook.event === 'prompt');
const onScreen = (text: string) =>
  until(`the screen shows ${text}`, () => at.terminal.text().includes(text), shown);

describe('the rehearsal agent', () => {
  test('says what it is and confirms with the nonce, its role and its task', async () => {
    await start();
    await ready();
    await onScreen('SCRIPTED REHEARSAL');
    await onScreen('spec_1_1_1, specialist, child of mgr_1_1');
    expect(at.host.calls[0]).toEqual({
      id: 'spec_1_1_1',
      tool: 'confirm',
      args: { nonce: 'nonce-spec_1_1_1', role: 'specialist', task: 'wait for work' },
    });
    expect(at.host.hooks.map(({ event }) => event)).toEqual(['started', 'ready']);
    expect(at.terminal.raw).toContain('\x1b[?2004h');
  });

  test('acknowledges what is typed and what is pasted, exactly, then says it is ready', async () => {
    await start();
    await ready();
    const pasted = 'a "b" $c `d` e; #{f} \\ -g\th\ni é́ 👩‍👩‍👧\n';
    at.terminal.type('helo\x7flo');
    at.terminal.type('\r');
    await until('one is taken', () => prompts().length === 1, shown);
    at.terminal.submit(pasted);
    await until('both are taken', () => prompts().length === 2, shown);
    expect(prompts().map(({ text }) => text)).toEqual(['hello', pasted]);
    await until('it is ready again', () => at.host.hooks.at(-1)?.event === 'ready', shown);
    await onScreen(`Taken: ${pasted.length} characters.`);
  });

  test('takes 100 KB whole', async () => {
    await start();
    await ready();
    const large = Array.from({ length: 2500 }, (_, i) => `line ${i} of a long text with äöü and 漢字`).join(
      '\n',
    );
    at.terminal.submit(large);
    await until('it is taken', () => prompts().length === 1, shown);
    expect(prompts()[0]?.text).toBe(large);
  });

  test('knows a message by its header, and passes over one that comes again but tells of it', async () => {
    await start();
    await ready();
    const wrapped = wrapMessage({ id: 'msg_7', from: 'mgr_1_1' }, '/echo heard\nit');
    at.terminal.submit(wrapped);
    await onScreen('heard');
    at.terminal.submit(wrapped);
    await onScreen('msg_7 has come before');
    await until('both are told', () => prompts().length === 2, shown);
    expect(prompts()).toMatchObject([
      { message: 'msg_7', text: wrapped },
      { message: 'msg_7', text: wrapped },
    ]);
  });

  test('reads its inbox when a line says so', async () => {
    const waiting = { messages: [{ id: 'msg_9', from: 'person', text: 'from the inbox' }] };
    await start({ answer: ({ tool }) => (tool === 'readMessages' ? waiting : {}) });
    await ready();
    at.terminal.submit(announceMessage({ id: 'msg_9', from: 'person' }));
    await onScreen('person: from the inbox');
    expect(prompts()[0]).toMatchObject({ message: 'msg_9' });
  });

  test('waits for a host that is away, and outlasts one that goes and comes back', async () => {
    await start({ away: true });
    await onScreen('Tutti is away');
    await at.host.start();
    await ready();
    await at.host.stop();
    at.terminal.submit('while away');
    await onScreen('Tutti is away');
    await at.host.start();
    await until('it is told', () => prompts().length === 1, shown);
    expect(prompts()[0]?.text).toBe('while away');
    expect(at.host.calls.filter(({ tool }) => tool === 'confirm')).toHaveLength(1);
  });

  test.each([40, 80, 200])(
    'keeps its prompt box whole at %i columns, also after a change of size',
    async (cols) => {
      await start({ cols, rows: 20 });
      await ready();
      at.terminal.type('some words that are typed into the box, enough of them to be wrapped at forty');
      await until(
        'the box has them',
        () => at.terminal.text().replace(/\W+/g, ' ').includes('at forty'),
        shown,
      );
      const boxes = () => at.terminal.lines().filter((line) => line.startsWith('╭')).length;
      expect(boxes()).toBe(2);
      at.terminal.resize(cols === 40 ? 90 : 40, 12);
      const width = cols === 40 ? 90 : 40;
      await until(
        'it is drawn at the new width',
        () => at.terminal.lines().some((l) => l === `╭${'─'.repeat(width - 2)}╮`),
        shown,
      );
      await until('there are two boxes', () => boxes() === 2, shown);
      expect(at.terminal.lines().every((line) => line.length <= width)).toBe(true);
    },
  );

  test('ends with its terminal, and on TERM', async () => {
    await start();
    await ready();
    process.kill(at.terminal.pty.pid, 'SIGTERM');
    const exit = await until('it has ended', () => at.terminal.exit, shown);
    expect(exit.exitCode).toBe(143);
    expect(at.terminal.raw.endsWith('\x1b[?2004l')).toBe(true);
  });
});

/** Processes whose parent is this one. */
const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]) === parent
        );
      } catch {
        return false; // It ended meanwhile.
      }
    });

describe('on request it misbehaves', () => {
  test('/crash ends with the code, after the host has heard of the prompt', async () => {
    await start();
    await ready();
    at.terminal.submit('/crash 7');
    const exit = await until('it has ended', () => at.terminal.exit, shown);
    expect(exit.exitCode).toBe(7);
    expect(prompts()[0]?.text).toBe('/crash 7');
  });

  test('/hang takes no input and ignores TERM', async () => {
    await start();
    await ready();
    at.terminal.submit('/hang');
    await onScreen('hangs: ');
    const { pid } = at.terminal.pty;
    process.kill(pid, 'SIGTERM');
    at.terminal.submit('anyone there?');
    process.kill(pid, 'SIGKILL');
    const exit = await until('it has ended', () => at.terminal.exit, shown);
    expect(exit.signal).toBe(9);
    expect(prompts()).toHaveLength(1);
  });

  test('/ignore-enter swallows so many, and keeps the text', async () => {
    await start();
    await ready();
    at.terminal.submit('/ignore-enter 2');
    await onScreen('the next 2 Enter are swallowed');
    at.terminal.submit('kept');
    at.terminal.type('\r');
    at.terminal.type('!\r');
    await until('it is taken', () => prompts().length === 2, shown);
    expect(prompts()[1]?.text).toBe('kept!');
  });

  test('/flood writes its megabytes and goes on', async () => {
    await start();
    await ready();
    at.terminal.submit('/flood 2');
    await until(
      '2 MB have come',
      () => at.terminal.raw.length > 2_000_000,
      () => String(at.terminal.raw.length),
    );
    at.terminal.submit('/echo still here');
    await onScreen('still here');
  });

  test('/garbage breaks characters and sequences, and goes on', async () => {
    await start();
    await ready();
    at.terminal.submit('/garbage');
    await onScreen('garbage ends here');
    expect(at.terminal.raw).toContain('�');
    at.terminal.submit('/echo still here');
    await onScreen('still here');
  });

  test('/ask waits for a person; a paste is lost, as with real agents', async () => {
    await start();
    await ready();
    at.terminal.submit('/ask May I?');
    const hook = await until('it waits', () => at.host.hooks.find((hook) => hook.event === 'waiting'), shown);
    expect(hook.question).toEqual({
      text: 'May I?',
      kind: 'permission',
      tool: 'Bash',
      subject: 'May I?',
      choices: [
        { label: 'Yes', keys: '1', means: 'allow' },
        { label: 'No', keys: '2', means: 'deny' },
        { label: 'Always', keys: '3', means: 'allow-always' },
      ],
    });
    await onScreen('3. Always');
    at.terminal.type('\x1b[200~lost\x1b[201~');
    at.terminal.type('3');
    await onScreen('answered: Always');
    await until('it is ready', () => at.host.hooks.at(-1)?.event === 'ready', shown);
    expect(prompts()).toHaveLength(1);
  });

  test('/ask hears an answer that comes before its hook is answered, as a rule gives it', async () => {
    await start();
    await ready();
    let release = (): void => {};
    at.host.beforeAnswer = new Promise((resolve) => {
      release = resolve;
    });
    at.terminal.submit('/ask May I?');
    await until('it asks', () => at.host.hooks.some(({ event }) => event === 'waiting'), shown);
    // The arrow, which is seen, tells that the digit before it was read.
    at.terminal.type('2\x1b[B');
    await onScreen('❯ 2. No');
    release();
    await onScreen('answered: No');
  });

  test('/children leaves processes, one of them in a session of its own that ignores TERM', async () => {
    await start();
    await ready();
    at.terminal.submit('/children 2');
    await onScreen('(detached)');
    const pids = /children: (\d+) (\d+) \(detached\)/.exec(at.terminal.text())?.slice(1).map(Number) ?? [];
    expect(pids).toHaveLength(2);
    try {
      for (const pid of pids) expect(() => process.kill(pid, 0)).not.toThrow();
    } finally {
      const [plain = 0, detached = 0] = pids;
      process.kill(plain, 'SIGKILL');
      // Its whole group: the shell has a child of its own.
      process.kill(-detached, 'SIGKILL');
    }
  });

  test('/compile is busy without a word until its processes have ended', async () => {
    await start();
    await ready();
    at.terminal.submit('/compile 2');
    const { pid } = at.terminal.pty;
    const burners = await until('it compiles', () => {
      const found = childrenOf(pid);
      return found.length === 2 && found;
    });
    for (const burner of burners) process.kill(burner, 'SIGKILL');
    await onScreen('compiled');
    await until('it is ready again', () => at.host.hooks.at(-1)?.event === 'ready', shown);
  });

  test('echo says back what it is told, its nonce too, and confirms nothing', async () => {
    await start({ env: { TUTTI_MISBEHAVE: 'echo' } });
    await ready();
    at.terminal.submit('Please confirm with nonce-spec_1_1_1');
    await onScreen('Please confirm with nonce-spec_1_1_1');
    await until('it is ready again', () => at.host.hooks.at(-1)?.event === 'ready', shown);
    expect(at.host.calls).toEqual([]);
  });

  test.each([
    ['', 1],
    ['never-save', 0],
  ])(
    'at a shutdown it commits what is open and reports it, unless told otherwise: "%s"',
    async (how, commits) => {
      await start({ env: { TUTTI_MISBEHAVE: how } });
      await ready();
      const git = (...words: string[]) =>
        execFileSync('git', words, { cwd: at.folder, encoding: 'utf8' }).trim();
      git('init', '--quiet');
      writeFileSync(join(at.folder, 'work.txt'), 'half of it');
      const head = { id: 'msg_7', from: 'tutti' } as const;
      at.terminal.submit(wrapMessage(head, 'Shutdown by the person: you are ended once your work is saved.'));
      await until(
        'it has done with it',
        () => prompts().length === 1 && at.host.hooks.at(-1)?.event === 'ready',
        shown,
      );
      expect(git('status', '--porcelain')).toBe(commits === 1 ? '' : '?? work.txt');
      const reports = at.host.calls.filter(({ tool }) => tool === 'reportProgress');
      expect(reports.map(({ args }) => args)).toEqual(
        commits === 1 ? [{ summary: 'What was open is committed', done: true }] : [],
      );
    },
  );

  test.each([
    ['never-confirm', []],
    ['wrong-nonce', ['not-nonce-spec_1_1_1']],
    ['late-confirm', []],
  ])('%s', async (how, nonces) => {
    await start({ env: { TUTTI_MISBEHAVE: how } });
    await ready();
    const confirmed = () =>
      at.host.calls.filter(({ tool }) => tool === 'confirm').map(({ args }) => args.nonce);
    expect(confirmed()).toEqual(nonces);
    at.terminal.submit('Please confirm with nonce-spec_1_1_1');
    await until(
      'it is ready again',
      () => at.host.hooks.filter(({ event }) => event === 'ready').length === 2,
      shown,
    );
    expect(confirmed()).toEqual(how === 'late-confirm' ? ['nonce-spec_1_1_1'] : nonces);
  });

  test('slow-start shows nothing until its time has come', async () => {
    await start({ env: { TUTTI_MISBEHAVE: 'slow-start:0.2' } });
    await ready();
    await onScreen('SCRIPTED REHEARSAL');
  });

  test('crash-at-start ends before it has drawn anything', async () => {
    await start({ env: { TUTTI_MISBEHAVE: 'crash-at-start:3' } });
    const exit = await until('it has ended', () => at.terminal.exit, shown);
    expect(exit.exitCode).toBe(3);
    expect(at.terminal.raw).toBe('');
  });
});
