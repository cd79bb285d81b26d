import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../connection/use-project.ts';

export type ProfileList = {
  /** Null while they are read for the first time. */
  readonly entries: readonly ProfileEntry[] | null;
  readonly error: TuttiError | null;
  /** Reads them anew: files change without Tutti. */
  read(): Promise<void>;
};

export const useProfileList = (): ProfileList => {
  const client = useClient();
  const [entries, setEntries] = useState<readonly ProfileEntry[] | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const read = useCallback(async () => {
    const result = await client.call('profiles.list', {});
    setError(result.ok ? null : result.error);
    if (result.ok) setEntries(result.value);
  }, [client]);
  useEffect(() => void read(), [read]);
  return { entries, error, read };
};
