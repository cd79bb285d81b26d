import type { Size } from '@contract/instances.ts';
import { SaidLately } from '../../src-main/core/model/screen-meaning.ts';
import type {
  ScreenKey,
  ScreenSign,
  ScreenSnapshot,
  Screens,
  ScreensListener,
  ScreenText,
  SeenLimit,
} from '../../src-main/core/ports/screens.ts';

/** Screens that keep what was fed as plain text. */
export class FakeScreens implements Screens {
  readonly #screens = new Map<ScreenKey, { size: Size; text: string; offset: number; said: SaidLately }>();
  #listener: ScreensListener | null = null;

  listen(listener: ScreensListener): void {
    this.#listener = listener;
  }

  open(key: ScreenKey, setup: { size: Size; offset: number }): void {
    this.#screens.set(key, { size: setup.size, text: '', offset: setup.offset, said: new SaidLately() });
  }

  feed(key: ScreenKey, bytes: Uint8Array): void {
    const screen = this.#screens.get(key);
    if (screen === undefined) return;
    screen.text += new TextDecoder().decode(bytes);
    screen.offset += bytes.length;
    if (screen.said.isNew(screen.text)) this.#listener?.altered(key);
  }

  inject(key: ScreenKey, data: string): void {
    const screen = this.#screens.get(key);
    if (screen !== undefined) screen.text = data;
  }

  /** Its program clears the screen and draws this. */
  draw(key: ScreenKey, text: string): void {
    const screen = this.#screens.get(key);
    if (screen === undefined) return;
    screen.text = text;
    if (screen.said.isNew(text)) this.#listener?.altered(key);
  }

  resize(key: ScreenKey, size: Size): void {
    const screen = this.#screens.get(key);
    if (screen !== undefined) screen.size = size;
  }

  async snapshot(key: ScreenKey): Promise<ScreenSnapshot | null> {
    const screen = this.#screens.get(key);
    if (screen === undefined) return null;
    return { offset: screen.offset, size: screen.size, data: screen.text, pending: new Uint8Array() };
  }

  async text(key: ScreenKey, lastLines?: number): Promise<ScreenText | null> {
    const screen = this.#screens.get(key);
    if (screen === undefined) return null;
    const lines = screen.text === '' ? [] : screen.text.split(/\r?\n/);
    const shown = lastLines === undefined ? lines : lines.slice(-lastLines);
    return { offset: screen.offset, size: screen.size, lines: shown, cursor: { x: 0, y: 0 } };
  }

  close(key: ScreenKey): void {
    this.#screens.delete(key);
  }

  backlog(): number {
    return 0;
  }

  async stop(): Promise<void> {
    this.#screens.clear();
  }

  /** What the patterns would have said. */
  sign(key: ScreenKey, sign: ScreenSign, line = '', dialog: string | null = null): void {
    this.#listener?.sign(key, sign, line, dialog);
  }

  /** What its program wrote into the terminal's title. */
  title(key: ScreenKey, title: string): void {
    this.#listener?.title(key, title);
  }

  limit(key: ScreenKey, limit: SeenLimit | null): void {
    this.#listener?.limited(key, limit);
  }
}
