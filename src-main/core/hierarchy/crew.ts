import type { AgentSign, HookReply } from '@contract/agent-signs.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Exit, Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import type { InstanceState, Witness } from '@contract/states.ts';
import type { Fact, Ledger } from '../ledger.ts';
import type { Reservation } from '../model/limits.ts';
import { canBecome } from '../model/transitions.ts';
import type { Said } from '../model/weigh-signs.ts';
import type { AgentWatch } from '../ports/agent-watchers.ts';
import type { ScreenKey, SeenLimit } from '../ports/screens.ts';
import type { PaneId, PaneInfo } from '../ports/terminals.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { TerminalFeed } from '../recording/terminal-feed.ts';
import type { BreakerBoard, Restarts, SetUpGate, StartGate, StartKeepers } from './keepers.ts';
import { KeyedQueue } from './keyed-queue.ts';

/** What is remembered of an instance while its process lives; the log has everything that must outlive the host. */
export interface Life {
  readonly id: InstanceId;
  readonly run: number;
  readonly incarnation: number;
  readonly profile: Profile;
  readonly pane: PaneId;
  readonly pid: number;
  readonly startTime: string;
  /** When Tutti began to watch it, in milliseconds since 1970. */
  readonly begunAt: number;
  confirmed: boolean;
  /** Tutti itself ends it: its exit is no crash. */
  ending: boolean;
  /** Its own hooks speak: what its screen seems to say no longer counts. */
  hooked: boolean;
  /** The last word on its state that was believed. */
  said: Said | null;
  /** What its screen says holds it up. */
  seenLimit: SeenLimit | null;
  /** A word of a less trusted witness that is being held. */
  doubt: { word: Word; cancel(): void } | null;
  /** The state that a dialog of its CLI found it in, and that it goes back to. */
  underDialog: InstanceState | null;
  /** What it is about to ask: its title or its screen tells when. */
  asking: AgentSign | null;
  /** Dialogs that the yes to its mode has answered: each once. */
  readonly agreed: Set<string>;
  /** Permissions that its hooks were answered by rule, until it shows that it took the answer. */
  readonly decided: Set<Decided>;
  /** That it asks, as a less telling witness says while an answer is on its way: it counts if that was not taken. */
  asksStill: { readonly sign: AgentSign; readonly witness: Witness } | null;
  /** An answer of the person's, or of a rule by key, is on its way to what it has asked since then; null: none is. */
  answering: number | null;
  /** How often in a row its Stop hook has made its turn longer; null until one is seen that has not. */
  goneOn: number | null;
  /** The last message that was pasted, and when; null before one was. */
  pasted: { readonly message: string; readonly at: number } | null;
  /** When a person typed into its terminal last; 0 never. Milliseconds since 1970, both. */
  typedAt: number;
  /** The role prompt, until it has been pasted; null where it arrives otherwise. */
  firstPrompt: string | null;
  /** Who reads what it records of itself. */
  watch: AgentWatch | null;
  /** Milliseconds since 1970 of its last hook, tool call or output that said something new. */
  lastSign: number;
  /** What its processes had used when it had been silent for half of its time; null: it has not been since its last sign. */
  usedBefore: CpuSample | null;
  /** Pending timers, cancelled when it ends. */
  readonly timers: Set<() => void>;
}

/** Processor time of its processes at a moment, both in milliseconds. */
export interface CpuSample {
  readonly at: number;
  readonly byPid: ReadonlyMap<number, number>;
}

/** A permission that was decided in the answer to its hook. */
export interface Decided {
  readonly asked: Extract<AgentSign, { event: 'waiting' }>;
  /** It went on: nothing more is to be waited for. */
  settle(taken: boolean): void;
}

/** What an instance took as a prompt, as its sign tells: its text, or the message's id where it knows it. */
export type TakenPrompt = Omit<Extract<AgentSign, { event: 'prompt' }>, 'event'>;

type PromptListener = (id: InstanceId, prompt: TakenPrompt, witness: Witness) => void;
type SignListener = (life: Life, sign: AgentSign) => void;
/** Answers a hook that waits for it; null: not by this one. */
type HookAnswerer = (life: Life, sign: AgentSign) => HookReply | null;

export type Change = Omit<Extract<Fact, { kind: 'instance.changed' }>['data'], 'id' | 'from'>;

/** A word on an agent's state. `lifts`: it begins something new, which ends a blocker and a finished task. */
export interface Word extends Change {
  readonly lifts: boolean;
}

/** A life as it begins; incarnation, start time and confirmation are the caller's to state. */
export const newLife = (
  crew: Crew,
  instance: Instance,
  profile: Profile,
  pane: PaneInfo,
): Omit<Life, 'incarnation' | 'startTime' | 'confirmed'> => ({
  id: instance.id,
  run: instance.run,
  profile,
  pane: pane.pane,
  pid: pane.pid,
  begunAt: crew.ports.clock.now(),
  ending: false,
  hooked: false,
  said: null,
  seenLimit: null,
  doubt: null,
  underDialog: null,
  asking: null,
  decided: new Set(),
  asksStill: null,
  answering: null,
  goneOn: null,
  watch: null,
  pasted: null,
  typedAt: 0,
  firstPrompt: null,
  agreed: new Set(),
  lastSign: crew.ports.clock.now(),
  usedBefore: null,
  timers: new Set(),
});

