import { parseEnvelope } from '@contract/envelope.ts';
import type { Question } from '@contract/instances.ts';
import { type AnsweredMessage, messagesIn } from './answers.ts';
import { HostCalls, Refused } from './host-calls.ts';
import { Mailbox } from './mailbox.ts';
import { isMisbehaviour, type Misbehaving, runMisbehaviour } from './misbehave.ts';
import type { Stage } from './stage.ts';
import { misbehaviour, type Surroundings } from './surroundings.ts';
import type { InputEvent, Key } from './terminal-input.ts';
import { WorktreeWork } from './worktree-work.ts';

/** A misbehaviour that ends or blocks this program waits so long for its input's hook to be heard, in ms. */
const hookGraceMs = 2000;

/** The rehearsal agent: what is typed and pasted into it, what it tells its host, what it asks. */
export class Agent implements Misbehaving {
  readonly mailbox = new Mailbox();
  readonly host: HostCalls;
  enterToIgnore: number;
  /** Reads input while true; `/hang` ends that. */
  listening = true;
  private confirmed = false;
  private state: 'busy' | 'ready' | 'done' = 'ready';
  private chosen: ((index: number) => void) | null = null;
  private interrupts = 0;

  constructor(
    readonly me: Surroundings,
    readonly stage: Stage,
    readonly quit: (code: number) => void,
  ) {
    this.enterToIgnore = misbehaviour(me.misbehave, 'ignore-enter', 1) ?? 0;
    this.host = new HostCalls(me, (why) => {
      stage.scene.notice = why;
      stage.changed();
    });
  }

  /** `echo`: it says back whatever it is told, its nonce too, and has understood none of it. */
  private get neverConfirms(): boolean {
    const { misbehave } = this.me;
    return misbehave.includes('never-confirm') || misbehave.includes('echo');
  }

  /** Tells that it is there and, unless it misbehaves, confirms its role and task with the nonce it was given. */
  async start(): Promise<void> {
    const { misbehave } = this.me;
    void this.host.hook({ event: 'started' });
    if (this.neverConfirms || misbehave.includes('late-confirm')) return;
    await this.confirm(misbehave.includes('wrong-nonce') ? `not-${this.me.nonce}` : this.me.nonce);
  }

  async confirm(nonce: string): Promise<void> {
    if (nonce === '' || this.confirmed) return;
    try {
      const task = this.me.task || 'none yet';
      await this.host.tool('confirm', { nonce, role: this.me.role, task });
      this.confirmed = true;
      this.stage.add('detail', `confirmed as ${this.me.role}`);
    } catch (error) {
      this.stage.add('bad', `not confirmed: ${whyOf(error)}`);
    }
  }

  /** Shows what it does and tells the host, when that changes. */
  async turn(label: string | null): Promise<void> {
    this.stage.busy(label);
    const state = label === null ? 'ready' : 'busy';
    if (state === this.state) return;
    this.state = state;
    await this.host.hook({ event: state });
  }

  /** Its task is finished; what comes later is answered, as by an agent that waits. */
  async finish(): Promise<void> {
    this.stage.busy(null);
    this.state = 'done';
    await this.host.hook({ event: 'done' });
  }

  /** Asks in its terminal. After `giveUpMs` (null: never) nobody has answered, and it is null. */
  async ask(question: Question, giveUpMs: number | null): Promise<number | null> {
    this.stage.dialog(question);
    let timer: NodeJS.Timeout | undefined;
    // Before the hook: a rule of the person's answers sooner than the hook's own answer comes back.
    const chosen = new Promise<number | null>((resolve) => {
      this.chosen = resolve;
      if (giveUpMs !== null) timer = setTimeout(() => resolve(null), giveUpMs);
    });
    await this.host.hook({ event: 'waiting', question, reason: 'asks for permission' });
    const choice = await chosen;
    clearTimeout(timer);
    this.chosen = null;
    this.stage.dialog(null);
    await this.host.hook({ event: this.state });
    return choice;
  }

  input(event: InputEvent): void {
    const { scene } = this.stage;
    // As in real agents: what is pasted over an open question is lost.
    if (scene.dialog) {
      if (event.kind !== 'paste') this.answer(event);
      return;
    }
    if (event.kind === 'key') this.key(event.key);
    else scene.input += event.text;
    if (event.kind !== 'key' || event.key !== 'interrupt') this.interrupts = 0;
    this.stage.changed();
  }

