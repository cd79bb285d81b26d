import type { NoticePorts } from '@contract/keep-notices.ts';
import type { Notice } from '@contract/notices.ts';
import type { TuttiClient } from '../connection/client.ts';
import { readPermission } from './permission.ts';

/** Longer than the app on the desktop waits: where both look at a project, the app tells. */
const patienceMs = 2000;

type Parts = {
  readonly client: TuttiClient;
  readonly project: string;
  /** Shows one thing that needs the person, by its key, or the list of all. */
  onClick(key: string | null): void;
};

const show = (notice: Notice, silent: boolean, onClick: () => void): (() => void) => {
  const { title, body, keys } = notice;
  try {
    const shown = new Notification(title, { body, silent, tag: keys[0] ?? title });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onClick();
    };
    return () => shown.close();
  } catch (error) {
    // A phone's browser has the word and yet throws at it; the title and the list still tell.
    console.warn('The browser shows no notification', error);
    return () => {};
  }
};

/** Notifying by the browser. */
export const browserNotices = ({ client, project, onClick }: Parts): NoticePorts => ({
  now: () => Date.now(),
  minute: () => {
    const now = new Date();
    return now.getHours() * 60 + now.getMinutes();
  },
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  focused: () => document.hasFocus() && !document.hidden,
  canShow: () => readPermission() === 'granted',
  patience: patienceMs,
  project,
  claim: async (keys) => {
    const told = await client.call('attention.tell', { keys: [...keys] });
    if (told.ok) return told.value.keys;
    console.warn('What needs you was not told', told.error);
    return null;
  },
  show: (notice, silent) => show(notice, silent, () => onClick(notice.only?.key ?? null)),
});
