import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { appendSurely } from '../append-surely.ts';
import { actorOf } from '../ledger.ts';
import { whoseCall } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { instanceBreaker, profileBreaker } from './breakers.ts';
import type { Crew, Life } from './crew.ts';

const reminderText = (id: InstanceId): string =>
  `[tutti] ${id}: you have not confirmed yet. Call the confirm tool with the nonce you were given (or run: tutti confirm NONCE).`;

/**
 * starting -> confirming -> (answer) -> ready
 *                        -> (no answer until the deadline) reminded -> (none again) -> stalled, with the screen's last lines
 */
export const awaitConfirmation = (crew: Crew, life: Life, deadline: number): void => {
  const left = Math.max(0, deadline - crew.ports.clock.now());
  remindIn(crew, life, left, false);
};

const remindIn = (crew: Crew, life: Life, ms: number, reminded: boolean): void => {
  crew.after(life, ms, () => {
    remindOrStall(crew, life, reminded).catch((error: unknown) =>
      crew.ports.log.error('a confirmation that did not come', error, { id: life.id }),
    );
  });
};

const remindOrStall = async (crew: Crew, life: Life, reminded: boolean): Promise<void> => {
  if (life.confirmed || life.ending) return;
  if (!reminded) {
    await remind(crew, life);
    return;
  }
  const evidence = await crew.evidence(life.id);
  if (life.confirmed || life.ending) return;
  const reason = unconfirmedReason(life);
  await appendSurely(crew, () =>
    life.confirmed || life.ending
      ? []
      : crew.transition(life.id, { to: 'stalled', witness: 'process', reason, evidence }),
  );
};

/** A profile may forbid the reminder; then there was only twice the time. */
const unconfirmedReason = ({ profile }: Life): string => {
  const { seconds, reminder } = profile.confirm;
  return reminder === 'paste'
    ? `no confirmation within ${seconds} s, nor after a reminder`
    : `no confirmation within ${2 * seconds} s; its profile has no reminder typed`;
};

/** Types the reminder where the profile allows and nobody is asked something, and waits once more. */
export const remind = async (crew: Crew, life: Life): Promise<void> => {
  const waiting = crew.instance(life.id)?.state === 'waiting';
  if (life.profile.confirm.reminder === 'paste' && !waiting) {
    const mark = `remind/${crew.ports.clock.now()}`;
    const pasted = await crew.ports.terminals.paste(life.pane, reminderText(life.id), mark);
    if (pasted.ok && pasted.value === 'reached') {
      await crew.ports.terminals.submit(life.pane, life.profile.submit.keys, mark);
      // Not worth more than this: a log without room must not keep it from being found stalled.
      crew.guarded('a reminder', () =>
        crew.ledger.append([{ kind: 'instance.reminded', data: { id: life.id } }]),
      );
    }
  }
  remindIn(crew, life, life.profile.confirm.seconds * 1000, true);
};

/** The person asks a stalled instance again. */
export const remindAgain = async (crew: Crew, instance: Instance): Promise<Result<Instance>> => {
  const life = crew.lives.get(instance.id);
  if (life === undefined || life.confirmed) {
    return fail(
      'wrong_state',
      life === undefined ? `${instance.id} does not run` : `${instance.id} has confirmed already`,
      life === undefined ? 'Restart it.' : 'Send it a message instead.',
    );
  }
  crew.change(instance.id, {
    to: 'confirming',
    witness: 'person',
    reason: 'it was asked once more to confirm',
  });
  await remind(crew, life);
  return ok(crew.instance(instance.id) ?? instance);
};

/** An instance answers its nonce. Doing so again with the same nonce is no error: agents repeat calls that got no answer. */
export const confirm = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.confirm'>,
): Result<Instance> => {
  const whose = whoseCall(caller, input.id, 'whose confirmation is this?');
  if (!whose.ok) return whose;
  const id = whose.value;
  const instance = crew.instance(id);
  if (instance === undefined)
    return fail('not_found', `no instance ${id}`, 'List the instances.', { field: 'id' });
  const nonce = crew.ports.store.nonce(instance.run, id);
  const life = crew.lives.get(id);
  if (life === undefined) return fail('wrong_state', `${id} does not run`, 'Restart it first.');
  if (nonce === null && life.confirmed) return ok(instance);
  if (nonce === null || crew.ports.secrets.hash(input.nonce) !== nonce.hash) {
    return fail(
      'not_confirmed',
      'that is not the nonce you were given',
      'Use the nonce of your prompt (TUTTI_NONCE).',
      {
        field: 'nonce',
      },
    );
  }
  if (input.role !== undefined && input.role !== instance.role) {
    return fail(
      'not_confirmed',
      `you are a ${instance.role}, not a ${input.role}`,
      'Read your role prompt again.',
      {
        field: 'role',
      },
    );
  }
  life.confirmed = true;
  const actor = actorOf(caller);
  crew.ledger.append(
    crew.transition(id, { to: 'ready', witness: 'tool', reason: 'confirmed its role and task' }, { actor }),
    [{ kind: 'nonce-used', run: instance.run, id }],
  );
  crew.breakers.succeeded(profileBreaker(life.profile.name));
  crew.breakers.succeeded(instanceBreaker(id));
  // It confirms from within a turn, which its hook has told of. Where nothing may be typed before that has ended, it is not ready yet.
  const isAmidTurn = life.said?.to === 'busy' && life.said.witness === 'hook';
  if (isAmidTurn && !life.profile.submit.whileBusy)
    crew.change(id, { to: 'busy', witness: 'hook', reason: 'goes on with its turn' });
  return ok(crew.instance(id) ?? instance);
};
