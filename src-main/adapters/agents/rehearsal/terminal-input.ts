export type Key =
  | 'enter'
  | 'backspace'
  | 'up'
  | 'down'
  | 'escape'
  | 'interrupt'
  | 'end-of-input'
  | 'clear-line';

export type InputEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'key'; readonly key: Key };

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

const keys: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x03': 'interrupt',
  '\x04': 'end-of-input',
  '\x15': 'clear-line',
};

const arrows: Readonly<Record<string, Key>> = {
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
};

/**
 * Turns what a terminal sends into text, pastes and keys. Bytes may be split anywhere: inside a character, inside an
 * escape sequence, inside a paste's end mark.
 */
export class TerminalInput {
  private readonly decoder = new TextDecoder('utf-8');
  private rest = '';
  /** Text of a paste whose end has not come yet; null outside of one. */
  private pasted: string[] | null = null;

  /** What the bytes bring, in order. */
  take(bytes: Uint8Array): InputEvent[] {
    const text = this.rest + this.decoder.decode(bytes, { stream: true });
    this.rest = '';
    // A chunk that is nothing but ESC is the key: a sequence's first byte never comes alone from a terminal.
    if (text === '\x1b' && this.pasted === null) return [{ kind: 'key', key: 'escape' }];
    const events: InputEvent[] = [];
    let at = 0;
    while (at < text.length) {
      const next =
        this.pasted === null ? this.takeTyped(text, at, events) : this.takePasted(text, at, events);
      if (next === at) {
        this.rest = text.slice(at);
        break;
      }
      at = next;
    }
    return events;
  }

  /** Answers where to go on; the same place when more bytes are needed. */
  private takePasted(text: string, at: number, events: InputEvent[]): number {
    const end = text.indexOf(pasteEnd, at);
    const parts = this.pasted ?? [];
    if (end >= 0) {
      parts.push(text.slice(at, end));
      events.push({ kind: 'paste', text: lineEnds(parts.join('')) });
      this.pasted = null;
      return end + pasteEnd.length;
    }
    // The beginning of an end mark may stand at the end: keep that for the next bytes.
    const keep = longestTail(text.slice(at), pasteEnd);
    parts.push(text.slice(at, text.length - keep));
    return text.length - keep;
  }

  private takeTyped(text: string, at: number, events: InputEvent[]): number {
    const character = text[at] ?? '';
    if (character === '\x1b') return this.takeEscape(text, at, events);
    const key = keys[character];
    if (key !== undefined) {
      events.push({ kind: 'key', key });
      return at + 1;
    }
    if (character < ' ' && character !== '\t') return at + 1;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: up to the next of them is plain text.
    const run = /^[^\x00-\x08\x0a-\x1f\x7f]+/.exec(text.slice(at))?.[0] ?? character;
    events.push({ kind: 'text', text: run });
    return at + run.length;
  }

  private takeEscape(text: string, at: number, events: InputEvent[]): number {
    if (text.startsWith(pasteStart, at)) {
      this.pasted = [];
      return at + pasteStart.length;
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
    const sequence = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|O[A-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^[\]O])/.exec(
      text.slice(at),
    );
    if (!sequence) return at;
    const arrow = arrows[sequence[0]];
    if (arrow) events.push({ kind: 'key', key: arrow });
    return at + sequence[0].length;
  }
}

/** Terminals send the line ends of a paste as CR; a text that has LF came through untouched and stays so. */
const lineEnds = (text: string): string => (text.includes('\n') ? text : text.replace(/\r/g, '\n'));

/** How many characters at the end of `text` are a beginning of `mark`. */
function longestTail(text: string, mark: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length -= 1)
    if (mark.startsWith(text.slice(-length))) return length;
  return 0;
}
