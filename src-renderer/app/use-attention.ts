import { attentionCount, attentionEntries, windowTitle } from '@contract/attention-entries.ts';
import { useCallback, useContext, useEffect } from 'react';
import { useHost } from '../connection/host-info.ts';
import { ProjectContext, useClient, useView } from '../connection/use-project.ts';
import { useBrowserNotices } from '../notices/index.ts';
import type { Shell } from './use-shell.ts';

/** The page's title says how many things need the person. */
const useTitle = (): void => {
  const name = useHost().info.project?.name ?? 'Tutti';
  const count = useView((view) => attentionCount(attentionEntries(view)));
  useEffect(() => {
    document.title = windowTitle(name, count);
  }, [name, count]);
};

/** What needs the person is told in the title and by notifications, and a click on one leads to it here. */
export const useAttention = ({ showAttention }: Pick<Shell, 'showAttention'>): void => {
  const client = useClient();
  const state = useContext(ProjectContext);
  const show = useCallback(
    (key: string | null): void => {
      const entries = state === null ? [] : attentionEntries(state.get().view);
      showAttention(entries.find((entry) => entry.key === key) ?? null);
    },
    [state, showAttention],
  );
  useTitle();
  useBrowserNotices(show);
  useEffect(() => {
    const following = client.follow('host.follow', {}, { onItem: ({ key }) => show(key), onEnd: () => {} });
    return following.cancel;
  }, [client, show]);
};
