import type { Question, Todo } from '@contract/instances.ts';
import { bannerLines, entryLines, liveLines } from './look.ts';
import { Painter, type Terminal } from './painter.ts';
import { type Entry, emptyScene } from './scene.ts';
import type { Surroundings } from './surroundings.ts';

/** Entries kept to be drawn again after a change of size. The terminal has its own history of the rest. */
const entriesKept = 400;

/** How often the spinner turns, in ms: calm to look at, and cheap to record. */
const spinMs = 300;

/** Where the agent is seen: keeps the scene, and draws it when it has changed. */
export class Stage {
  readonly scene = emptyScene();
  private readonly painter: Painter;
  private fresh: Entry[] = [];
  private due = false;
  private quiet = true;
  private spin: NodeJS.Timeout | null = null;

  constructor(
    private readonly me: Surroundings,
    private readonly terminal: Terminal,
  ) {
    this.painter = new Painter(terminal);
  }

  open(): void {
    this.quiet = false;
    this.terminal.write('\x1b[?2004h');
    this.painter.paint(bannerLines(this.me, this.terminal.columns), this.live());
  }

  /** Leaves the terminal as it was found. */
  close(): void {
    this.draw();
    this.painter.leave();
    this.terminal.write('\x1b[?2004l');
    this.silence();
  }

  /** Draws nothing any more. */
  silence(): void {
    this.quiet = true;
    if (this.spin) clearInterval(this.spin);
    this.spin = null;
  }

  add(kind: Entry['kind'], text: string): void {
    const entry = { kind, text };
    this.scene.entries.push(entry);
    if (this.scene.entries.length > entriesKept) this.scene.entries.shift();
    this.fresh.push(entry);
    this.changed();
  }

  busy(label: string | null): void {
    const since = this.scene.busy?.since ?? Date.now();
    this.scene.busy = label === null ? null : { label, since };
    if (label !== null && !this.spin) this.spin = setInterval(() => this.changed(), spinMs);
    if (label === null && this.spin) {
      clearInterval(this.spin);
      this.spin = null;
    }
    this.changed();
  }

  todos(todos: readonly Todo[]): void {
    this.scene.todos = todos;
    this.changed();
  }

  dialog(question: Question | null): void {
    this.scene.dialog = question === null ? null : { question, at: 0 };
    this.changed();
  }

  /** Everything that changes in one turn of the loop is drawn at once. */
  changed(): void {
    if (this.due || this.quiet) return;
    this.due = true;
    setImmediate(() => {
      this.due = false;
      this.draw();
    });
  }

  resized(): void {
    if (this.quiet) return;
    this.fresh = [];
    const lines = this.scene.entries.flatMap((entry) => this.linesOf(entry));
    this.painter.startAgain([...bannerLines(this.me, this.terminal.columns), ...lines], this.live());
  }

  /** Writes past the picture, then draws it again below. */
  async past(write: () => Promise<void>): Promise<void> {
    this.draw();
    this.painter.leave();
    this.quiet = true;
    await write();
    this.quiet = false;
    this.painter.paint([], this.live());
  }

  private draw(): void {
    if (this.quiet) return;
    const finished = this.fresh.flatMap((entry) => this.linesOf(entry));
    this.fresh = [];
    this.painter.paint(finished, this.live());
  }

  private linesOf(entry: Entry): string[] {
    const lines = entryLines(entry, this.terminal.columns);
    return entry.kind === 'step' || entry.kind === 'message' ? ['', ...lines] : lines;
  }

  private live() {
    return liveLines(this.scene, this.terminal, Date.now());
  }
}
