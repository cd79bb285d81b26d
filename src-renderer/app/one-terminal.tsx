import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { Compose } from '../inspector/index.ts';
import { TerminalPanes } from '../terminal-panes/index.tsx';

type OneTerminalProps = { readonly id: string; onBack(): void };

const ignore = (): void => {};

/** One terminal and a line to answer. */
export const OneTerminal = ({ id, onBack }: OneTerminalProps): JSX.Element => {
  const client = useClient();
  const readOnly = useReadOnly();
  const view = useView((view) => view);
  const ended = view.instances[id]?.state === 'terminated';
  return (
    <>
      <div className="ph-terminal">
        <TerminalPanes
          client={client}
          view={view}
          openIds={[id]}
          activeId={id}
          layout="one"
          readOnly={readOnly}
          onActivate={ignore}
          onClose={onBack}
          onOpen={ignore}
          onLayout={ignore}
        />
      </div>
      {!readOnly && !ended && <Compose key={id} id={id} shortcut="" />}
    </>
  );
};
