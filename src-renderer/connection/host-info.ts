import type { HostInfo } from '@contract/machine.ts';
import { createContext, useContext } from 'react';

export type HostState = {
  readonly info: HostInfo;
  /** After a verb that answers with the host's new state: opening and closing a project. */
  setInfo(info: HostInfo): void;
};

export const HostContext = createContext<HostState | null>(null);

export const useHost = (): HostState => {
  const host = useContext(HostContext);
  if (host === null) throw new Error('useHost stands outside of a HostContext');
  return host;
};

/** Whether this connection may only look. */
export const useReadOnly = (): boolean => useHost().info.readOnly;
