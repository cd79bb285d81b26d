import type { blockerVerbs } from '@contract/blocker-verbs.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { selfOf } from '../hierarchy/reports.ts';
import { actorOf } from '../ledger.ts';
import { pickCommandable } from '../model/authority.ts';
import { whyParentCant } from '../model/blockers.ts';
import type { Caller } from '../model/caller.ts';
import type { Rooms } from '../room.ts';
import { storedFacts } from './stored-facts.ts';

/** What a parent reads of a child's blocker: first a line that says what this is, last what it can do. */
const messageText = (id: string, input: VerbParsed<'instances.reportBlocker'>): string =>
  [
    `I am blocked (${input.kind}): ${input.blocker}`,
    ...(input.needs === undefined ? [] : [`What I need: ${input.needs}`]),
    ...(input.from === undefined ? [] : [`From: ${input.from}`]),
    '',
    `Answer with sendMessage to ${id}: that lets me go on. If it is not yours to settle, call escalate {"id": "${id}"}.`,
  ].join('\n');

/**
 * An instance can't go on. Its parent gets it as a message; where it has none, or that can't help either, it is the person's at
 * once (see blocker-watch.ts).
 */
const reportBlocker = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.reportBlocker'>,
): Result<Instance> => {
  const self = selfOf(crew, caller);
  if (!self.ok) return self;
  const { id, parent } = self.value.instance;
  const { blocker, kind, needs = null, from = null } = input;
  const help = { kind, needs, from, with: parent ?? 'person' };
  const facts = crew.transition(
    id,
    { to: 'blocked', witness: 'tool', reason: blocker.slice(0, 200), blocker, help },
    { actor: actorOf(caller) },
  );
  // Not to one that is blocked itself: what is handed to it would pass for the help that it waits for.
  const reaches = parent !== null && whyParentCant(crew.ledger.view, parent) === null;
  if (reaches && facts.length > 0) {
    const message = { from: id, to: parent, text: messageText(id, input), priority: 'high' } as const;
    facts.push(...storedFacts(crew, [message], { actor: actorOf(caller) }).facts);
  }
  crew.ledger.append(facts);
  return ok(crew.instance(id) ?? self.value.instance);
};

/** Who has a blocked child's blocker says that it is not theirs to settle. */
const escalate = (
  crew: Crew,
  caller: Caller,
  { id, reason }: VerbParsed<'blockers.escalate'>,
): Result<Instance> => {
  const picked = pickCommandable(crew.ledger.view, caller, id, 'escalate');
  if (!picked.ok) return picked;
  const { state, blockage } = picked.value;
  if (state !== 'blocked' || blockage === null || blockage.with === 'person') {
    const why = state === 'blocked' ? 'is with the person already' : 'is not blocked';
    return fail('wrong_state', `${id} ${why}`, 'Nothing more is to be done about it.', { field: 'id' });
  }
  const who = caller.kind === 'person' ? 'the person took it' : `${caller.id} can't settle it`;
  crew.ledger.append([
    {
      kind: 'blocker.climbed',
      data: {
        id,
        parent: blockage.with,
        why: 'declined',
        reason: reason === '' ? who : `${who}: ${reason}`,
      },
      actor: actorOf(caller),
    },
  ]);
  return ok(crew.instance(id) ?? picked.value);
};

export const blockerRooms = (crew: Crew): Rooms<keyof typeof blockerVerbs> => ({
  'instances.reportBlocker': (caller, input) =>
    crew.queue.run(caller.kind === 'instance' ? caller.id : 'person', async () =>
      reportBlocker(crew, caller, input),
    ),
  'blockers.escalate': (caller, input) => escalate(crew, caller, input),
});
