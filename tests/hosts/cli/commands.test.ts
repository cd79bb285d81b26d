import { chunksOf } from '@contract/chunks.ts';
import type { Instance } from '@contract/instances.ts';
import { ok } from '@contract/result.ts';
import { emptyView } from '@contract/view.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventAt } from '../../core/doors/fake-rooms.ts';
import { cliWorld, specialist } from './cli-world.ts';
import { instance, message } from './sample-rows.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

describe('who calls', () => {
  it('is the person outside of a pane', async () => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok([]);
    await world.tutti(['list']);
    expect(calls[0]?.caller).toMatchObject({ kind: 'person' });
  });

  it('is the instance in a pane, wherever it has gone to', async () => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok([]);
    const env = { TUTTI_TOKEN: 'spec-token', TUTTI_PROJECT: world.root };
    expect((await world.tutti(['list'], { env, cwd: world.folder })).code).toBe(0);
    expect(calls[0]?.caller).toMatchObject(specialist);
  });

  it('is nobody with a token that has been withdrawn, not the person', async () => {
    const { calls } = await world.startHost();
    const { code, err } = await world.tutti(['list'], { env: { TUTTI_TOKEN: 'old' } });
    expect(code).toBe(1);
    expect(err).toContain('token');
    expect(calls).toEqual([]);
  });

  it.each([['serve'], ['open'], ['replay'], ['notes']])('in a pane may not %s', async (name) => {
    const { code, err } = await world.tutti([name], { env: { TUTTI_TOKEN: 'spec-token', DISPLAY: ':1' } });
    expect(code).toBe(1);
    expect(err).toContain('Ask the person');
  });
});

describe('spawn', () => {
  it('passes what was asked and prints the instance', async () => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok(instance('mgr_1_1', 'exec_1', { state: 'starting' }));
    const words = [
      'spawn',
      '--profile',
      'shell',
      '--role',
      'manager',
      '--parent',
      'exec_1',
      '--task',
      '-x "y"',
    ];
    const { code, out } = await world.tutti([...words, '--no-confirm', '--json']);
    expect(code).toBe(0);
    expect(out.endsWith('\n')).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ id: 'mgr_1_1', state: 'starting' });
    expect(calls[0]).toMatchObject({
      verb: 'instances.spawn',
      input: { profile: 'shell', role: 'manager', parent: 'exec_1', task: '-x "y"', confirm: false },
    });
  });

  it('asks for a profile and a known role', async () => {
    expect((await world.tutti(['spawn', '--role', 'manager'])).code).toBe(2);
    expect((await world.tutti(['spawn', '--profile', 'shell', '--role', 'chef'])).code).toBe(2);
  });

  it('waits until it is settled', async () => {
    const host = await world.startHost();
    let state: Instance['state'] = 'confirming';
    host.state.answer = async () => {
      const verb = host.calls.at(-1)?.verb;
      if (verb === 'events.list') return ok([eventAt(7)]);
      return ok(
        verb === 'instances.spawn'
          ? instance('exec_1', null, { state })
          : [instance('exec_1', null, { state })],
      );
    };
    const words = ['spawn', '--profile', 'shell', '--role', 'executive', '--wait', '--json'];
    const { printed, ended } = await world.begin(words);
    await expect.poll(() => host.streams[0]?.input).toEqual({ after: 7 });
    await expect
      .poll(() => host.calls.filter(({ verb }) => verb === 'instances.list').length)
      .toBeGreaterThan(0);
    expect(printed.out).toBe('');
    state = 'stalled';
    host.streams[0]?.sink.item([eventAt(8)]);
    expect(await ended).toBe(1);
    expect(JSON.parse(printed.out)).toMatchObject({ state: 'stalled' });
  });
});

describe('what an instance reports from its pane', () => {
  it('reads its inbox, harmless in a terminal and exact as JSON', async () => {
    const { calls, state } = await world.startHost();
    const text = 'two\nlines \x1b[2J';
    state.answer = async () => ok([{ ...message({ id: 'msg_4', from: 'exec_1' }), text }]);
    expect((await world.tutti(['inbox'])).out).toBe('[msg_4 from exec_1]\ntwo\nlines \\x1b[2J\n');
    const { out } = await world.tutti(['inbox', '--id', 'spec_1_1', '--all', '--json']);
    expect(JSON.parse(out)[0].text).toBe(text);
    const wait = ['--wait', '45', '--keep', '--from', 'exec_1', 'tutti', '--reply-to', 'msg_2'];
    await world.tutti(['inbox', ...wait]);
    const usual = { includeRead: false, markRead: true, limit: 100, waitSeconds: 0 };
    expect(calls.map(({ input }) => input)).toEqual([
      usual,
      { ...usual, id: 'spec_1_1', includeRead: true },
      { ...usual, markRead: false, waitSeconds: 45, from: ['exec_1', 'tutti'], replyTo: 'msg_2' },
    ]);
    state.answer = async () => ok([]);
    expect((await world.tutti(['inbox'])).out).toBe('Nothing unread.\n');
  });
});

