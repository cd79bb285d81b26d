import { parseEnvelope } from '@contract/envelope.ts';
import { messageOf } from '@contract/view.ts';
import type { Crew, Life } from '../hierarchy/crew.ts';

/**
 * A box that is never seen as it should be (a new version may look different) must not hold messages back for good: half a
 * minute until it is empty, since a person may be typing, and a few seconds until it shows what was pasted.
 */
const longestWaitMs = { empty: 30_000, filled: 3000 } as const;

/** A box that is not as it should be by then is worth a word to who waits: redrawing one takes a tenth of it. */
const toldMs = 2000;

/** The box is at the bottom, but a list of tasks or of queued messages may stand beneath it. */
const linesLookedAt = 40;

/** How long it must have rested: a key that comes as its turn ends is taken for one that belongs to the turn, and clears nothing. */
const restMs = 700;

/** Between two tries: what is pressed twice within a second ends the program. */
const againMs = 3000;

const restful: ReadonlySet<string> = new Set(['ready', 'done', 'blocked']);

/** What an instance's box shows, as its profile tells it from the rest of the screen. */
interface Box {
  readonly isEmpty: boolean;
  /** A message that it has taken already, whose text stands there again. */
  readonly left: string | null;
}

/** Whose text it is: by its header, or, where the box shows no more than `[Pasted text #2]`, since nobody else has typed meanwhile. */
const messageIn = ({ pasted, typedAt }: Life, held: string): string | undefined =>
  parseEnvelope(`${held.trim()}\n`)?.id ??
  (pasted !== null && typedAt < pasted.at ? pasted.message : undefined);

const boxOn = (crew: Crew, life: Life, lines: readonly string[]): Box => {
  const { empty = '', holds } = life.profile.submit;
  const text = lines.join('\n');
  // The last: what it has taken may look the same further up.
  const held = holds === undefined ? undefined : [...text.matchAll(new RegExp(holds, 'gmu'))].at(-1)?.[1];
  const message = held === undefined ? undefined : messageIn(life, held);
  const known = message === undefined ? undefined : messageOf(crew.ledger.view, message);
  const isTaken = known?.to === life.id && (known.state === 'accepted' || known.state === 'announced');
  return { isEmpty: new RegExp(empty, 'mu').test(text), left: isTaken ? known.id : null };
};

/**
 * Resolves once an instance's screen shows its input box empty, or filled; at once where its profile does not say how it looks.
 *
 * claude 2.1 now and then (2 of 200) leaves in its box, or puts back into it, what it has just taken: the next message pasted
 * behind it would be taken with it, a second time. Such a text is cleared away, once the instance rests: the same key ends a
 * turn, and pressed twice the program. `tell` hears what is waited for where that takes long.
 */
export const untilBoxIs = async (
  crew: Crew,
  life: Life,
  wanted: 'empty' | 'filled',
  tell: (reason: string) => void = () => undefined,
): Promise<void> => {
  if (life.profile.submit.empty === undefined) return;
  const watch = new BoxWatch(crew, life, wanted, tell);
  try {
    await watch.run();
  } finally {
    watch.stop();
  }
};

interface Changed {
  readonly late?: boolean;
  readonly over?: boolean;
  readonly slow?: boolean;
}

class BoxWatch {
  readonly #crew: Crew;
  readonly #life: Life;
  readonly #wanted: 'empty' | 'filled';
  readonly #stops: (() => void)[];
  #tell: ((reason: string) => void) | null;
  #isSlow = false;
  #isLate = false;
  #isOver = false;
  #changes = 0;
  /** When the keys that clear were typed last, as milliseconds since 1970. */
  #clearedAt = 0;
  #again: () => void = () => undefined;
  #wake: () => void = () => undefined;

  constructor(crew: Crew, life: Life, wanted: 'empty' | 'filled', tell: (reason: string) => void) {
    this.#crew = crew;
    this.#life = life;
    this.#wanted = wanted;
    this.#tell = tell;
    const end = crew.ledger.watch(() => crew.lives.get(life.id) !== life || life.ending || crew.stopped);
    void end.held.then(() => this.#changed({ over: true }));
    this.#stops = [
      () => end.stop(),
      crew.after(life, toldMs, () => this.#changed({ slow: true })),
      crew.after(life, longestWaitMs[wanted], () => this.#changed({ late: true })),
      crew.feed.tap(crew.keyOf(life.id), () => this.#changed({})),
      // That it rests is no output.
      crew.ledger.listen((events) => {
        if (events.some((event) => event.kind === 'instance.changed' && event.data.id === life.id))
          this.#changed({});
      }),
    ];
  }

  async run(): Promise<void> {
    for (;;) {
      const before = this.#changes;
      const text = await this.#crew.ports.screens.text(this.#crew.keyOf(this.#life.id), linesLookedAt);
      if (this.#isOver || text === null) return;
      const box = boxOn(this.#crew, this.#life, text.lines);
      if (box.isEmpty === (this.#wanted === 'empty')) return;
      this.#tellOf(box);
      const waitsForRest = await this.#clear(box);
      if (this.#isLate && !waitsForRest) return;
      // What was printed meanwhile may have been it.
      if (this.#changes === before) await new Promise<void>((resolve) => this.#sleep(resolve));
      if (this.#isOver) return;
    }
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#again();
  }

  /** Once: that it takes long, and why. */
  #tellOf({ left }: Box): void {
    if (!this.#isSlow || this.#wanted !== 'empty') return;
    const why =
      left === null
        ? 'something stands in its input box that nobody has sent'
        : `the text of ${left}, which it has taken, stands in its input box: cleared once it rests`;
    this.#tell?.(why);
    this.#tell = null;
  }

  /** Clears what was left. True while it must not be given up: what was left stands there still. */
  async #clear({ left }: Box): Promise<boolean> {
    const { clear } = this.#life.profile.submit;
    if (this.#wanted !== 'empty' || left === null || clear === undefined) return false;
    const { clock, log, terminals } = this.#crew.ports;
    const instance = this.#crew.instance(this.#life.id);
    if (instance === undefined || !restful.has(instance.state)) return true;
    const wait = Math.max(instance.since + restMs, this.#clearedAt + againMs) - clock.now();
    this.#again();
    if (wait > 0) {
      this.#again = this.#crew.after(this.#life, wait, () => this.#changed({}));
      return true;
    }
    this.#clearedAt = clock.now();
    log.info('clears what was left in an input box', { id: this.#life.id, message: left });
    await terminals.type(this.#life.pane, new TextEncoder().encode(clear));
    this.#again = this.#crew.after(this.#life, againMs, () => this.#changed({}));
    return true;
  }

  #changed({ late = false, over = false, slow = false }: Changed): void {
    this.#isSlow ||= slow;
    this.#isLate ||= late;
    this.#isOver ||= over;
    this.#changes += 1;
    this.#wake();
  }

  #sleep(wake: () => void): void {
    this.#wake = wake;
  }
}
