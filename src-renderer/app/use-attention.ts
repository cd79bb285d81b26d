import { attentionCount, attentionEntries, windowTitle } from '@contract/attention-entries.ts';
import { recordingTitle } from '@contract/recordings.ts';
import { useCallback, useContext, useEffect } from 'react';
import { useHost } from '../connection/host-info.ts';
import { ProjectContext, useClient, useView } from '../connection/use-project.ts';
import { useBrowserNotices } from '../notices/index.ts';
import { useReplay } from '../replay-timeline/index.ts';
import type { Shell } from './use-shell.ts';

/** The page's title says how many things need the person. */
const useTitle = (): void => {
  const replay = useReplay();
  const name = useHost().info.project?.name ?? replay?.recording.project ?? 'Tutti';
  const count = useView((view) => attentionCount(attentionEntries(view)));
  const { run, title } = replay?.recording ?? { run: 0, title: '' };
  useEffect(() => {
    document.title = run === 0 ? windowTitle(name, count) : recordingTitle({ project: name, run, title });
  }, [name, count, run, title]);
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
    const following = client.follow(
      'host.follow',
      { kind: 'attention' },
      { onItem: (wish) => wish.kind === 'attention' && show(wish.key), onEnd: () => {} },
    );
    return following.cancel;
  }, [client, show]);
};
