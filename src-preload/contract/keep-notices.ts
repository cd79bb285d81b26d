import { type AttentionEntry, attentionEntries } from './attention-entries.ts';
import { type Notice, nextNotice, noticeOf } from './notices.ts';
import type { View } from './view.ts';

/** What notifying needs of the window, app or browser that does it. */
export type NoticePorts = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Local time, in minutes since midnight. */
  minute(): number;
  /** Runs once after so many milliseconds; answers how to call it off. */
  after(ms: number, run: () => void): () => void;
  /** Whether the person has a window before them that shows this project. */
  focused(): boolean;
  /** Whether notifications can be shown at present. */
  canShow(): boolean;
  /** How long a thing must have stood before it is told, in milliseconds. */
  readonly patience: number;
  readonly project: string;
  /** `attention.tell`: of these keys, those nobody has told the person of; null: it could not be asked. */
  claim(keys: readonly string[]): Promise<readonly string[] | null>;
  /** Shows it; answers how to take it away. */
  show(notice: Notice, silent: boolean): () => void;
};

export type NoticeKeeper = {
  /** What stands may have changed. */
  look(view: View): void;
  /** The focus, or whether notifications can be shown, has changed. */
  lookAgain(): void;
  /** Takes away what it has shown, and shows no more. */
  stop(): void;
};

/** After a claim that failed: the line to the host may take as long to mend. */
const afterFailure = 10_000;

/** Does what `nextNotice` says, and takes each notification away once nothing of it stands. */
export const keepNotices = (ports: NoticePorts): NoticeKeeper => {
  let view: View | null = null;
  let entries: readonly AttentionEntry[] = [];
  let last: number | null = null;
  let asking = false;
  let stopped = false;
  let callOff = (): void => {};
  const seen = new Map<string, number>();
  const shown = new Map<readonly string[], () => void>();

  const later = (ms: number): void => {
    callOff();
    callOff = ports.after(ms, step);
  };

  const show = (fresh: readonly string[]): void => {
    // It may have been settled while it was asked for.
    const standing = entries.filter(({ key }) => fresh.includes(key));
    if (standing.length === 0 || view === null) return;
    const notice = noticeOf(ports.project, standing);
    last = ports.now();
    shown.set(notice.keys, ports.show(notice, !view.settings.notifications.sound));
  };

  const claim = async (wanted: readonly AttentionEntry[], isShown: boolean): Promise<void> => {
    asking = true;
    const fresh = await ports.claim(wanted.map(({ key }) => key)).finally(() => {
      asking = false;
    });
    if (stopped) return;
    if (fresh === null) return later(afterFailure);
    if (isShown) show(fresh);
    // What was told shows in the view; until it does, the host answers the same again.
    later(ports.patience);
  };

  const step = (): void => {
    if (view === null || asking || stopped) return;
    callOff();
    const next = nextNotice({
      entries,
      told: new Set(view.told),
      seen,
      settings: view.settings.notifications,
      now: ports.now(),
      minute: ports.minute(),
      focused: ports.focused(),
      patience: ports.patience,
      last,
    });
    if (next.kind === 'wait') {
      if (next.again !== null) later(next.again);
    } else if (next.kind === 'seen' || ports.canShow()) void claim(next.entries, next.kind === 'show');
  };

  return {
    look: (after) => {
      view = after;
      entries = attentionEntries(after);
      const standing = new Set(entries.map(({ key }) => key));
      for (const key of standing) if (!seen.has(key)) seen.set(key, ports.now());
      for (const key of seen.keys()) if (!standing.has(key)) seen.delete(key);
      for (const [keys, close] of shown) {
        if (keys.some((key) => standing.has(key))) continue;
        shown.delete(keys);
        close();
      }
      step();
    },
    lookAgain: step,
    stop: () => {
      stopped = true;
      callOff();
      for (const close of shown.values()) close();
      shown.clear();
    },
  };
};
