import { parseEnvelope } from '@contract/envelope.ts';
import type { Profile } from '@contract/profiles.ts';
import type { Witness } from '@contract/states.ts';

export interface Proof {
  readonly witness: Witness;
  readonly how: string;
}

/** Output after a submit is looked at up to so many characters; a sign that comes later than that is none. */
const heardLimit = 65_536;

// What a terminal program writes besides text: CSI, OSC, DCS and two-character escapes, and other control characters.
const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|[\x00-\x08\x0b-\x1f\x7f]/g;

/** Text of raw output without escape sequences and control characters but for tab and newline. */
export const plainText = (raw: string): string => raw.replace(escapes, '');

/**
 * Waits for the agent's own sign that it took a message: its hook, a tool call, or what its profile says of its output after
 * the submit key. Signs before `arm` do not count, but for a hook, which names what it took.
 */
export class ProofWatch {
  readonly text: string;
  readonly message: string;
  readonly #accept: Profile['accept'];
  readonly #decoder = new TextDecoder();
  readonly #pattern: RegExp | null;
  /** The line that names it, of a text that has one. */
  readonly #header: string | null;
  #armed = false;
  #heard = '';
  #proof: Proof | null = null;
  #waiter: ((proof: Proof) => void) | null = null;

  constructor(message: string, text: string, accept: Profile['accept']) {
    this.message = message;
    this.text = text;
    this.#accept = accept;
    this.#header = parseEnvelope(text)?.id === message ? (text.split('\n', 1)[0] ?? null) : null;
    this.#pattern = accept.pattern === undefined ? null : new RegExp(accept.pattern, 'mu');
  }

  get proof(): Proof | null {
    return this.#proof;
  }

  /** The submit key goes out now: what the program says from here on may be a sign. */
  arm(): void {
    this.#armed = true;
    this.#heard = '';
  }

  /** It took a prompt, as a hook of its own or its transcript tells. */
  took(prompt: { text?: string | undefined; message?: string | undefined }, witness: Witness): void {
    const how = witness === 'hook' ? 'its prompt hook' : `its own record (${witness})`;
    if (this.#isThis(prompt)) this.#settle({ witness, how });
  }

  /**
   * The header is enough: a CLI may have changed white space in the text, or have joined it with what stood in its box or its
   * queue already.
   */
  #isThis({ text, message }: { text?: string | undefined; message?: string | undefined }): boolean {
    if (message !== undefined) return message === this.message;
    if (text === undefined) return false;
    return text.trim() === this.text.trim() || (this.#header !== null && text.includes(this.#header));
  }

  tool(name: string): void {
    if (this.#armed && this.#accept.by === 'tool')
      this.#settle({ witness: 'tool', how: `it called ${name}` });
  }

  output(bytes: Uint8Array): void {
    const raw = this.#decoder.decode(bytes, { stream: true });
    if (!this.#armed || this.#proof !== null || this.#heard.length > heardLimit) return;
    if (this.#accept.by !== 'output' && this.#accept.by !== 'screen') return;
    this.#heard += raw;
    const text = plainText(this.#heard);
    if (this.#accept.by === 'output') {
      // A terminal echoes the submit key itself as a line end: only printed text is the program's.
      if (text.trim() !== '') this.#settle({ witness: 'screen', how: 'output after the submit key' });
    } else if (this.#pattern?.test(text) === true) {
      this.#settle({ witness: 'screen', how: `its output matched ${this.#accept.pattern}` });
    }
  }

  /**
   * Resolves at the proof, or when `stop` settles first. `take` is called with the proof as soon as its sign has been heard out: what
   * it writes comes straight behind what else the sign leads to (that the agent works now). Its promise is waited for.
   */
  async wait(
    stop: Promise<unknown>,
    take: (proof: Proof) => Promise<void> = async () => undefined,
  ): Promise<Proof | null> {
    const taken = new Promise<Proof>((resolve) => {
      this.#waiter = resolve;
    }).then(take);
    if (this.#proof !== null) this.#waiter?.(this.#proof);
    await Promise.race([taken, stop]);
    this.#waiter = null;
    if (this.#proof !== null) await taken;
    return this.#proof;
  }

  #settle(proof: Proof): void {
    this.#proof ??= proof;
    this.#waiter?.(this.#proof);
  }
}
