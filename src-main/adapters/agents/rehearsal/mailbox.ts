import type { AnsweredMessage } from './answers.ts';

/** Messages that were taken and not yet looked at by the play. A message id is taken once, however often it comes. */
export class Mailbox {
  private readonly seen = new Set<string>();
  private readonly kept: AnsweredMessage[] = [];
  private waiting: {
    wants: (message: AnsweredMessage) => boolean;
    give: (message: AnsweredMessage) => void;
  } | null = null;

  /** Answers whether it is new. */
  put(message: AnsweredMessage): boolean {
    if (message.id !== '' && this.seen.has(message.id)) return false;
    if (message.id !== '') this.seen.add(message.id);
    if (this.waiting?.wants(message)) {
      const { give } = this.waiting;
      this.waiting = null;
      give(message);
    } else this.kept.push(message);
    return true;
  }

  /** The oldest message that is wanted, as soon as there is one. One waits at a time. */
  next(wants: (message: AnsweredMessage) => boolean): Promise<AnsweredMessage> {
    const at = this.kept.findIndex(wants);
    const found = at < 0 ? undefined : this.kept.splice(at, 1)[0];
    if (found) return Promise.resolve(found);
    return new Promise((give) => {
      this.waiting = { wants, give };
    });
  }
}
