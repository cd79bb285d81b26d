import { wrapMessage } from '@contract/envelope.ts';
import type { MessageWithText } from '@contract/messages.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { type CodexWorld, confirming, openCodexWorld } from './codex-world.ts';
import { nastyTexts } from './nasty-texts.ts';
import { plot } from './plot.ts';

const messages = 200;
const atOnce = 20;

describeAgent('codex', () => {
  let codex: CodexWorld;
  let id: string;

  beforeAll(async () => {
    codex = await openCodexWorld(confirming(plot));
    ({ id } = await codex.spawn());
  });
  afterAll(() => codex.end());

  const settled = (message: string): Promise<MessageWithText> =>
    eventually(`${message} is settled`, async () => {
      const now = done(await codex.client.call('messages.get', { message }));
      return ['accepted', 'failed', 'announced'].includes(now.state) && now;
    });

  /** What the model got as the person's words, of requests that brought new ones. */
  const heard = (): readonly string[] =>
    codex.api.exchanges.all
      .filter(({ request }) => request.newText !== '')
      .map(({ request }) => request.newText);

  const expectTakenOnce = async (text: string): Promise<void> => {
    const before = heard().length;
    const message = await settled(await codex.send(id, text));
    await codex.until(id, 'at rest', ({ state }) => state === 'ready');
    const evidence = `${message.reason}\n${await codex.screen(id)}`;
    expect(message.state, evidence).not.toBe('failed');
    const got = heard().slice(before);
    expect(got, evidence).toHaveLength(1);
    if (message.state === 'announced')
      expect(got[0]).toContain(`[${message.id} from person is in your inbox`);
    else expect(got[0]?.trim()).toBe(wrapMessage(message, text).trim());
  };

  test.each(Object.entries(nastyTexts))('%s: taken once, as it was sent, or left in the inbox', (_, text) =>
    expectTakenOnce(text),
  );

  test('twenty at once are taken in their order, each once', async () => {
    const before = heard().length;
    const ids: string[] = [];
    for (let at = 0; at < atOnce; at++) ids.push(await codex.send(id, `number ${at}`));
    for (const message of ids) expect((await settled(message)).state).toBe('accepted');
    await codex.until(id, 'at rest', ({ state }) => state === 'ready');
    const got = heard().slice(before);
    expect(got).toEqual(ids.map((message, at) => `[${message} from person]\nnumber ${at}`));
  });

  test(`they come again, ${messages} messages in all: none is taken for a repetition`, async () => {
    const texts = Object.values(nastyTexts);
    const sofar = texts.length + atOnce;
    for (let at = 0; at < messages - sofar; at++) await expectTakenOnce(texts[at % texts.length] ?? '');
  }, 300_000);
});
