import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { fail, ok, type Result } from '@contract/result.ts';
import { closingInherited } from '../system/close-inherited.ts';
import { type Block, ControlParser } from './control-parser.ts';
import { openReadingPipe, type ReadingPipe } from './reading-pipe.ts';

/** What the server answered to one request: the lines of all its commands, in order. */
export type Answer = readonly string[];

export interface ControlClientOptions {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly commandTimeoutMs: number;
  /** `bytes` are overwritten by the next read: who keeps them copies them. */
  output(pane: string, bytes: Buffer): void;
  notification(name: string, rest: string): void;
  /** The client has ended, by itself or by `leave`. Called once; everything pending has failed before. */
  closed(reason: string): void;
}

interface Pending {
  readonly sequence: number;
  readonly lines: string[];
  failure: string | null;
  /** Null once it has been settled; it stays in the queue until its fence, so that late answers hit nobody else. */
  settle: ((result: Result<Answer>) => void) | null;
  timer: NodeJS.Timeout | null;
}

/** Enough of a dying client's last words to tell why. */
const STDERR_KEPT = 2000;
const REMEDY = 'Try again; if it stays so, look into the log and restart the host.';

/**
 * One `tmux -C` process. A request is one line of commands, followed by a fence: a command that prints a word nobody else
 * knows and the request's number. How many blocks a line answers with depends on what fails and on which branch is
 * taken; whatever comes before the fence belongs to the request, so nothing can shift the pairing.
 */
export class ControlClient {
  readonly #options: ControlClientOptions;
  readonly #child: ChildProcess & { readonly stdin: Writable; readonly stderr: Readable };
  readonly #fence = randomBytes(12).toString('hex');
  readonly #pending: Pending[] = [];
  #head = 0;
  #sequence = 0;
  #stderr = '';
  #exitReason = '';
  #closed = false;
  readonly #ended: Promise<unknown>;

  private constructor(options: ControlClientOptions, { programEnd, ourEnd }: ReadingPipe) {
    this.#options = options;
    const { command, args } = closingInherited(options.path, options.args);
    this.#child = spawn(command, args, { env: { ...options.env }, stdio: ['pipe', programEnd, 'pipe'] });
    programEnd.destroy();
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-STDERR_KEPT);
    });
    // A write to a client that just died: `close` follows and tells everyone.
    this.#child.stdin.on('error', () => this.#close('its input is closed'));
    this.#child.on('error', (error) => this.#close(error.message));
    ourEnd.on('close', () => this.#close('its output ended'));
    const outputEnded = new Promise<void>((resolve) => {
      ourEnd.on('close', () => resolve());
    });
    const programEnded = new Promise<void>((resolve) => {
      this.#child.on('close', () => resolve());
      this.#child.on('error', () => resolve());
    });
    this.#ended = Promise.all([outputEnded, programEnded]);
  }

  static async open(options: ControlClientOptions): Promise<ControlClient> {
    const parser = new ControlParser({
      block: (block) => client.#block(block),
      output: options.output,
      notification: (name, rest) => client.#notification(name, rest),
    });
    const pipe = await openReadingPipe((bytes) => parser.feed(bytes));
    const client = new ControlClient(options, pipe);
    return client;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Sends one line of commands. Requests are answered in order; any number may be under way. */
  request(line: string): Promise<Result<Answer>> {
    if (line === '' || line.includes('\n')) throw new Error('a request is one line that is not empty');
    if (this.#closed) return Promise.resolve(this.#gone());
    return new Promise((settle) => {
      const sequence = ++this.#sequence;
      const pending: Pending = { sequence, lines: [], failure: null, settle, timer: null };
      const limit = this.#options.commandTimeoutMs;
      pending.timer = setTimeout(() => {
        const message = `tmux did not answer within ${limit} ms.`;
        finish(pending, fail('terminal_failed', message, REMEDY, { details: line.slice(0, 200) }));
      }, limit);
      this.#pending.push(pending);
      this.#child.stdin.write(`${line}\ndisplay-message -p ${this.#fence}:${sequence}\n`);
    });
  }

  /** Detaches and waits until the process has ended. */
  async leave(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  /** Ends a client that does not react, and waits until it has ended. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #block(block: Block): void {
    if (!block.own) {
      if (block.failed) this.#stderr = block.lines.map(String).join('\n');
      return;
    }
    const pending = this.#pending[this.#head];
    if (pending === undefined) return;
    if (block.lines.length === 1 && String(block.lines[0]) === `${this.#fence}:${pending.sequence}`) {
      this.#advance();
      finish(pending, answered(pending));
    } else if (pending.settle !== null) {
      const lines = block.lines.map(String);
      if (block.failed) pending.failure ??= lines.join('\n');
      else pending.lines.push(...lines);
    }
  }

  /** A queue with a moving head: shifting an array of thousands of pipelined requests would cost a copy each. */
  #advance(): void {
    this.#head++;
    if (this.#head < 1024 && this.#head < this.#pending.length) return;
    this.#pending.splice(0, this.#head);
    this.#head = 0;
  }

  #notification(name: string, rest: string): void {
    if (name === '%exit') this.#exitReason = rest === '' ? 'it was detached' : rest;
    else this.#options.notification(name, rest);
  }

  #close(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#exitReason ||= this.#stderr.trim() || reason;
    for (const pending of this.#pending.splice(0)) finish(pending, this.#gone());
    this.#options.closed(this.#exitReason);
  }

  #gone(): Result<never> {
    return fail('terminal_failed', `The connection to tmux is gone: ${this.#exitReason}.`, REMEDY);
  }
}

function finish(pending: Pending, result: Result<Answer>): void {
  if (pending.timer !== null) clearTimeout(pending.timer);
  pending.settle?.(result);
  pending.settle = null;
}

function answered(pending: Pending): Result<Answer> {
  if (pending.failure === null) return ok(pending.lines);
  return fail('terminal_failed', `tmux refused: ${pending.failure}`, REMEDY);
}
