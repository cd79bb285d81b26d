// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { type CodexWorld, confirming, openCodexWorld } from './codex-world.ts';
import { plot } from './plot.ts';

describeAgent('codex', () => {
  let codex: CodexWorld;

  beforeAll(async () => {
    codex = await openCodexWorld(confirming(plot));
  });
  afterAll(() => codex.end());

  /** Outside of the worktree. */
  const outside = (name: string): string => join(codex.world.env.XDG_CONFIG_HOME ?? '', name);
  const wasAsked = async (id: string): Promise<boolean> => {
    const events = done(
      await codex.client.call('events.list', { instance: id, kinds: ['instance.changed'], limit: 500 }),
    );
    return events.some((event) => event.kind === 'instance.changed' && event.data.to === 'waiting');
  };

  test.each([
    ['full-access', true],
    ['bypass', true],
  ])(
    '%s: a command is not asked about and runs outside of a sandbox; the model is the one it was given',
    async (permissions, dangerous) => {
      const { id } = await codex.spawn({ permissions, dangerous, model: 'another-scripted' });
      const file = outside(`made-by-${permissions}`);
      await codex.say(id, `run: touch ${file}`);
      await eventually('the file is there', () => existsSync(file));
      expect(await wasAsked(id)).toBe(false);
      expect(codex.api.exchanges.all.at(-1)?.request.model).toBe('another-scripted');
    },
  );

  test('unattended: to leave the sandbox is not asked for, and fails', async () => {
    const { id } = await codex.spawn({ permissions: 'unattended' });
    const file = outside('made-unattended');
    await codex.say(id, `ask: touch ${file}`);
    expect(existsSync(file)).toBe(false);
    expect(await wasAsked(id)).toBe(false);
  });

  test('read-only: a file of its own worktree is asked for', async () => {
    const { id, cwd } = await codex.spawn({ permissions: 'read-only' });
    await codex.send(id, 'write: made-read-only.txt');
    const asked = await codex.until(id, 'waiting with a question', ({ state }) => state === 'waiting');
    expect(asked.question).toMatchObject({ kind: 'permission' });
    expect(existsSync(join(cwd, 'made-read-only.txt'))).toBe(false);
  });

  test('a home of its own: the login comes along, the person’s is left alone, and it ends with the instance', async () => {
    const persons = join(codex.home.folder, '.codex');
    writeFileSync(join(persons, 'auth.json'), '{"OPENAI_API_KEY":"sk-a-key-of-a-test"}', { mode: 0o600 });
    const before = readdirSync(join(persons, 'sessions'), { recursive: true }).length;
    const profiles = join(codex.world.env.XDG_CONFIG_HOME ?? '', 'tutti', 'profiles');
    mkdirSync(profiles, { recursive: true });
    // Its configuration is empty: what the person's says of the scripted provider comes with the model.
    const given = {
      name: 'codex-apart',
      extends: 'codex',
      home: { by: 'instance', login: 'copied' },
      models: {
        args: [
          '-m',
          '${model}',
          '-cmodel_provider="scripted"',
          `-cmodel_providers.scripted={name="scripted",base_url="${codex.api.url}/v1",env_key="SCRIPTED_API_KEY",wire_api="responses"}`,
        ],
        default: 'scripted',
      },
    };
    // JSON is YAML, too.
    writeFileSync(join(profiles, 'codex-apart.yaml'), JSON.stringify(given));
    const terms = {
      effect: 'allow',
      about: 'dialog',
      profile: 'codex-apart',
      tool: 'trust',
      run: null,
    } as const;
    done(await codex.client.call('rules.add', terms));
    const { id, pid, run, session } = await codex.spawn({ profile: 'codex-apart' });
    const home = codex.world.environmentOf(pid ?? 0).CODEX_HOME ?? '';
    expect(home).toContain(join('homes', String(run), id));
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'auth.json')).mode & 0o777).toBe(0o600);
    expect(session?.transcript).toContain(join(home, 'sessions'));
    expect(readdirSync(join(persons, 'sessions'), { recursive: true })).toHaveLength(before);
    const logins = done(await codex.client.call('profiles.logins', {}));
    expect(logins.find(({ profile }) => profile === 'codex')).toMatchObject({
      state: 'in',
      words: 'logged in',
    });
    done(await codex.client.call('instances.terminate', { id }));
    expect(existsSync(home)).toBe(false);
  });
});
