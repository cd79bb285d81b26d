import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Compose } from '../inspector/index.ts';
import type { Shell } from './use-shell.ts';

/** One terminal and a line to answer. */
export const OneTerminal = ({ id }: { readonly shell: Shell; readonly id: string }): JSX.Element => {
  const readOnly = useReadOnly();
  return (
    <>
      <div className="ph-terminal">{id}</div>
      {!readOnly && <Compose key={id} id={id} shortcut="" />}
    </>
  );
};
