import { keepNotices } from '@contract/keep-notices.ts';
import { useContext, useEffect, useRef } from 'react';
import { useHost } from '../connection/host-info.ts';
import { ProjectContext, useClient } from '../connection/use-project.ts';
import { browserNotices } from './browser-notices.ts';
import { onPermission } from './permission.ts';

/** Notifies from the web monitor. The app on the desktop does so itself, and a view that only looks does not. */
export const useBrowserNotices = (onClick: (key: string | null) => void): void => {
  const { info } = useHost();
  const client = useClient();
  const state = useContext(ProjectContext);
  const click = useRef(onClick);
  useEffect(() => {
    click.current = onClick;
  }, [onClick]);
  const project = info.project?.name ?? '';
  const notifies = info.kind === 'headless' && !info.readOnly;
  useEffect(() => {
    if (!notifies || state === null) return;
    const keeper = keepNotices(browserNotices({ client, project, onClick: (key) => click.current(key) }));
    const look = (): void => {
      const { phase, view } = state.get();
      if (phase === 'live') keeper.look(view);
    };
    const stops = [state.subscribe(look), onPermission(keeper.lookAgain)];
    const again = (): void => keeper.lookAgain();
    for (const name of ['focus', 'blur'] as const) window.addEventListener(name, again);
    document.addEventListener('visibilitychange', again);
    look();
    return () => {
      for (const stop of stops) stop();
      for (const name of ['focus', 'blur'] as const) window.removeEventListener(name, again);
      document.removeEventListener('visibilitychange', again);
      keeper.stop();
    };
  }, [client, state, project, notifies]);
};
