import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Instance } from '@contract/instances.ts';
import type { MessageWithText } from '@contract/messages.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, instancesOf, untilStates } from '../support/headless-host.ts';
import { countOf, recordOf, writePlainRecorder, writeRecorder } from './crew.ts';

const slow = 90_000;

let world: HeadlessWorld;
let client: FrameClient;

beforeAll(async () => {
  world = new HeadlessWorld();
  writePlainRecorder(world);
  writeRecorder(world);
  const rehearsal = { command: process.execPath, args: [rehearsalProgram] };
  const base = { ...rehearsal, accept: { by: 'hook', seconds: 0.3 }, submit: { envelope: 'header' } };
  world.writeProfile({ ...base, name: 'stubborn' });
  for (const how of ['never-confirm', 'wrong-nonce']) {
    world.writeProfile({ ...base, name: how, env: { TUTTI_MISBEHAVE: how }, confirm: { seconds: 1 } });
  }
  await world.serve();
  client = await world.connect();
}, slow);

afterAll(() => world.end(), slow);

const rehearsalProgram = fileURLToPath(new URL('../../out/main/rehearsal.js', import.meta.url));

const spawn = async (profile: string, confirm?: boolean): Promise<Instance> => {
  const asked = { profile, role: 'specialist' as const, ...(confirm === undefined ? {} : { confirm }) };
  return done(await client.call('instances.spawn', asked));
};

const settled = (id: string): Promise<MessageWithText> =>
  eventually(`${id} is settled`, async () => {
    const now = done(await client.call('messages.get', { message: id }));
    return (now.state === 'accepted' || now.state === 'failed') && now;
  });

