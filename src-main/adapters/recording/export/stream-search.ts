import type { Size } from '@contract/instances.ts';
import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { CodePoints, type Decoded } from './code-points.ts';
import { DrawnLog, type Found } from './drawn-log.ts';
import type { Cover, Marks, Place } from './marks.ts';
import { ScreenLook } from './screen-look.ts';
import { TracedTerminal } from './traced-terminal.ts';

/** What is put on the clipboard, in base64: whatever it is, it has no business in a file for others. */
const clipboard = /^\]52;[^;]*;$/;
const longestStart = 40;
/** Of what was taken without being drawn, so much is kept to tell what it was: a change of colour is shorter. */
const longestLook = 200;
/** Letters that join others, whose places are remembered: a screen has no more. */
const mostJoining = 200_000;

/** Nothing but colours and what a terminal passes over: the text goes on. */
const isLookOnly = (between: string): boolean => {
  const [first, ...sequences] = between.replaceAll('\0', '').split('\x1b');
  return first === '' && sequences.every((sequence) => /^\[[0-9;:]*m$/.test(sequence));
};

/** Searches one terminal's output: what it draws in the order in which it comes, what it takes otherwise (titles, links), and what stands on the screen. */
export class StreamSearch {
  readonly #marks: Marks;
  readonly #looks: boolean;
  readonly #count: (what: string) => void;
  readonly #drawn: DrawnLog;
  readonly #taken: DrawnLog;
  readonly #typed: DrawnLog;
  readonly #screen: ScreenLook;
  readonly terminal: TracedTerminal;
  readonly #output: CodePoints;
  readonly #injected: CodePoints;
  readonly #typing: CodePoints;
  /** Bytes that are apart, by the place of the first. */
  readonly #spread = new Map<Place, readonly Place[]>();
  readonly #joining = new Map<Place, Place[]>();
  #base: Place = -1;
  #between = '';
  /** The beginning of the sequence that is under way. */
  #sequence = '';
  #isClipboard = false;

  /** `count` is told of each secret that is newly found. `looks` false: it only follows what is drawn. */
  constructor(finder: SecretFinder, marks: Marks, count: (what: string) => void, looks = true) {
    this.#marks = marks;
    this.#looks = looks;
    this.#count = count;
    const tell = (found: Found): void => this.#mark(found);
    this.#drawn = new DrawnLog(finder, tell);
    this.#taken = new DrawnLog(finder, tell);
    this.#typed = new DrawnLog(finder, tell);
    this.#screen = new ScreenLook(finder, tell);
    const spread = (places: readonly Place[]): void => void this.#spread.set(places[0] ?? -1, places);
    this.#output = new CodePoints(spread);
    this.#injected = new CodePoints(spread);
    this.#typing = new CodePoints(spread);
    this.terminal = new TracedTerminal(
      { cols: 80, rows: 24 },
      {
        printed: (code, place, width) => this.#print(code, place, width),
        unprinted: (written, from, to) => this.#take(written, from, to),
      },
    );
  }

  output(bytes: Uint8Array, first: Place): void {
    this.terminal.write(this.#output.decode(bytes, first));
    this.#look();
  }

  inject(bytes: Uint8Array, first: Place): void {
    this.terminal.write(this.#injected.decode(bytes, first));
    this.#look();
  }

  /** Bytes that are drawn nowhere: typed, or a reason. */
  typed(bytes: Uint8Array, first: Place): void {
    const { codes, places } = this.#typing.decode(bytes, first);
    codes.forEach((code, at) => {
      this.#typed.add(code, places[at] ?? -1, 'narrow', code < 0x20);
    });
  }

  /** What is typed or told next has nothing to do with what was before. */
  apart(): void {
    this.#typed.add(0x0a, -1, 'narrow', true);
  }

  resize(size: Size): void {
    this.terminal.resize(size);
    this.#screen.forget();
    this.#look();
  }

  blank(size: Size): void {
    this.terminal.blank(size);
    this.#screen.forget();
  }

  /** Looks at what has not been looked at yet. */
  finish(): void {
    this.#endBetween(true);
    for (const log of [this.#drawn, this.#taken, this.#typed]) log.look();
  }

  #look(): void {
    if (this.#looks) this.#screen.look(this.terminal);
    else this.terminal.trim();
  }

  #print(code: number, place: Place, width: number): void {
    if (!this.#looks) return;
    const apart = this.#endBetween(false);
    this.#drawn.add(code, place, width === 0 ? 'joining' : width === 2 ? 'wide' : 'narrow', apart);
    if (width > 0) this.#base = place;
    else if (this.#joining.size < mostJoining)
      this.#joining.set(this.#base, [...(this.#joining.get(this.#base) ?? []), place]);
  }

  #take({ codes, places }: Decoded, from: number, to: number): void {
    if (!this.#looks) return;
    for (let at = from; at < to; at += 1) {
      const [code = 0, place = -1] = [codes[at], places[at]];
      if (this.#between.length < longestLook) this.#between += String.fromCodePoint(code);
      this.#watchClipboard(code, place);
      this.#taken.add(code, place, 'narrow', code < 0x20);
    }
  }

  #watchClipboard(code: number, place: Place): void {
    if (code < 0x20 || code === 0x9d) {
      this.#sequence = code === 0x9d ? '\x1b]' : String.fromCodePoint(code);
      this.#isClipboard = false;
    } else if (this.#isClipboard) this.#marks.add(place, 'narrow');
    else if (this.#sequence.length < longestStart) {
      this.#sequence += String.fromCodePoint(code);
      this.#isClipboard = this.#sequence.startsWith('\x1b') && clipboard.test(this.#sequence.slice(1));
    }
  }

  /** What came since the last character that was drawn is over; whether it was more than a change of colour. */
  #endBetween(isEnd: boolean): boolean {
    const between = this.#between;
    if (between === '' && !isEnd) return false;
    this.#between = '';
    this.#taken.add(0x0a, -1, 'narrow', true);
    return !isLookOnly(between);
  }

  #mark({ places, what }: Found): void {
    let fresh = false;
    for (const { place, how } of places) {
      if (place < 0) continue;
      fresh = this.#markOne(place, how) || fresh;
      for (const joining of this.#joining.get(place) ?? []) this.#markOne(joining, 'joining');
    }
    if (fresh) this.#count(what);
  }

  #markOne(place: Place, how: Cover): boolean {
    const spread = this.#spread.get(place);
    return spread === undefined || how === 'byte' || how === 'gone'
      ? this.#marks.add(place, how)
      : this.#marks.addSpread(spread, how);
  }
}