/** The instances of an opened project, with all that acts on them. */
export class Crew {
  readonly ports: ProjectPorts;
  readonly ledger: Ledger;
  readonly feed: TerminalFeed;
  readonly #panes = new Map<PaneId, Life>();
  readonly queue = new KeyedQueue();
  readonly starts: StartGate;
  readonly breakers: BreakerBoard;
  readonly recovery: Restarts;
  readonly setUps: SetUpGate;
  readonly lives = new Map<InstanceId, Life>();
  /** The host lets go: what is under way is left as it stands in the log, for the next host to take up. */
  stopped = false;
  /** The event that this host began: what it takes up from an earlier one follows from that. */
  hostBegan = 0;
  /** Programs that ended before their launch had returned. */
  readonly earlyExits = new Map<PaneId, Exit>();
  readonly #promptListeners: PromptListener[] = [];
  readonly #signListeners = new Set<SignListener>();
  readonly #hookAnswerers: HookAnswerer[] = [];
  /** Being ended, with all below it: nothing new is begun for these. */
  readonly ending = new Set<InstanceId>();
  readonly reserved = new Set<Reservation & { readonly ordinal: number }>();

  constructor(
    ports: ProjectPorts,
    ledger: Ledger,
    feed: TerminalFeed,
    keepersOf: (crew: Crew) => StartKeepers,
  ) {
    this.ports = ports;
    this.ledger = ledger;
    this.feed = feed;
    const { starts, breakers, recovery, setUps } = keepersOf(this);
    this.starts = starts;
    this.breakers = breakers;
    this.recovery = recovery;
    this.setUps = setUps;
  }

  get run(): number {
    return this.ledger.view.run?.run ?? 0;
  }

  instance(id: InstanceId): Instance | undefined {
    return this.ledger.view.instances[id];
  }

  keyOf(id: InstanceId): ScreenKey {
    return `${this.run}/${id}`;
  }

  lifeOfPane(pane: PaneId): Life | undefined {
    return this.#panes.get(pane);
  }

  add(life: Life): void {
    this.lives.set(life.id, life);
    this.#panes.set(life.pane, life);
  }

  /** Calls whenever an instance has shown that it took a prompt. */
  onPrompt(hear: PromptListener): void {
    this.#promptListeners.push(hear);
  }

  tellOfPrompt(id: InstanceId, prompt: TakenPrompt, witness: Witness): void {
    for (const hear of this.#promptListeners) hear(id, prompt, witness);
  }

  /** Calls at every sign of an instance's own, until what it gives back is called. */
  onSign(hear: SignListener): () => void {
    this.#signListeners.add(hear);
    return () => this.#signListeners.delete(hear);
  }

  tellOfSign(life: Life, sign: AgentSign): void {
    for (const hear of [...this.#signListeners]) hear(life, sign);
  }

  /** Asks whether a hook that waits is to be answered: the first who answers does. */
  onHook(answer: HookAnswerer): void {
    this.#hookAnswerers.push(answer);
  }

  answerHook(life: Life, sign: AgentSign): HookReply | null {
    for (const answer of this.#hookAnswerers) {
      const reply = answer(life, sign);
      if (reply !== null) return reply;
    }
    return null;
  }

  /** The fact of a transition, or none where the state machine or the present state makes it void. */
  transition(id: InstanceId, change: Change, by: Pick<Fact, 'actor' | 'cause'> = {}): Fact[] {
    const from = this.instance(id)?.state;
    if (from === undefined) return [];
    const same = from === change.to;
    if (same && change.question === undefined && change.blocker === undefined) return [];
    if (!same && !canBecome(from, change.to)) return [];
    return [{ kind: 'instance.changed', data: { id, from, ...change }, ...by }];
  }

  change(id: InstanceId, change: Change, by: Pick<Fact, 'actor' | 'cause'> = {}): void {
    this.ledger.append(this.transition(id, change, by));
  }

  /** Runs what nobody waits for. The log may not take what it tells (a full disk): that is noted, and costs no more than this once. */
  guarded(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.ports.log.error(what, error);
    }
  }

  /** Runs once after `ms`, unless the instance's life ends before. */
  after(life: Life, ms: number, run: () => void): () => void {
    const cancel = this.ports.clock.after(ms, () => {
      life.timers.delete(cancel);
      this.guarded('a timer', run);
    });
    life.timers.add(cancel);
    return () => {
      life.timers.delete(cancel);
      cancel();
    };
  }

  forget(life: Life): void {
    for (const cancel of life.timers) cancel();
    life.timers.clear();
    life.watch?.stop();
    life.watch = null;
    this.feed.detach(life.pane);
    this.#panes.delete(life.pane);
    if (this.lives.get(life.id) === life) this.lives.delete(life.id);
  }

  /** Nothing is done for anybody any more, and their timers end; the programs run on. */
  stop(): void {
    this.stopped = true;
    for (const life of this.lives.values()) {
      for (const cancel of life.timers) cancel();
      life.timers.clear();
      life.watch?.stop();
    }
  }

  /** The last lines of a screen as evidence; empty when the screen can't be had at once. */
  async evidence(id: InstanceId): Promise<string> {
    const late = new Promise<null>((resolve) => this.ports.clock.after(evidenceMs, () => resolve(null)));
    const text = await Promise.race([this.ports.screens.text(this.keyOf(id), evidenceLines), late]);
    return text === null ? '' : text.lines.slice(-evidenceLines).join('\n').slice(-evidenceLength);
  }
}

/** Enough to see a stack trace's head or a shell's complaint. */
const evidenceLines = 15;
const evidenceLength = 4000;

/** A flooded screen must not hold back the news that an instance is dead. */
const evidenceMs = 500;