const instance = async (id: string): Promise<Instance> => {
  const found = (await instancesOf(client)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

const screenOf = async (id: string): Promise<string> =>
  done(await client.call('instances.read', { id })).lines.join('\n');

const untilShown = (id: string, text: string): Promise<unknown> =>
  eventually(`${id} shows ${text}`, async () => (await screenOf(id)).includes(text));

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const texts: Readonly<Record<string, string>> = {
  quotes: `it's "quoted" \`ticked\` 'and so on`,
  'shell characters': '$HOME $(id) $x `id` && rm -rf nothing; echo $? | cat > /dev/null &',
  'a trailing semicolon': 'select 1;',
  'formats of tmux': '#{pid} #(id) #S #[fg=red] ##',
  backslashes: '\\ \\\\ \\n \\033 C:\\temp\\',
  'leading dashes': '--help -t %0 -- -',
  tabs: '\tone\t\ttwo\t',
  newlines: '\n\none\n\n  two\n',
  'combining characters': 'e\u0301 a\u0308\u0301 \u1112\u1161\u11ab नि',
  emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 \u{1F9FF}',
  'invisible and wide ones': '\u200b\u202e\ufeff\u00a0全角\u3000',
};

describe('a text', () => {
  let plain: Instance;
  let kept = 0;

  beforeAll(async () => {
    plain = await spawn('plain', false);
    await untilShown(plain.id, 'READY');
  }, slow);

  beforeEach(() => {
    kept = recordOf(world, plain.id).length;
  });

  /** What was read since, without the submit key. */
  const arrived = (bytes: number): Promise<Buffer> =>
    eventually('all of it has been read', () => {
      const read = recordOf(world, plain.id).subarray(kept);
      return read.length > bytes && read;
    });

  const expectExactly = async (text: string): Promise<void> => {
    const sent = Buffer.from(text, 'utf8');
    const read = await arrived(sent.length);
    expect(sha(read.subarray(0, sent.length))).toBe(sha(sent));
    expect(read.subarray(sent.length).toString()).toBe('\r');
  };

  it.each(Object.entries(texts))(
    'with %s reaches a raw-reading program byte for byte',
    async (_name, text) => {
      const message = done(await client.call('messages.send', { to: plain.id, text }));
      expect((await settled(message.id)).state).toBe('accepted');
      await expectExactly(text);
    },
  );

  it('of 100 KB with all of that in it does so too', async () => {
    const all = Object.values(texts).join('\n');
    const text = all.repeat(Math.ceil(100_000 / Buffer.byteLength(all)));
    const message = done(await client.call('messages.send', { to: plain.id, text }));
    expect((await settled(message.id)).state).toBe('accepted');
    await expectExactly(text);
  });

  it('does so from the command line, as a word and from the standard input', async () => {
    const word = `${texts['shell characters']} ${texts.backslashes} ${texts.emoji};`;
    expect((await world.json(['send', plain.id, '--wait', '--', word])).state).toBe('accepted');
    await expectExactly(word);
    kept = recordOf(world, plain.id).length;
    const long = Object.values(texts).join('\n');
    expect((await world.json(['send', plain.id, '-', '--wait'], { stdin: long })).state).toBe('accepted');
    await expectExactly(long);
  });

  it('with a zero byte is told to be impossible, and the next one arrives', async () => {
    expect(await client.call('messages.send', { to: plain.id, text: 'a\0b' })).toMatchObject({
      ok: false,
      error: { code: 'bad_input', field: 'text' },
    });
    const next = done(await client.call('messages.send', { to: plain.id, text: 'next' }));
    expect((await settled(next.id)).state).toBe('accepted');
    await expectExactly('next');
  });
});

describe('an instance that asks a person', () => {
  it(
    'is typed nothing into, and gets its message after the answer',
    async () => {
      const { id } = await spawn('rehearsal');
      await untilStates(client, ['ready'], [id]);
      done(await client.call('messages.send', { to: id, text: '/ask May I delete it?' }));
      await untilStates(client, ['waiting'], [id]);
      expect((await instance(id)).question?.text).toBe('May I delete it?');
      const message = done(await client.call('messages.send', { to: id, text: '/echo came after' }));
      // Another instance's whole delivery is time enough for this one to go wrong.
      const other = await spawn('recorder');
      await untilStates(client, ['ready'], [other.id]);
      const witness = done(await client.call('messages.send', { to: other.id, text: 'witness' }));
      await settled(witness.id);
      expect(done(await client.call('messages.get', { message: message.id }))).toMatchObject({
        state: 'queued',
        attempts: 0,
      });
      expect((await instance(id)).state).toBe('waiting');
      expect(await screenOf(id)).not.toContain('came after');
      done(await client.call('instances.type', { id, bytes: Buffer.from('2') }));
      expect((await settled(message.id)).state).toBe('accepted');
      await untilShown(id, 'came after');
      expect(await screenOf(id)).toContain('answered: No');
    },
    slow,
  );
});

describe('a submit key that is swallowed', () => {
  it(
    'once is pressed again, and the text is there once',
    async () => {
      const { id } = await spawn('stubborn');
      await untilStates(client, ['ready'], [id]);
      const set = done(await client.call('messages.send', { to: id, text: '/ignore-enter 1' }));
      expect((await settled(set.id)).state).toBe('accepted');
      const message = done(await client.call('messages.send', { to: id, text: 'a stubborn text' }));
      expect(await settled(message.id)).toMatchObject({ state: 'accepted', witness: 'hook', attempts: 1 });
      await untilShown(id, 'Taken: 15 characters');
      expect(countOf(await screenOf(id), 'a stubborn text')).toBe(1);
    },
    slow,
  );

  it(
    'always makes the message fail, with the reason',
    async () => {
      const { id } = await spawn('stubborn');
      await untilStates(client, ['ready'], [id]);
      const set = done(await client.call('messages.send', { to: id, text: '/ignore-enter 9' }));
      expect((await settled(set.id)).state).toBe('accepted');
      const { code, out } = await world.cli(['send', id, 'never taken', '--wait', '--json']);
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ state: 'failed', attempts: 1 });
      expect(JSON.parse(out).reason).toMatch(/submitted 3 times/);
    },
    slow,
  );
});

describe('a spawn that is not confirmed', () => {
  it(
    'is reminded once and then stalled, with what its screen says; it can be asked again',
    async () => {
      const { id } = await spawn('never-confirm');
      const [stalled] = await untilStates(client, ['stalled'], [id]);
      expect(stalled?.reason).toMatch(/no confirmation within 1 s/);
      expect(stalled?.evidence).toContain('you have not confirmed yet');
      const reminders = async (): Promise<number> => {
        const kinds = ['instance.reminded'];
        return done(await client.call('events.list', { kinds, instance: id })).length;
      };
      expect(await reminders()).toBe(1);
      done(await client.call('instances.remind', { id }));
      expect(await reminders()).toBe(2);
      const waited = await world.cli([
        'spawn',
        '--profile',
        'never-confirm',
        '--role',
        'specialist',
        '--wait',
      ]);
      expect(waited.code).toBe(1);
    },
    slow,
  );

  it(
    'does not become ready by a wrong nonce, which is refused',
    async () => {
      const { id } = await spawn('wrong-nonce');
      await untilStates(client, ['stalled'], [id]);
      const nonce = { id, nonce: 'guessed' };
      expect(await client.call('instances.confirm', nonce)).toMatchObject({
        ok: false,
        error: { code: 'not_confirmed' },
      });
      expect((await instance(id)).state).toBe('stalled');
    },
    slow,
  );
});
