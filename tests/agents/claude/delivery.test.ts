import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { writeHomeFile } from '../../support/agent-clis/home-files.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { handsOf, mcpCall } from '../../support/model-api/hands.ts';
import type { ModelRequest } from '../../support/model-api/model-request.ts';
import { delay, text } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { ClaudeWorld } from './claude-world.ts';
import { nastyTexts } from './nasty-texts.ts';

const messages = 200;

/** All that the person's side of a conversation says, what was queued and handed over with a tool's result included. */
const heard = ({ turns }: ModelRequest): string =>
  turns
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ parts }) => parts.map((part) => (part.kind === 'text' ? part.text : '')))
    .join('\n\u0000\n');

/** What stands around each place where a text has a part: evidence. */
const placesOf = (text: string, part: string): string =>
  [...text.matchAll(new RegExp(part.replaceAll('[', '\\['), 'g'))]
    .map(({ index }) => JSON.stringify(text.slice(Math.max(0, index - 300), index + 200)))
    .join('\n');

const count = (text: string, part: string): number => text.split(part).length - 1;

/** Reads its inbox when one is announced; is now slow to answer, now in a tool call, now quick. */
const reader: Script = (request, { ordinal }) => {
  if (/is in your inbox: read it/.test(request.newText)) return mcpCall(request, 'tutti', 'readMessages', {});
  if (request.newText === '' || ordinal % 4 === 0) return text('ok');
  if (ordinal % 7 === 0) return handsOf(request).shell('sleep 0.5');
  return ordinal % 3 === 0 ? [text('let me see'), delay(300), text('ok')] : text('ok');
};

describeAgent('claude', () => {
  test(`${messages} messages of the nastiest texts: each accepted, each heard once and exactly`, async () => {
    const world = await ClaudeWorld.forTest();
    const settings = { permissions: { allow: ['Bash(sleep:*)'] } };
    writeHomeFile(world.home.folder, '.claude/settings.json', settings);
    const { id } = await world.spawnReady();
    const client = await world.client();
    world.play(reader);
    const texts = nastyTexts(messages);
    const sent: { readonly id: string; readonly text: string }[] = [];
    // The next follows as soon as one is taken, so most come while it works. Not all at once: reading its inbox it would take
    // those that still wait there, too.
    for (const message of texts) {
      const one = { id: await world.send(id, message), text: message };
      sent.push(one);
      await world.settled(one.id);
    }

    // On a busy machine it rests for a moment between the turn that ends and the one that the last message begins.
    const last = sent.at(-1)?.id ?? 'none was sent';
    await eventually('its model is asked with the last', () => {
      const asked = world.api.exchanges.all.findLast((one) => one.request.kind === 'main')?.request;
      return JSON.stringify(asked?.turns ?? []).includes(last);
    });
    await world.until(id, 'has read all', (now) => now.state === 'ready');
    await world.untilIdle(id);
    const ends = await Promise.all(
      sent.map(async (one) => done(await client.call('messages.get', { message: one.id }))),
    );
    const states = ends.map(({ id, state, reason }) =>
      state === 'accepted' ? state : `${id} ${state}: ${reason}`,
    );
    expect(states.filter((state) => state !== 'accepted')).toEqual([]);

    const request = world.api.exchanges.all.findLast((one) => one.request.kind === 'main')?.request;
    if (request === undefined) throw new Error('nothing was asked');
    const all = heard(request);
    const results = request.turns.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'toolResult' ? [part.text] : [])),
    );
    const inbox = results.join('\n');
    for (const { id: message, text: body } of sent) {
      const direct = count(all, `[${message} from person]\n`);
      const announced = count(all, `[${message} from person is in your inbox`);
      const around = `${message} ${JSON.stringify(body.slice(0, 60))}\n${placesOf(all, `[${message} from person`)}`;
      // One that is still queued while another is announced is read with that from the inbox.
      expect(direct + count(inbox, `"id":"${message}"`), around).toBe(1);
      expect(announced, around).toBeLessThanOrEqual(1);
      if (direct === 1) expect(all).toContain(`[${message} from person]\n${body}`);
      else expect(inbox, message).toContain(JSON.stringify(body));
    }
  }, 500_000);
});
