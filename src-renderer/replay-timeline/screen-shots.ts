import type { RecordedScreen } from '@contract/recordings.ts';
import { Terminal } from '@xterm/xterm';
import type { TuttiClient } from '../connection/client.ts';
import { paintScreen, readScreenColours } from './paint-screen.ts';

/** Pictures that are kept: at the sharpest they are some 1 MB each. */
const mostKept = 24;

/** How a wish ends: with a picture, or null where nothing is recorded or it can't be read. */
export type Shown = (picture: HTMLCanvasElement | null) => void;

interface Wish {
  readonly key: string;
  readonly instance: string;
  readonly at: number;
  readonly show: Shown;
}

const write = (terminal: Terminal, data: string | Uint8Array): Promise<void> =>
  new Promise((drawn) => terminal.write(data, drawn));

const bring = async (terminal: Terminal, { keyframe, records }: RecordedScreen): Promise<void> => {
  if (keyframe !== null) {
    terminal.resize(keyframe.size.cols, keyframe.size.rows);
    await write(terminal, keyframe.data);
    await write(terminal, keyframe.pending);
  }
  for (const { record } of records) {
    if (record.kind === 'output') await write(terminal, record.bytes);
    else if (record.kind === 'inject') await write(terminal, record.data);
    else if (record.kind === 'resized') terminal.resize(record.size.cols, record.size.rows);
    else if (record.kind === 'blank') {
      terminal.reset();
      terminal.resize(record.size.cols, record.size.rows);
    }
  }
};

/**
 * Pictures of terminals as they were. One at a time is made, of what was wished for last; xterm draws it in slices of some milliseconds, so
 * the page goes on meanwhile.
 */
export class ScreenShots {
  readonly #host: Pick<TuttiClient, 'call'>;
  readonly #run: number;
  /** In the order of their use. */
  readonly #kept = new Map<string, HTMLCanvasElement | null>();
  #terminal: Terminal | null = null;
  #wish: Wish | null = null;
  #busy = false;
  #gone = false;

  constructor(host: Pick<TuttiClient, 'call'>, run: number) {
    this.#host = host;
    this.#run = run;
  }

  /** How many are kept. */
  get size(): number {
    return this.#kept.size;
  }

  /** `grain`: moments of one such stretch (ms) look alike enough. Answers how to call it off. */
  want(instance: string, at: number, grain: number, show: Shown): () => void {
    const key = `${instance} ${Math.floor(at / Math.max(1, grain))}`;
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#keep(key, known);
      show(known);
      return () => undefined;
    }
    const wish = { key, instance, at, show };
    this.#wish = wish;
    void this.#make();
    return () => {
      if (this.#wish === wish) this.#wish = null;
    };
  }

  /** Colours are others now. */
  forget(): void {
    this.#kept.clear();
  }

  stop(): void {
    this.#gone = true;
    this.#wish = null;
    this.#kept.clear();
    this.#terminal?.dispose();
    this.#terminal = null;
  }

  async #make(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let wish = this.#wish; wish !== null && !this.#gone; wish = this.#wish) {
      const picture = await this.#picture(wish);
      if (this.#gone) break;
      if (picture !== undefined) this.#keep(wish.key, picture);
      // Somebody looks elsewhere by now.
      if (this.#wish !== wish) continue;
      this.#wish = null;
      wish.show(picture ?? null);
    }
    this.#busy = false;
  }

  /** Undefined: it could not be had, and is not kept as nothing. */
  async #picture({ instance, at }: Wish): Promise<HTMLCanvasElement | null | undefined> {
    const answer = await this.#host.call('recordings.screen', { run: this.#run, instance, at });
    if (this.#gone || !answer.ok) return undefined;
    if (answer.value === null) return null;
    this.#terminal ??= new Terminal({
      cols: 80,
      rows: 24,
      scrollback: 0,
      allowProposedApi: true,
      logLevel: 'off',
    });
    const terminal = this.#terminal;
    terminal.reset();
    await bring(terminal, answer.value);
    return this.#gone ? undefined : paintScreen(terminal, readScreenColours(), window.devicePixelRatio);
  }

  #keep(key: string, picture: HTMLCanvasElement | null): void {
    this.#kept.delete(key);
    this.#kept.set(key, picture);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
  }
}
