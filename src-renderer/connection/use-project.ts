import type { View } from '@contract/view.ts';
import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import type { ConnectionStatus, TuttiClient } from './client.ts';
import type { ProjectSnapshot, ProjectState } from './project-state.ts';

export const ProjectContext = createContext<ProjectState | null>(null);
export const ClientContext = createContext<TuttiClient | null>(null);

export const useClient = (): TuttiClient => {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('useClient stands outside of a ClientContext');
  return client;
};

export const useConnectionStatus = (client: TuttiClient): ConnectionStatus => {
  const subscribe = useCallback((listener: () => void) => client.onStatus(listener), [client]);
  return useSyncExternalStore(subscribe, () => client.status);
};

/**
 * A part of the project's snapshot; renders again only when that part changes. A selector that builds a new object
 * needs `isSame`, or it would render at every event.
 */
export const useProject = <T>(
  select: (snapshot: ProjectSnapshot) => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): T => {
  const project = useContext(ProjectContext);
  if (project === null) throw new Error('useProject stands outside of a ProjectContext');
  const last = useRef<{ readonly value: T } | null>(null);
  const read = (): T => {
    const value = select(project.get());
    if (last.current !== null && isSame(last.current.value, value)) return last.current.value;
    last.current = { value };
    return value;
  };
  return useSyncExternalStore(project.subscribe, read);
};

/** `useProject` of the view. */
export const useView = <T>(select: (view: View) => T, isSame?: (a: T, b: T) => boolean): T =>
  useProject((snapshot) => select(snapshot.view), isSame);