describe('messages', () => {
  it('tells how far each came and by which way, those of one instance where it is named', async () => {
    const { state } = await world.startHost();
    const messages = [
      message({ state: 'accepted', way: 'stop-hook', reason: 'its own record (transcript)' }),
      message({ id: 'msg_2', to: 'exec_2', reason: 'something stands in its input box', preview: 'do\nit' }),
      message({ id: 'msg_3', from: 'exec_1', to: 'person', state: 'accepted', way: 'inbox' }),
    ];
    state.answer = async () => ok({ ...emptyView, messages: chunksOf(messages) });
    const { code, out } = await world.tutti(['messages']);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^msg_1 .* person → exec_1 +accepted +stop hook +x$/);
    expect(lines[1]).toMatch(/^msg_2 .* queued +something stands in its input box {2}do.it$/);
    expect((await world.tutti(['messages', 'exec_2'])).out.trimEnd().split('\n')).toHaveLength(1);
    expect((await world.tutti(['messages', '--last', '1'])).out).toContain('msg_3');
    const json = JSON.parse((await world.tutti(['messages', '--json'])).out);
    expect(json).toMatchObject([{ way: 'stop-hook' }, { way: null }, { way: 'inbox' }]);
  });
});

describe('send', () => {
  it('sends the text exactly, from the words or the standard input', async () => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok({ ...message(), also: [] });
    const text = '$(x) `y` "z" \'q\'\n\ttab é 🎻 ;';
    expect((await world.tutti(['send', 'exec_1', text])).code).toBe(0);
    await world.tutti(['send', 'exec_1', '-'], { stdin: `${text}\n` });
    expect(calls.map(({ input }) => input)).toEqual([
      { to: 'exec_1', text, priority: 'normal' },
      { to: 'exec_1', text: `${text}\n`, priority: 'normal' },
    ]);
  });

  it('sends to a group, with its priority and its time, and shows each message', async () => {
    const { calls, state } = await world.startHost();
    const other = message({ id: 'msg_2', to: 'mgr_1_2', priority: 'high' });
    state.answer = async () => ok({ ...message({ to: 'mgr_1_1', priority: 'high' }), also: [other] });
    const words = ['send', '--role', 'manager', 'stop', '--priority', 'high', '--expires', '2h'];
    const { code, out } = await world.tutti(words);
    expect(calls.at(-1)?.input).toEqual({
      to: 'role:manager',
      text: 'stop',
      priority: 'high',
      expiresInSeconds: 7200,
    });
    expect({ code, lines: out.trim().split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(out).toMatch(/msg_2 +person → mgr_1_2 +high +queued/);
  });

  it.each(['all', 'children', 'siblings', 'role:specialist'])('a message to %s by --to', async (group) => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok({ ...message({ to: 'mgr_1_1' }), also: [] });
    expect((await world.tutti(['send', '--to', group, 'stop'])).code).toBe(0);
    expect(calls.at(-1)?.input).toMatchObject({ to: group, text: 'stop' });
  });

  it.each([
    [['send', '--to', 'everyone', 'x']],
    [['send', '--to', 'all', '--all', 'x']],
    [['send', '--all']],
    [['send', '--all', 'exec_1', 'x']],
    [['send', '--all', '--to-children', 'x']],
    [['send', 'exec_1', 'x', '--expires', 'soon']],
    [['send', 'exec_1', 'x', '--expires', '-5m']],
    [['send', 'exec_1', 'x', '--priority', 'asap']],
  ])('%j is a mistake in the command', async (words) => {
    const { code, err } = await world.tutti(words);
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });

  it('waits for the acceptance, and fails with the message', async () => {
    const host = await world.startHost();
    host.state.answer = async () => {
      const verb = host.calls.at(-1)?.verb;
      if (verb === 'events.list') return ok([]);
      return ok(
        verb === 'messages.get'
          ? { ...message({ state: 'failed', reason: 'its program has ended' }), text: 'x' }
          : { ...message(), also: [] },
      );
    };
    const { code, out } = await world.tutti(['send', 'exec_1', 'x', '--wait', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual(message({ state: 'failed', reason: 'its program has ended' }));
  });
});

describe('the rest', () => {
  it('restart takes one id, or --crashed with those that are wanted', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () =>
      ok(calls.at(-1)?.verb === 'instances.restart' ? instance('exec_1', null) : ['exec_1']);
    expect((await world.tutti(['restart'])).code).toBe(2);
    expect((await world.tutti(['restart', 'exec_1', 'exec_2'])).code).toBe(2);
    expect((await world.tutti(['restart', 'exec_1', '--crashed'])).code).toBe(0);
    expect(calls.at(-1)).toMatchObject({ verb: 'instances.restartCrashed', input: { ids: ['exec_1'] } });
    expect((await world.tutti(['restart', 'exec_1'])).code).toBe(0);
    expect(JSON.parse((await world.tutti(['restart', '--crashed', '--json'])).out)).toEqual(['exec_1']);
  });

  it('terminate keeps the children when told', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok([instance('exec_1', null, { state: 'terminated' })]);
    await world.tutti(['terminate', 'exec_1']);
    await world.tutti(['terminate', 'exec_1', '--keep-children', '--reason', 'enough']);
    expect(calls.map(({ input }) => input)).toEqual([
      { id: 'exec_1', children: true, reason: '' },
      { id: 'exec_1', children: false, reason: 'enough' },
    ]);
  });

  it('confirm and trust pass on what was said', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok(calls.at(-1)?.verb === 'project.trust' ? {} : instance('spec_1_1', null));
    await world.tutti(['confirm', 'n0nce', '--role', 'specialist'], { env: { TUTTI_TOKEN: 'spec-token' } });
    await world.tutti(['trust']);
    await world.tutti(['trust', '--revoke']);
    expect(calls.map(({ input }) => input)).toEqual([
      { nonce: 'n0nce', role: 'specialist' },
      { trusted: true },
      { trusted: false },
    ]);
  });

  it('usage shows days and sums, and marks what was reckoned and what is not all', async () => {
    const { state, calls } = await world.startHost();
    const used = {
      input: 1200,
      output: 30,
      cacheRead: 4,
      cacheWrite: 5,
      cost: 1.5,
      costBy: 'prices' as const,
    };
    const more = { model: null, context: null, contextWindow: null };
    const days = [
      { day: '2026-11-21', ...used, cost: null, costBy: undefined, conversations: 0, untold: 0, input: 0 },
      { day: '2026-11-22', ...used, conversations: 2, untold: 1 },
    ];
    const instances = {
      exec_1: instance('exec_1', null),
      mgr_1_1: instance('mgr_1_1', 'exec_1', { used: { talk: { ...used, ...more } } }),
    };
    state.answer = async () =>
      ok(
        calls.at(-1)?.verb === 'usage.days'
          ? { zone: 'UTC', days, prices: { shipped: '2026-06-30', own: '2026-11-01' } }
          : { ...emptyView, run: { run: 3, title: '', startedAt: 1, endedAt: null }, instances },
      );
    const { out } = await world.tutti(['usage', '--days', '2']);
    expect(calls[0]).toMatchObject({ verb: 'usage.days', input: { days: 2, zone: expect.any(String) } });
    expect(out).not.toContain('2026-11-21');
    expect(out).toMatch(/2026-11-22 +1,200 +30 +4 +5 +~1\.50\+/);
    expect(out).toMatch(/exec_1 .* not told +~1\.50\n {2}mgr_1_1 +1,200 .* ~1\.50 +~1\.50/);
    expect(out).toContain('prices of 2026-06-30, your own of 2026-11-01');
    const json = JSON.parse((await world.tutti(['usage', '--json'])).out);
    expect(json).toMatchObject({ run: 3, days: [{ day: '2026-11-21' }, { untold: 1 }] });
    expect(json.instances[0]).toMatchObject({ id: 'exec_1', whole: { input: 1200, cost: 1.5 } });
    expect((await world.tutti(['usage', '--days', '0'])).code).toBe(2);
  });

  it('doctor works without a host and names it', async () => {
    const { out } = await world.tutti(['doctor', '--json']);
    const findings = JSON.parse(out) as { name: string; ok: boolean; remedy: string | null }[];
    expect(findings.find(({ name }) => name === 'git')).toMatchObject({ ok: true });
    expect(findings.find(({ name }) => name === 'state folder')).toMatchObject({ ok: true });
    expect(findings.find(({ name }) => name === 'host')).toMatchObject({ ok: false });
    expect(findings.find(({ name }) => name === 'host')?.remedy).toContain('tutti serve');
    await world.startHost();
    expect((await world.tutti(['doctor'])).out).toContain(`answers: pid ${process.pid}`);
  });

  it('open says that there is no display', async () => {
    const { code, err } = await world.tutti(['open']);
    expect(code).toBe(process.platform === 'linux' ? 1 : code);
    expect(err).toContain('tutti serve');
  });
});
