import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const all = [
  'open',
  'serve',
  'spawn',
  'send',
  'messages',
  'locks',
  'changes',
  'branch',
  'diff',
  'review',
  'merge',
  'clean',
  'setup',
  'publish',
  'queue',
  'undo',
  'read',
  'transcript',
  'list',
  'tree',
  'status',
  'events',
  'subscribe',
  'restart',
  'terminate',
  'shutdown',
  'confirm',
  'inbox',
  'progress',
  'blocker',
  'escalate',
  'attention',
  'answer',
  'approve',
  'rules',
  'allow',
  'deny',
  'knowledge',
  'decisions',
  'budget',
  'usage',
  'runs',
  'replay',
  'notes',
  'prune',
  'protect',
  'unprotect',
  'analyze',
  'why',
  'compare',
  'export',
  'tasks',
  'plan',
  'parallel',
  'trust',
  'agents',
  'doctor',
];

describe('every command', () => {
  it.each(all)('%s has help with examples, --json and --project', async (name) => {
    const { code, out } = await world.tutti([name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Examples:');
    expect(out).toContain(`$ `);
    expect(out).toContain('--json');
    expect(out).toContain('--project <dir>');
  });

  it.each(all)('%s refuses an option that it does not have with code 2', async (name) => {
    const { code, out, err } = await world.tutti([name, '--no-such-option']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/--no-such-option|required option/);
  });

  const needHost: [string, ...string[]][] = [
    ['spawn', '--profile', 'shell', '--role', 'executive'],
    ['send', 'exec_1', 'hello'],
    ['messages'],
    ['locks'],
    ['changes'],
    ['branch', 'exec_1'],
    ['merge', 'exec_1'],
    ['merge', '--all'],
    ['queue'],
    ['queue', 'cancel', 'merge_1'],
    ['queue', 'resolve', 'merge_1', '--ours', 'a.ts', '--finish'],
    ['queue', 'hand', 'merge_1'],
    ['queue', 'decline', 'merge_1'],
    ['undo'],
    ['undo', '--kept'],
    ['clean'],
    ['setup', 'exec_1'],
    ['publish', 'exec_1'],
    ['clean', '--all'],
    ['clean', '1/spec_1_1_1', '--save'],
    ['undo', '--work', 'spec_1_1_1'],
    ['locks', 'acquire', 'src'],
    ['locks', 'release', 'lock_1', '--force'],
    ['read', 'exec_1'],
    ['subscribe', 'task'],
    ['parallel'],
    ['approve'],
    ['transcript', 'exec_1'],
    ['list'],
    ['tree'],
    ['status'],
    ['events'],
    ['restart', 'exec_1'],
    ['terminate', 'exec_1'],
    ['shutdown'],
    ['confirm', 'nonce'],
    ['inbox'],
    ['progress', 'half'],
    ['progress'],
    ['blocker', 'stuck'],
    ['escalate', 'spec_1_1'],
    ['attention'],
    ['answer', 'exec_1', '1'],
    ['rules'],
    ['rules', '--revoke', 'rule_3'],
    ['allow', 'Bash'],
    ['deny', 'Bash', 'git push*'],
    ['knowledge'],
    ['knowledge', 'api/auth', '--set', 'JWT'],
    ['decisions'],
    ['budget'],
    ['usage'],
    ['runs'],
    ['prune', '--dry-run'],
    ['protect', '2'],
    ['unprotect', '2'],
    ['analyze', '2'],
    ['why', 'task_1'],
    ['compare', '1', '2'],
    ['export', '1', '--format', 'otlp', '--output', '-'],
    ['tasks'],
    ['tasks', 'cancel', 'task_1'],
    ['plan'],
    ['trust'],
  ];
  it.each(needHost)('%s says that no host runs with code 3', async (...words) => {
    const { code, out, err } = await world.tutti(words);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toContain('tutti serve');
    const json = await world.tutti([...words, '--json']);
    expect(json.code).toBe(3);
    expect(JSON.parse(json.err)).toMatchObject({ error: { code: 'no_host' } });
  });

  it.each(needHost)('%s hands on what the host refuses with code 1', async (...words) => {
    const host = await world.startHost();
    host.state.answer = async () => fail('refused', 'You may not.', 'Ask your manager.');
    const { code, out, err } = await world.tutti(words);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('You may not.');
    expect(err).toContain('Ask your manager.');
  });

  it('shows the whole when nothing or something unknown is said', async () => {
    expect((await world.tutti([])).code).toBe(2);
    expect((await world.tutti(['nonsense'])).code).toBe(2);
    expect((await world.tutti(['--help'])).out).toContain('Exit codes');
    expect(await world.tutti(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' });
  });

  it('leaves nothing behind where no host was found', async () => {
    expect((await world.tutti(['list'])).code).toBe(3);
    expect(existsSync(join(world.folder, 'state'))).toBe(false);
  });

  it('finds a host that has died to be none', async () => {
    const host = await world.startHost();
    await host.close();
    expect((await world.tutti(['list'])).code).toBe(3);
  });

  it('says so outside of a repository', async () => {
    const { code, err } = await world.tutti(['list'], { cwd: world.folder });
    expect(code).toBe(1);
    expect(err).toContain('not in a git repository');
    expect((await world.tutti(['list', '--project', '/no/such/folder'])).code).toBe(1);
  });
});
