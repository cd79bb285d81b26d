import { useEffect, useRef } from 'react';
import { useView } from '../connection/use-project.ts';
import { useTerminalPreferences } from '../design/terminal-preferences.ts';
import { panesToOpen } from './panes-to-open.ts';
import type { Shell } from './use-shell.ts';

/** Opens the terminals of instances as they are spawned, where the person has not said otherwise. */
export const usePanesThatOpen = (shell: Shell): void => {
  const run = useView((view) => view.run?.run ?? 0);
  const instances = useView((view) => view.instances);
  const { openNew } = useTerminalPreferences();
  const known = useRef<{ readonly run: number; readonly ids: ReadonlySet<string> } | null>(null);
  const { begin, openBeside } = shell;
  const { openIds, closedIds, run: shownRun } = shell.state;
  useEffect(() => {
    // Before its first event there is no run; then a recording stands at its beginning, and its panes stay what they were.
    if (run === 0) return;
    if (shownRun !== run) {
      begin(run);
      return;
    }
    // Ids begin anew with each run: what was seen in another one says nothing here.
    const seen = known.current === null || known.current.run === run ? known.current?.ids : new Set<string>();
    const ids = openNew ? panesToOpen({ instances, seen: seen ?? null, openIds, closedIds }) : [];
    known.current = { run, ids: new Set(Object.keys(instances)) };
    if (ids.length > 0) openBeside(ids);
  }, [run, shownRun, instances, openNew, openIds, closedIds, begin, openBeside]);
};
