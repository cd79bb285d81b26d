import { basename } from 'node:path';
import { attentionCount, attentionEntries } from '@contract/attention-entries.ts';
import { keepNotices, type NoticeKeeper } from '@contract/keep-notices.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { followView } from '../host/follow-view.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import type { SystemNotices } from './system-notices.ts';

/** So long a thing must have stood: a rule of the person's answers, and several come, in less. Browsers wait longer. */
const patienceMs = 1000;

const person = { kind: 'person', door: 'core', readOnly: false } as const;

export interface AttentionSetup {
  readonly clock: Clock;
  readonly log: Log;
  readonly notices: SystemNotices;
  /** Whether the person has a window of this project before them. */
  isFocused(root: string): boolean;
  /** Shows one thing that needs the person, by its key, or the list of all. */
  show(root: string, key: string | null): void;
  /** So many things wait for the person in a project. */
  count(root: string, count: number): void;
}

/** Watches what needs the person in each project that is open here: notifies them, and counts. */
export class AttentionWatch {
  readonly #setup: AttentionSetup;
  readonly #keepers = new Set<NoticeKeeper>();

  constructor(setup: AttentionSetup) {
    this.#setup = setup;
  }

  /** Answers how to stop. */
  watch(project: OpenedProject): () => void {
    const { clock, log, count } = this.#setup;
    const keeper = this.#keep(project);
    this.#keepers.add(keeper);
    const stop = followView({ rooms: project.rooms, clock, log }, (view) => {
      count(project.root, attentionCount(attentionEntries(view)));
      keeper.look(view);
    });
    return () => {
      stop();
      keeper.stop();
      this.#keepers.delete(keeper);
      count(project.root, 0);
    };
  }

  /** A window has got the focus or lost it. */
  focusChanged(): void {
    for (const keeper of this.#keepers) keeper.lookAgain();
  }

  #keep({ root, rooms }: OpenedProject): NoticeKeeper {
    const { clock, log, notices, isFocused, show } = this.#setup;
    return keepNotices({
      now: () => clock.now(),
      minute: () => {
        const now = new Date(clock.now());
        return now.getHours() * 60 + now.getMinutes();
      },
      after: (ms, run) => clock.after(ms, run),
      focused: () => isFocused(root),
      canShow: () => notices.canShow(),
      patience: patienceMs,
      project: basename(root),
      claim: async (keys) => {
        const told = await rooms.call(person, 'attention.tell', { keys: [...keys] });
        if (told.ok) return told.value.keys;
        log.warn('what needs the person was not told', { error: told.error });
        return null;
      },
      show: (notice, silent) => notices.show(notice, silent, () => show(root, notice.only?.key ?? null)),
    });
  }
}
