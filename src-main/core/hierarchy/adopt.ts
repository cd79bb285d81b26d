import type { Instance } from '@contract/instances.ts';
import { type Profile, profileSchema } from '@contract/profiles.ts';
import { hasEnded } from '@contract/states.ts';
import type { Fact } from '../ledger.ts';
import type { PaneInfo } from '../ports/terminals.ts';
import { awaitConfirmation } from './confirm.ts';
import { crashed, describeExit } from './crash.ts';
import { type Crew, type Life, newLife } from './crew.ts';
import { endBrokenSetUp } from './set-up.ts';
import { watchForStall } from './stall.ts';
import { watchAgent } from './watch-agent.ts';

const tagOf = (instance: Instance, incarnation: number): string =>
  `${instance.run}/${instance.id}/${incarnation}`;

/**
 * Takes over what an earlier host left: a live pane is adopted, a dead or missing one means its instance has crashed. A pane
 * of no living instance is closed if its program has ended; else its program shows up among the orphans.
 */
export const adopt = async (crew: Crew, panes: readonly PaneInfo[]): Promise<void> => {
  const claimed = new Set<string>();
  for (const instance of Object.values(crew.ledger.view.instances)) {
    if (hasEnded(instance.state)) continue;
    // A host that died between opening a pane and logging it left a pane of the next incarnation.
    const pane =
      panes.find((other) => other.tag === tagOf(instance, instance.incarnation)) ??
      panes.find((other) => other.tag === tagOf(instance, instance.incarnation + 1));
    if (pane === undefined) {
      if (instance.setUp?.state === 'under-way') endBrokenSetUp(crew, instance);
      lost(crew, crew.instance(instance.id) ?? instance);
      continue;
    }
    claimed.add(pane.pane);
    const life = await takeOver(crew, instance, pane);
    if (pane.exit !== null) await crashed(crew, life, pane.exit, false);
  }
  for (const pane of panes) {
    if (claimed.has(pane.pane) || pane.exit === null) continue;
    crew.ports.log.info('closed a dead pane', {
      pane: pane.pane,
      tag: pane.tag,
      exit: describeExit(pane.exit),
    });
    await crew.ports.terminals.close(pane.pane);
  }
};

const lost = (crew: Crew, instance: Instance): void =>
  crew.change(instance.id, {
    to: 'crashed',
    witness: 'process',
    reason: crew.ports.terminals.survivesHost
      ? 'its pane was gone when the host came back'
      : 'it ended with its host: pty terminals do not outlive it',
    exit: { status: null, signal: null },
  });

const takeOver = async (crew: Crew, instance: Instance, pane: PaneInfo): Promise<Life> => {
  const { processes, store, clock, terminals } = crew.ports;
  const key = crew.keyOf(instance.id);
  const profile = await profileOf(crew, instance);
  const nonce = store.nonce(instance.run, instance.id);
  const life: Life = {
    ...newLife(crew, instance, profile, pane),
    incarnation: Number(pane.tag.split('/').at(-1)) || instance.incarnation,
    startTime: (await processes.find(pane.pid))?.startTime ?? '',
    confirmed: nonce === null,
  };
  crew.add(life);
  crew.feed.open(key, {
    size: pane.size,
    scrollback: crew.ledger.view.settings.scrollback,
    signs: profile.signs,
  });
  const capture = await terminals.capture(pane.pane);
  crew.feed.resync(key, 'the host was away', capture.ok ? capture.value.data : null);
  crew.feed.attach(key, pane.pane);
  crew.ledger.append(factsOf(crew, instance, life, pane));
  if (nonce !== null) awaitConfirmation(crew, life, Math.max(nonce.deadline, clock.now() + graceMs));
  watchForStall(crew, life);
  life.watch = watchAgent(crew, life, instance.session);
  return life;
};

/** An agent that waited for the host to come back gets so long to repeat its confirmation. */
const graceMs = 10_000;

const factsOf = (crew: Crew, instance: Instance, life: Life, pane: PaneInfo): Fact[] => {
  const { id } = instance;
  const facts: Fact[] = [];
  if (instance.state === 'starting') {
    const { incarnation, pid, startTime } = life;
    facts.push({ kind: 'instance.launched', data: { id, incarnation, pid, startTime, pane: pane.pane } });
    const reason = 'its program runs';
    facts.push(
      ...crew.transition(id, { to: life.confirmed ? 'ready' : 'confirming', witness: 'process', reason }),
    );
  }
  facts.push({ kind: 'instance.adopted', data: { id, pane: pane.pane } });
  facts.push({ kind: 'terminal.gapped', data: { id, reason: 'the host was away' } });
  return facts;
};

/** A profile that has gone or broken meanwhile must not cost the instance: it is watched with the plainest rules. */
const profileOf = async (crew: Crew, instance: Instance): Promise<Profile> => {
  const profile = await crew.ports.profiles.find(instance.profile, crew.ledger.view.trusted);
  if (profile.ok) return profile.value;
  crew.ports.log.warn('adopted without its profile', { id: instance.id, error: profile.error });
  return profileSchema.parse({ name: instance.profile, command: 'unknown' });
};
