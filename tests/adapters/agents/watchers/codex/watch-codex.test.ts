import type { AgentSign } from '@contract/agent-signs.ts';
import { expect, onTestFinished, test } from 'vitest';
import { watchCodex } from '../../../../../src-main/adapters/agents/watchers/codex/watch-codex.ts';
import { tempFolder } from '../../../../support/temp-folder.ts';
import { until } from '../../../../support/until.ts';
import { collectingLog } from '../collecting-log.ts';
import { recorded, writeRollout } from './rollouts.ts';

const watch = (
  home: string,
  instance: string,
  session: { id: string; transcript: string | null } | null = null,
) => {
  const signs: AgentSign[] = [];
  const log = collectingLog();
  const agent = {
    watcher: 'codex' as const,
    instance,
    pid: 1,
    cwd: '/w',
    files: '/f',
    env: { HOME: home },
    session,
  };
  const watched = watchCodex(
    agent,
    (witness, sign) => {
      expect(witness).toBe('transcript');
      signs.push(sign);
      // As the core does with every conversation that it is told of.
      if (sign.event === 'started') watched.conversed(sign.session ?? '', sign.transcript ?? null);
    },
    log,
  );
  onTestFinished(() => watched.stop());
  const saw = (event: AgentSign['event']) =>
    until(
      `${instance} told of ${event}`,
      () => signs.find((sign) => sign.event === event),
      () => JSON.stringify([signs, log.told]),
    );
  return { watched, signs, saw };
};

/** An id as codex makes them: it begins with its time. */
const threadAt = (at: number): string =>
  `${at
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7dd2-8484-65672a5cf2a8`;

const opening = (id: string, instance: string, cwd = '/w') => [
  recorded.meta(id, cwd),
  recorded.said('developer', `# You are ${instance}, a specialist in a Tutti hierarchy`),
];

test('without hooks each finds its own conversation, of two in one folder and among others', async () => {
  const home = tempFolder();
  writeRollout(home, 'old', opening('old', 'spec_1'), Date.now() - 60_000);
  const one = watch(home, 'spec_1');
  const other = watch(home, 'spec_2');
  const later = Date.now() + 1000; // names have whole seconds
  writeRollout(home, 'elsewhere', opening('elsewhere', 'spec_1', '/else'), later);
  writeRollout(
    home,
    'sub',
    [recorded.meta('sub', '/w', 'subagent'), ...opening('sub', 'spec_1').slice(1)],
    later,
  );
  const path = writeRollout(home, 'b', [...opening('b', 'spec_2'), recorded.user('to two')], later);
  writeRollout(home, 'a', [...opening('a', 'spec_1'), recorded.user('to one')], later);
  expect(await one.saw('prompt')).toMatchObject({ text: 'to one' });
  expect(await other.saw('prompt')).toMatchObject({ text: 'to two' });
  expect(await other.saw('started')).toEqual({ event: 'started', session: 'b', transcript: path });
  expect(one.signs).toHaveLength(2);
  expect(other.signs).toHaveLength(2);
});

test('where its hook names the conversation, that one is read, and nothing that begins is told', async () => {
  const home = tempFolder();
  const { watched, signs, saw } = watch(home, 'spec_1');
  const later = Date.now() + 1000; // it is in the file's name, and twice the same file is meant
  const path = writeRollout(home, 'a', [...opening('a', 'spec_9'), recorded.began], later);
  watched.conversed('a', path);
  writeRollout(home, 'a', [recorded.aborted], later);
  await saw('ready');
  expect(signs).toEqual([{ event: 'ready', reason: 'interrupted' }]);
});

test('a resumed conversation tells its tokens at once', async () => {
  const home = tempFolder();
  const path = writeRollout(home, 'a', [...opening('a', 'spec_1'), recorded.tokens()], Date.now() - 60_000);
  const { saw } = watch(home, 'spec_1', { id: 'a', transcript: path });
  expect(await saw('used')).toMatchObject({ session: 'a' });
});

test('what its sub-agents use is counted with it, those of a sub-agent and of another day included', async () => {
  const home = tempFolder();
  const at = Date.now() - 3 * 86_400_000;
  const [one, two] = [threadAt(at), threadAt(at + 5)];
  writeRollout(
    home,
    one,
    [recorded.meta(one, '/w', 'subagent'), recorded.tokens(), recorded.beganAnother(two)],
    at,
  );
  const opened = [...opening('a', 'spec_1'), recorded.beganAnother(one), recorded.tokens()];
  const { signs } = watch(home, 'spec_1', {
    id: 'a',
    transcript: writeRollout(home, 'a', opened, Date.now()),
  });
  const sums = () => signs.flatMap((sign) => (sign.event === 'used' ? [sign.used.output] : []));
  await until(
    'two are counted',
    () => sums().at(-1) === 28,
    () => JSON.stringify(signs),
  );
  writeRollout(home, two, [recorded.meta(two, '/w', 'subagent'), recorded.tokens()], at);
  await until(
    'three are counted',
    () => sums().at(-1) === 42,
    () => JSON.stringify(signs),
  );
  expect(signs.at(-1)).toMatchObject({ session: 'a', used: { input: 540, cacheRead: 360 } });
});

test('once stopped it tells nothing', async () => {
  const home = tempFolder();
  const { watched, signs } = watch(home, 'spec_1');
  watched.stop();
  const second = watch(home, 'spec_1');
  writeRollout(home, 'a', [...opening('a', 'spec_1'), recorded.user('x')], Date.now() + 1000);
  await second.saw('prompt');
  expect(signs).toEqual([]);
});
