import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { TerminalPanes } from '../terminal-panes/index.tsx';
import type { Shell } from './use-shell.ts';

/** The open terminals. */
export const TerminalsRoom = ({ shell }: { readonly shell: Shell }): JSX.Element => {
  const client = useClient();
  const readOnly = useReadOnly();
  const view = useView((view) => view);
  const { openIds, activeId, layout } = shell.state;
  return (
    <TerminalPanes
      client={client}
      view={view}
      openIds={openIds}
      activeId={activeId}
      layout={layout}
      readOnly={readOnly}
      onActivate={shell.activate}
      onClose={shell.close}
      onOpen={shell.open}
      onLayout={shell.setLayout}
      onTranscript={shell.showTranscript}
    />
  );
};
