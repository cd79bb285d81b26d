import type { JSX } from 'react';
import { useHost } from '../connection/host-info.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { ExportDialog } from '../export-dialog/index.ts';
import { useReplay } from '../replay-timeline/index.ts';

/** Exports the run that is shown: the one that is replayed, or the present one. */
export const ExportOfRun = ({ onClose }: { onClose(): void }): JSX.Element | null => {
  const live = useClient();
  const replay = useReplay();
  const { info } = useHost();
  const present = useView((view) => view.run?.run ?? null);
  const run = replay?.recording.run ?? present;
  if (run === null) return null;
  return (
    <ExportDialog
      run={run}
      client={replay?.host ?? live}
      desktop={info.kind === 'desktop'}
      onClose={onClose}
    />
  );
};
