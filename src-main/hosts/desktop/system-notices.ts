import type { Notice } from '@contract/notices.ts';
import { app, Notification } from 'electron';
import type { Log } from '../../core/ports/log.ts';

/** The system's notifications and the app's badge. */
export interface SystemNotices {
  /** Whether the system shows any. */
  canShow(): boolean;
  /** Shows one; answers how to take it away. */
  show(notice: Notice, silent: boolean, onClick: () => void): () => void;
  /** How many things wait for the person, on the app's icon; where the system has no such thing, nothing. */
  badge(count: number): void;
}

/** Linux's notification services read a body as markup; an agent's words must stay words. */
const plain = (text: string): string =>
  process.platform === 'linux' ? text.replaceAll('&', '＆').replaceAll('<', '‹') : text;

export const systemNotices = (log: Log): SystemNotices => {
  // Held while it is shown: one that is collected no longer answers a click.
  const shown = new Set<Notification>();
  return {
    canShow: () => Notification.isSupported(),
    show: ({ title, body }, silent, onClick) => {
      const notification = new Notification({ title, body: plain(body), silent });
      const forget = (): void => void shown.delete(notification);
      shown.add(notification);
      notification.on('click', onClick);
      notification.on('close', forget);
      notification.on('failed', (_event, reason) => {
        forget();
        log.warn('a notification was not shown', { reason });
      });
      notification.show();
      return () => {
        forget();
        notification.close();
      };
    },
    badge: (count) => void app.setBadgeCount(count),
  };
};