  private answer(event: Exclude<InputEvent, { kind: 'paste' }>): void {
    const dialog = this.stage.scene.dialog;
    if (!dialog) return;
    const count = dialog.question.choices.length;
    if (event.kind === 'text') {
      const index = Number.parseInt(event.text, 10) - 1;
      if (index >= 0 && index < count) this.chosen?.(index);
      return;
    }
    if (event.key === 'enter') this.chosen?.(dialog.at);
    if (event.key === 'escape') this.chosen?.(1);
    if (event.key === 'up') dialog.at = (dialog.at + count - 1) % count;
    if (event.key === 'down') dialog.at = (dialog.at + 1) % count;
    this.stage.changed();
  }

  private key(key: Key): void {
    const { scene } = this.stage;
    if (key === 'enter') this.enter();
    if (key === 'backspace') scene.input = [...scene.input].slice(0, -1).join('');
    if (key === 'clear-line') scene.input = '';
    if (key === 'end-of-input' && scene.input === '') this.quit(0);
    if (key !== 'interrupt') return;
    scene.input = '';
    this.interrupts += 1;
    if (this.interrupts >= 2) this.quit(0);
    else this.stage.add('detail', 'Ctrl-C once more ends this program');
  }

  private enter(): void {
    const { scene } = this.stage;
    if (scene.input === '') return;
    if (this.enterToIgnore > 0) {
      this.enterToIgnore -= 1;
      return;
    }
    const text = scene.input;
    scene.input = '';
    void this.take(text);
  }

  /** A text was submitted: the host is told what was taken, then it is acted upon. */
  private async take(text: string): Promise<void> {
    const envelope = parseEnvelope(text);
    const told = this.host.hook({ event: 'prompt', text, ...(envelope ? { message: envelope.id } : {}) });
    if (this.me.misbehave.includes('echo')) this.stage.add('reply', text);
    if (this.me.nonce !== '' && text.includes(this.me.nonce) && !this.neverConfirms)
      await this.confirm(this.me.nonce);
    if (envelope?.kind === 'announcement') {
      this.stage.add('message', `${envelope.from}: something in the inbox (${envelope.id})`);
      await this.readInbox(false);
    } else {
      const body = envelope ? envelope.text : text;
      const message = { id: envelope?.id ?? '', from: envelope?.from ?? 'person', text: body };
      await this.receive(message, told);
    }
    // The prompt made it busy in its host's eyes; this says what it is.
    if (this.listening) await this.host.hook({ event: this.state });
  }

  private async receive(message: AnsweredMessage, told: Promise<void>): Promise<void> {
    if (!this.mailbox.put(message)) {
      this.stage.add('detail', `${message.id} has come before, so it is passed over`);
      return;
    }
    this.stage.add('message', `${message.from}: ${excerpt(message.text)}`);
    if (!isMisbehaviour(message.text)) {
      if (this.me.play) return;
      this.stage.add('reply', `Taken: ${message.text.length} characters.`);
      if (asksToSave(message)) await this.save();
      return;
    }
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, hookGraceMs))]);
    await runMisbehaviour(message.text, this);
  }

  /** What it is told before it is ended: everything is committed, then reported. */
  private async save(): Promise<void> {
    if (this.me.misbehave.includes('never-save')) return;
    try {
      const work = new WorktreeWork(this.me.folder, this.me.id);
      const committed = await work.commit('wip: as it stood at the shutdown', ['.']);
      const summary = committed ? 'What was open is committed' : 'Nothing was open';
      await this.host.tool('reportProgress', { summary, done: true });
    } catch (error) {
      this.stage.add('bad', `not saved: ${whyOf(error)}`);
    }
  }

  /** Fetches what waits in the inbox; `includeRead` also what an earlier life of this instance has read. */
  async readInbox(includeRead: boolean): Promise<void> {
    const messages = messagesIn(await this.host.tool('readMessages', { includeRead }));
    for (const message of messages)
      if (this.mailbox.put(message)) this.stage.add('message', `${message.from}: ${excerpt(message.text)}`);
  }
}

/** As Tutti words it at the begin of an orderly shutdown. */
const asksToSave = ({ from, text }: AnsweredMessage): boolean =>
  from === 'tutti' && text.startsWith('Shutdown by ');

export const whyOf = (error: unknown): string => {
  if (error instanceof Refused) return error.message;
  return error instanceof Error ? error.message : String(error);
};

/** Enough of a message to see what it is about. */
const excerpt = (text: string): string =>
  text.length > 600 ? `${text.slice(0, 600)}… (${text.length} characters)` : text;
