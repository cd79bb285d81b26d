import type { Exit } from '@contract/instances.ts';
import { appendSurely } from '../append-surely.ts';
import type { Fact } from '../ledger.ts';
import { ownWishMs } from '../model/recovery.ts';
import type { ProcessInfo } from '../ports/processes.ts';
import { instanceBreaker, profileBreaker } from './breakers.ts';
import type { Change, Crew, Life } from './crew.ts';
import { membersOf } from './end-processes.ts';
import { markerOf } from './marker.ts';
import { readLastWords } from './resync.ts';

/** A program that ends within so many ms of its start has most likely not been started rightly. */
const atOnceMs = 3000;

/** What ends within so many ms of its start tells against its profile, whatever it had confirmed. */
export const youngMs = 10_000;

export const describeExit = (exit: Exit): string => {
  if (exit.signal !== null) return `signal ${exit.signal}`;
  return exit.status === null ? 'nobody saw how' : `exit ${exit.status}`;
};

/** A failure of its profile: it ended before it had confirmed, or right after its start and not of itself. */
const countFailure = (crew: Crew, life: Life, exit: Exit, reason: string): void => {
  const now = crew.ports.clock.now();
  if (now - life.typedAt < ownWishMs) return;
  const young = now - life.begunAt < youngMs && exit.status !== 0;
  if (!life.confirmed || young) crew.breakers.failed(profileBreaker(life.profile.name), reason);
  if (exit.status !== 0) crew.breakers.failed(instanceBreaker(life.id), reason);
  crew.breakers.release(life.id);
};

/**
 * Its program ended unasked: say so with its last lines, free the pane, and name what it left running. `seen`: it ended while this
 * host looked, so that it may be started again unasked.
 */
export const crashed = async (crew: Crew, life: Life, exit: Exit, seen = true): Promise<void> => {
  const { clock, terminals } = crew.ports;
  if (life.ending || crew.lives.get(life.id) !== life) return;
  // Set now: a second report of the same end must not be told twice.
  life.ending = true;
  const early = !life.confirmed && clock.now() - (crew.instance(life.id)?.since ?? 0) < atOnceMs;
  await readLastWords(crew, life);
  const evidence = await crew.evidence(life.id);
  // Restarted or terminated meanwhile: what is there now has not crashed.
  if (crew.lives.get(life.id) !== life) return;
  const before = crew.instance(life.id);
  const how = describeExit(exit);
  crew.forget(life);
  const change: Change = {
    to: 'crashed',
    witness: 'process',
    reason: early ? `its program ended at once (${how})` : `its program ended (${how})`,
    evidence,
    exit,
  };
  if (seen) countFailure(crew, life, exit, change.reason);
  await appendSurely(crew, () => {
    // Started again before there was room to write it down: that is told by then.
    const facts = crew.lives.has(life.id) ? [] : crew.transition(life.id, change);
    if (facts.length === 0 || before === undefined || !seen) return facts;
    return [...facts, ...crew.recovery.factsOf(life, before, exit, change.reason)];
  });
  crew.recovery.schedule(life.id);
  crew.feed.ended(crew.keyOf(life.id), `ended: ${how}`);
  await terminals.close(life.pane);
  await reportOrphans(crew);
};

/** Every instance at once: the terminal server is gone. */
export const crashedAll = async (crew: Crew, reason: string): Promise<void> => {
  const lives = [...crew.lives.values()].filter((life) => !life.ending);
  for (const life of lives) life.ending = true;
  // At once: a new server may be up before the evidence is there, and its event has to come after this one.
  await appendSurely(crew, () => [{ kind: 'terminals.lost', data: { reason } }]);
  const lost = { after: 0, kinds: ['terminals.lost'], limit: 1, newest: true } as const;
  const cause = crew.ports.store.events(lost)[0]?.seq ?? null;
  const evidence = await Promise.all(lives.map((life) => crew.evidence(life.id)));
  const gone = lives.flatMap((life, at) =>
    crew.lives.get(life.id) === life ? [{ life, evidence: evidence[at] ?? '' }] : [],
  );
  for (const { life } of gone) crew.forget(life);
  await appendSurely(crew, () =>
    // Started again before there was room to write it down: that is told by then.
    gone.flatMap(({ life: { id }, evidence: lines }) =>
      crew.lives.has(id)
        ? []
        : crew.transition(
            id,
            {
              to: 'crashed',
              witness: 'process',
              reason: 'the terminal server it ran in is gone',
              evidence: lines,
              exit: { status: null, signal: null },
            },
            { cause },
          ),
    ),
  );
  for (const life of lives) crew.feed.ended(crew.keyOf(life.id), 'ended: the terminal server is gone');
  await reportOrphans(crew);
};

/** Processes that carry this project's marker without belonging to a living instance: told once, and when they are gone. */
export const reportOrphans = async (crew: Crew): Promise<void> => {
  const { processes } = crew.ports;
  const { marker } = crew.ports.ground();
  const all = await processes.list();
  const lives = [...crew.lives.values()];
  const ours = new Set(
    membersOf(all, [
      ...lives.map((life) => ({ root: life, marker: `${markerOf(crew, life)}${life.incarnation}` })),
      ...crew.setUps.underWay().map((id) => ({ root: null, marker: markerOf(crew, { run: crew.run, id }) })),
    ]).map((process) => process.pid),
  );
  const orphans = all.filter(
    (process) => process.marker?.startsWith(`${marker}/`) === true && !ours.has(process.pid),
  );
  const known = crew.ledger.view.orphans;
  const isKnown = (process: ProcessInfo): boolean =>
    known.some((orphan) => orphan.pid === process.pid && orphan.startTime === process.startTime);
  const gone = known.filter((orphan) => !orphans.some((process) => process.pid === orphan.pid));
  crew.ledger.append([
    ...gone.map((orphan): Fact => ({ kind: 'orphan.ended', data: { pid: orphan.pid } })),
    ...orphans
      .filter((process) => !isKnown(process))
      .map(
        ({ pid, startTime, command, marker: owner }): Fact => ({
          kind: 'orphan.found',
          data: { pid, startTime, command, instance: ownerOf(owner ?? '', marker) },
        }),
      ),
  ]);
};

/** `run/id` of a marker `project/run/id/incarnation`. */
const ownerOf = (marker: string, project: string): string =>
  marker
    .slice(project.length + 1)
    .split('/')
    .slice(0, 2)
    .join('/');
