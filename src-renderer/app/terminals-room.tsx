import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Empty } from '../design/plain-states.tsx';
import type { Shell } from './use-shell.ts';

/** The open terminals, or how to open one. */
export const TerminalsRoom = ({ shell }: { readonly shell: Shell }): JSX.Element => {
  const view = useView((view) => view);
  const openIds = shell.state.openIds.filter((id) => id in view.instances);
  if (openIds.length === 0) {
    return (
      <Empty title="No terminal is open">
        Double-click an instance in the hierarchy, or select it and press o. What you type goes to the agent.
      </Empty>
    );
  }
  return <div>{openIds.join(' ')}</div>;
};
