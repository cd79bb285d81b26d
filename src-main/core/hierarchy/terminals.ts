import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import type { TerminalsListener } from '../ports/terminals.ts';
import { crashed, crashedAll } from './crash.ts';
import type { Crew, Life } from './crew.ts';
import { signOfLife, takeSign } from './reports.ts';

/** Leads what the terminals and the screens tell to the instances they belong to. */
export const listenToTerminals = (crew: Crew): TerminalsListener => {
  const { log, screens } = crew.ports;
  const detached = (what: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => log.error(what, error));
  };
  screens.listen({
    sign: (key, sign, line) => {
      const life = lifeOfKey(crew, key);
      if (life !== undefined) takeSign(crew, life, sign, line);
    },
    title: () => undefined,
    reset: (key, reason) => {
      const life = lifeOfKey(crew, key);
      if (life !== undefined) detached('screen', resync(crew, life.pane, reason));
    },
  });
  /** Screens being read back from the terminals. A crash waits for its own: its evidence is what the program said last. */
  const underWay = new Map<string, Promise<void>>();
  const gapped = (pane: string | null, reason: string): void => {
    if (pane !== null && crew.lifeOfPane(pane)?.ending === true) return;
    const work = resync(crew, pane, reason).finally(() => {
      if (pane !== null && underWay.get(pane) === work) underWay.delete(pane);
    });
    if (pane !== null) underWay.set(pane, work);
    detached('resync', work);
  };
  return {
    output: (pane, bytes) => {
      const life = crew.lifeOfPane(pane);
      if (life !== undefined) signOfLife(crew, life);
      crew.feed.output(pane, bytes);
    },
    exited: (pane, exit) => {
      const life = crew.lifeOfPane(pane);
      if (life === undefined) crew.earlyExits.set(pane, exit);
      else detached('crash', crashed(crew, life, exit, underWay.get(pane)));
    },
    gap: gapped,
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

/**
 * Bytes were lost: what the terminal server has becomes what is shown. An end is no gap: what a program said last is in what
 * the server has, so nothing is logged for a life that is ending.
 */
const resync = async (crew: Crew, pane: string | null, reason: string): Promise<void> => {
  const lives = [...crew.lives.values()].filter((life) => pane === null || life.pane === pane);
  for (const life of lives) {
    const capture = await crew.ports.terminals.capture(life.pane);
    const data = capture.ok ? capture.value.data : null;
    crew.feed.resync(crew.keyOf(life.id), life.ending ? null : reason, data);
  }
  const [life] = lives;
  if (pane !== null && (life === undefined || life.ending)) return;
  const id = pane === null ? null : (life?.id ?? null);
  crew.ledger.append([{ kind: 'terminal.gapped', data: { id, reason } }]);
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
  const typed = await crew.ports.terminals.type(life.value.pane, input.bytes);
  if (!typed.ok) return typed;
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
