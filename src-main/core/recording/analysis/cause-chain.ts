import type { TuttiEvent } from '@contract/events.ts';
import type { ChainLink, ChainStep } from '@contract/run-why.ts';
import { unledOf } from '../../model/origins.ts';
import { type EventIndex, threadOf } from './event-index.ts';
import { toldEvent } from './event-words.ts';

/** Longer than any story that somebody reads; a log can't hold a circle, since a cause is always earlier. */
const mostSteps = 60;

/** Where an event comes from; null: its cause is recorded, or it is how its thing goes on. */
export const originOf = (event: TuttiEvent): ChainStep['origin'] => {
  if (event.cause !== null) return null;
  if (event.actor.kind !== 'tutti') return event.actor.kind;
  const unled = unledOf(event);
  if (unled === null || unled === 'theirs') return 'missing';
  return unled === 'goesOn' || unled === 'told' ? null : unled;
};

interface Step {
  readonly event: TuttiEvent;
  readonly link: ChainLink;
}

const lastBefore = (events: readonly TuttiEvent[], seq: number): TuttiEvent | undefined =>
  events.findLast((event) => event.seq < seq);

/** The task that kept another from being begun, at its end. */
const dependencyOf = (index: EventIndex, event: TuttiEvent): TuttiEvent | undefined => {
  if (event.kind !== 'task.created') return undefined;
  const ends = event.data.dependencies.flatMap((task) => {
    const end = index
      .thread(task)
      .findLast(({ kind }) => kind === 'task.failed' || kind === 'task.cancelled');
    return end === undefined ? [] : [end];
  });
  return ends.at(-1);
};

/** The event that an event goes back to, by what is recorded in it and nothing else. */
const before = (index: EventIndex, event: TuttiEvent): Step | null => {
  const step = (link: ChainLink, found: TuttiEvent | undefined): Step | null =>
    found === undefined || found.seq === event.seq ? null : { event: found, link };
  if (event.cause !== null && event.cause < event.seq) return step('cause', index.at(event.cause));
  if (event.kind === 'message.stored' && event.data.replyTo !== null)
    return step('answers', index.thread(event.data.replyTo)[0]);
  if (event.kind === 'task.started') {
    const carried = messageOfTask(index, event);
    if (carried !== undefined) return step('carries', carried);
  }
  const thread = threadOf(event);
  if (thread === null) return null;
  return (
    step('same', lastBefore(index.thread(thread), event.seq)) ?? step('depends', dependencyOf(index, event))
  );
};

/** That the message with which it was given was taken. */
const messageOfTask = (
  index: EventIndex,
  { seq, data }: Extract<TuttiEvent, { kind: 'task.started' }>,
): TuttiEvent | undefined => {
  const given = lastBefore(index.thread(data.task), seq);
  if (given?.kind !== 'task.assigned' || given.data.message === null) return undefined;
  return lastBefore(index.thread(given.data.message), seq);
};

/** Each step is recorded; where nothing is, the chain ends. */
const walk = (index: EventIndex, start: TuttiEvent): { event: TuttiEvent; link: ChainLink | null }[] => {
  const chain: { event: TuttiEvent; link: ChainLink | null }[] = [{ event: start, link: null }];
  const passed = new Set([start.seq]);
  for (let next = before(index, start); next !== null; next = before(index, next.event)) {
    if (passed.has(next.event.seq) || chain.length >= mostSteps) break;
    passed.add(next.event.seq);
    chain.push(next);
  }
  return chain;
};

/** From an event back to where it began, told. */
export const toldChain = (index: EventIndex, start: TuttiEvent): ChainStep[] => {
  const chain = walk(index, start);
  return chain.map(({ event, link }) => ({ ...toldEvent(event), link, origin: originOf(event) }));
};
