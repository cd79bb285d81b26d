import { type JSX, useMemo } from 'react';
import { useClient } from '../connection/use-project.ts';
import { pause, useReplay } from '../replay-timeline/index.ts';
import {
  CompareDialog,
  type InsightSource,
  ReportDialog,
  RerunDialog,
  type ShowMoment,
  WhyDialog,
} from '../run-report/index.ts';
import type { ProjectActions } from './commands.ts';
import type { Shell } from './use-shell.ts';

type InsightDialogProps = { readonly shell: Shell; readonly actions: ProjectActions; onClose(): void };

/** Where reports are asked for: the project, also from a replay of it; a recording alone answers for itself. */
const useSource = (): InsightSource => {
  const client = useClient();
  const replay = useReplay();
  return useMemo(
    () =>
      replay === null ? { client, alone: false } : { client: replay.host, alone: replay.leave === null },
    [client, replay],
  );
};

/** How a run went. A moment in it is shown in the replay: in the one that stands open, or in one that is opened there. */
export const InsightDialog = ({ shell, actions, onClose }: InsightDialogProps): JSX.Element | null => {
  const source = useSource();
  const replay = useReplay();
  const { insight } = shell.state;
  if (insight === null) return null;
  const { run } = insight;
  const onMoment: ShowMoment = (of, at, instance) => {
    onClose();
    if (replay === null || replay.recording.run !== of)
      return actions.replay(of, { at: Math.round(at), instance });
    replay.clock.press(pause);
    replay.clock.seek(at);
    if (instance !== null) shell.open(instance);
  };
  const shared = { source, run, onMoment, onClose };
  switch (insight.page) {
    case 'report':
      return (
        <ReportDialog
          key={run}
          {...shared}
          onWhy={() => shell.showInsight({ page: 'why', run, subject: {} })}
          onCompare={source.alone ? null : () => shell.showInsight({ page: 'compare', run })}
        />
      );
    case 'why':
      return <WhyDialog {...shared} subject={insight.subject} />;
    case 'compare':
      return <CompareDialog key={run} {...shared} />;
    case 'rerun':
      return (
        <RerunDialog
          {...{ source, run, onClose }}
          at={insight.at}
          onBegun={(id) => {
            onClose();
            if (replay?.leave != null) replay.leave();
            else shell.open(id);
          }}
        />
      );
    default:
      return insight satisfies never;
  }
};
