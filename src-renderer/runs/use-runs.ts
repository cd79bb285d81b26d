import type { TuttiEvent } from '@contract/events.ts';
import type { TuttiError } from '@contract/result.ts';
import { useMemo } from 'react';
import { useFresh } from '../connection/use-fresh.ts';
import { type RunRow, rowsOf } from './run-rows.ts';

const concernsRuns = ({ kind }: TuttiEvent): boolean => kind.startsWith('run.');
const concernsRecordings = ({ kind }: TuttiEvent): boolean =>
  kind.startsWith('run.') || kind.startsWith('recording.');

/** The runs with their recordings, the newest first; null until they are there. */
export const useRuns = (): { readonly rows: readonly RunRow[] | null; readonly error: TuttiError | null } => {
  const runs = useFresh('runs.overview', {}, concernsRuns);
  const recordings = useFresh('recordings.list', {}, concernsRecordings);
  const removed = useFresh('recordings.removed', {}, concernsRecordings);
  const rows = useMemo(
    () =>
      runs.value === null || recordings.value === null || removed.value === null
        ? null
        : rowsOf(runs.value, recordings.value, removed.value),
    [runs.value, recordings.value, removed.value],
  );
  return { rows, error: runs.error ?? recordings.error ?? removed.error };
};
