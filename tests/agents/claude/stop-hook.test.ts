import type { TuttiEvent } from '@contract/events.ts';
import type { Message } from '@contract/messages.ts';
import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { mcpCall } from '../../support/model-api/hands.ts';
import type { ModelRequest } from '../../support/model-api/model-request.ts';
import { delay, text } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { ClaudeWorld } from './claude-world.ts';
import { nastyTexts } from './nasty-texts.ts';

const messages = 50;

/** All that the person's side of a conversation says. */
const heard = ({ turns }: ModelRequest): string =>
  turns
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ parts }) => parts.map((part) => (part.kind === 'text' ? part.text : '')))
    .join('\n\u0000\n');

/** What it read with its tools. */
const read = ({ turns }: ModelRequest): string =>
  turns.flatMap(({ parts }) => parts.map((part) => (part.kind === 'toolResult' ? part.text : ''))).join('\n');

const count = (all: string, part: string): number => all.split(part).length - 1;

/** What stands where a message does: evidence. */
const around = (all: string, id: string): string =>
  [...all.matchAll(new RegExp(`\\[${id} from`, 'g'))]
    .map(({ index }) => JSON.stringify(all.slice(Math.max(0, index - 300), index + 200)))
    .join('\n');

/** Slow enough that the next message is there before its turn ends. */
const slow: Script = (request) =>
  /is in your inbox: read it/.test(request.newText)
    ? mcpCall(request, 'tutti', 'readMessages', {})
    : [text('let me see'), delay(500), text('ok')];

const lastRequest = (world: ClaudeWorld): ModelRequest => {
  const found = world.api.exchanges.all.findLast(({ request }) => request.kind === 'main')?.request;
  if (found === undefined) throw new Error('nothing was asked');
  return found;
};

const allMessages = async (world: ClaudeWorld): Promise<readonly Message[]> =>
  done(await (await world.client()).call('view.get', {})).messages.flat();

/** Acts once, as soon as a message is on its way in the answer to a Stop hook; answers with that message. */
const asOneIsHandedOver = async (world: ClaudeWorld, act: () => void): Promise<string> => {
  const client = await world.client();
  const after = done(await client.call('view.get', {})).seq;
  return new Promise((resolve, reject) => {
    let isOver = false;
    const see = (event: TuttiEvent): void => {
      if (isOver || event.kind !== 'message.delivering' || event.data.way !== 'stop-hook') return;
      isOver = true;
      act();
      resolve(event.data.message);
    };
    client.follow(
      'events.follow',
      { after },
      {
        item: (events) => events.forEach(see),
        end: (error) => (error && !isOver ? reject(error) : undefined),
      },
    );
  });
};

/** Announced is not enough: what is sent before it reads its inbox would be read along with it. */
const untilAccepted = async (world: ClaudeWorld, message: string): Promise<void> => {
  const client = await world.client();
  await eventually(`${message} is accepted`, async () => {
    const now = done(await client.call('messages.get', { message }));
    return now.state === 'accepted';
  });
};

/** Each was accepted, and the conversation that goes on has each once, to the character. */
const expectEachOnce = (world: ClaudeWorld, ends: readonly Message[], texts: readonly string[]): void => {
  const request = lastRequest(world);
  const all = heard(request);
  const inbox = read(request);
  ends.forEach(({ id, state, reason }, at) => {
    expect(`${id} ${state} ${state === 'accepted' ? '' : reason}`).toBe(`${id} accepted `);
    const direct = count(all, `[${id} from person]\n`);
    expect(direct + count(inbox, `"id":"${id}"`), around(all, id)).toBe(1);
    if (direct === 1) expect(all).toContain(`[${id} from person]\n${texts[at]}`);
    else expect(inbox, id).toContain(JSON.stringify(texts[at]));
  });
};

describeAgent('claude', () => {
  test(`${messages} messages of the nastiest texts, most of them by its Stop hook: each accepted, each heard once and exactly`, async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady(undefined, world.writeStopHookProfile());
    world.play(slow);
    const texts = nastyTexts(messages);
    const sent: string[] = [];
    for (const message of texts) {
      sent.push(await world.send(id, message));
      // The next is there while it works on this one, and not before: its inbox would be read with all that waits.
      await world.settled(sent.at(-1) ?? '');
    }
    await world.until(id, 'has heard all', (now) => now.state === 'ready');
    await world.untilIdle(id);
    const ends = await allMessages(world);
    expectEachOnce(world, ends, texts);
    const byHook = ends.filter(({ way }) => way === 'stop-hook');
    // After seven in a row one is pasted, and what is too long waits in the inbox.
    expect(byHook.length).toBeGreaterThan(messages / 2);
    // What an input box would change comes as it is.
    expect(byHook.some(({ preview }) => preview.includes('\t'))).toBe(true);
    expect(byHook.some(({ preview }) => preview.includes('\u001b[31m'))).toBe(true);
  });

  test('claude is killed as a message is handed over, again and again: none is lost, none doubled', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady(undefined, world.writeStopHookProfile());
    const client = await world.client();
    world.play(slow);
    const texts: string[] = [];
    const send = async (words: string): Promise<string> => {
      texts.push(words);
      return world.send(id, words);
    };
    for (let round = 0; round < 4; round++) {
      const { pid } = await world.instance(id);
      if (pid === null) throw new Error('it does not run');
      const killed = asOneIsHandedOver(world, () => process.kill(pid, 'SIGKILL'));
      // Both at once: while it works on the first, the second waits for the end of that turn.
      await send(`begin round ${round}`);
      await send(`handed over in round ${round}\twith a tab`);
      const message = await killed;
      await world.untilState(id, 'crashed');
      // Its record tells whether it had taken it; if not, it waits for the next start.
      await eventually(`${message} is not under way`, async () => {
        const now = done(await client.call('messages.get', { message }));
        return now.state !== 'delivering';
      });
      done(await client.call('instances.restart', { id }));
      await untilAccepted(world, message);
      await world.until(id, 'rests', (now) => now.state === 'ready');
      await world.untilIdle(id);
    }
    await world.settled(await send('the end'));
    await world.until(id, 'has heard all', (now) => now.state === 'ready');
    await world.untilIdle(id);
    expectEachOnce(world, await allMessages(world), texts);
  });

  test('the host is killed as a message is handed over, again and again: none is lost, none doubled', async () => {
    const world = await ClaudeWorld.forTest();
    const { id } = await world.spawnReady(undefined, world.writeStopHookProfile());
    world.play(slow);
    const texts: string[] = [];
    const send = async (words: string): Promise<string> => {
      texts.push(words);
      return world.send(id, words);
    };
    for (let round = 0; round < 4; round++) {
      let gone: Promise<void> = Promise.resolve();
      const killed = asOneIsHandedOver(world, () => {
        gone = world.killHost();
      });
      // Both at once: while it works on the first, the second waits for the end of that turn.
      await send(`begin round ${round}`);
      await send(`handed over in round ${round}\twith a tab`);
      const message = await killed;
      await gone;
      await world.serveAgain();
      await untilAccepted(world, message);
      await world.until(id, 'rests', (now) => now.state === 'ready');
      await world.untilIdle(id);
    }
    await world.settled(await send('the end'));
    await world.until(id, 'has heard all', (now) => now.state === 'ready');
    await world.untilIdle(id);
    expectEachOnce(world, await allMessages(world), texts);
  });
});
