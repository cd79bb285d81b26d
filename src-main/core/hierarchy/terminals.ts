import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import type { TerminalsListener } from '../ports/terminals.ts';
import { crashed, crashedAll } from './crash.ts';
import type { Crew, Life } from './crew.ts';
import { resync } from './resync.ts';
import { takeScreenSign, takeSeenLimit, takeTitle } from './screen-signs.ts';
import { signOfLife } from './stall.ts';

/** Leads what the terminals and the screens tell to the instances they belong to. */
export const listenToTerminals = (crew: Crew): TerminalsListener => {
  const { log, screens } = crew.ports;
  const detached = (what: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => log.error(what, error));
  };
  screens.listen({
    sign: (key, sign, line, dialog) => {
      const life = lifeOfKey(crew, key);
      if (life === undefined) return;
      crew.guarded('a sign on a screen', () => takeScreenSign(crew, life, { sign, line, dialog }));
    },
    limited: (key, limit) => {
      const life = lifeOfKey(crew, key);
      if (life !== undefined) crew.guarded('a limit on a screen', () => takeSeenLimit(crew, life, limit));
    },
    altered: (key) => {
      const life = lifeOfKey(crew, key);
      if (life !== undefined) crew.guarded('a sign of life', () => signOfLife(crew, life));
    },
    title: (key, title) => {
      const life = lifeOfKey(crew, key);
      if (life !== undefined) crew.guarded('a title', () => takeTitle(crew, life, title));
    },
    reset: (key, reason) => {
      const life = lifeOfKey(crew, key);
      if (life !== undefined) detached('screen', resync(crew, life.pane, reason));
    },
  });
  return {
    output: (pane, bytes) => {
      crew.feed.output(pane, bytes);
    },
    exited: (pane, exit) => {
      const life = crew.lifeOfPane(pane);
      if (life === undefined) crew.earlyExits.set(pane, exit);
      else detached('crash', crashed(crew, life, exit));
    },
    gap: (pane, reason) => detached('resync', resync(crew, pane, reason)),
    lost: (reason) => detached('loss of the terminals', crashedAll(crew, reason)),
    restored: () => {
      crew.ledger.append([{ kind: 'terminals.restored', data: {} }]);
    },
  };
};

const lifeOfKey = (crew: Crew, key: string): Life | undefined => {
  const [run, id = ''] = key.split('/');
  return Number(run) === crew.run ? crew.lives.get(id) : undefined;
};

const running = (crew: Crew, id: string): Result<Life> => {
  const life = crew.lives.get(id);
  if (life !== undefined && !life.ending) return ok(life);
  return crew.instance(id) === undefined
    ? fail('not_found', `no instance ${id}`, 'List the instances.', { field: 'id' })
    : fail('wrong_state', `${id} does not run`, 'Restart it first.', { field: 'id' });
};

/** The person's own keys: they go in whatever the instance's state. */
export const typeInto = async (
  crew: Crew,
  input: VerbParsed<'instances.type'>,
): Promise<Result<Record<string, never>>> => {
  const life = running(crew, input.id);
  if (!life.ok) return life;
  life.value.typedAt = crew.ports.clock.now();
  const typed = await crew.ports.terminals.type(life.value.pane, input.bytes);
  if (!typed.ok) return typed;
  if (typed.value === 'reached') crew.feed.typed(crew.keyOf(input.id), input.bytes);
  return typed.value === 'reached'
    ? ok({})
    : fail('wrong_state', `the program of ${input.id} has ended`, 'Restart it first.', { field: 'id' });
};

export const resizeTerminal = async (
  crew: Crew,
  caller: Caller,
  { id, size }: VerbParsed<'instances.resize'>,
): Promise<Result<Record<string, never>>> => {
  const life = running(crew, id);
  if (!life.ok) return life;
  const before = crew.instance(id)?.size;
  if (before?.cols === size.cols && before.rows === size.rows) return ok({});
  const resized = await crew.ports.terminals.resize(life.value.pane, size);
  if (!resized.ok) return resized;
  crew.feed.resized(crew.keyOf(id), size);
  crew.ledger.append([{ kind: 'instance.resized', data: { id, size }, actor: actorOf(caller) }]);
  return ok({});
};
