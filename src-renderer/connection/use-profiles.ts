import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import { useEffect, useState } from 'react';
import { useClient } from './use-project.ts';

/** The profiles, read at each round. */
export const useProfiles = (round: number) => {
  const client = useClient();
  const [profiles, setProfiles] = useState<readonly ProfileEntry[] | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is what reads them anew
  useEffect(() => {
    let gone = false;
    void client.call('profiles.list', {}).then((result) => {
      if (gone) return;
      if (result.ok) setProfiles(result.value);
      else setError(result.error);
    });
    return () => {
      gone = true;
    };
  }, [client, round]);
  return { profiles, error };
};

/**
 * Whether the CLI of a profile is logged in, as it says itself. `asking` until it has answered, which takes seconds: nothing waits for
 * it. Null where nothing is known, or is to be asked.
 */
export const useLogin = (entry: ProfileEntry | undefined): ProfileLogin | 'asking' | null => {
  const client = useClient();
  const [known, setKnown] = useState<Readonly<Record<string, ProfileLogin | null>>>({});
  const name = entry?.tellsLogin === true && entry.found && entry.problem === null ? entry.name : null;
  const isKnown = name !== null && name in known;
  useEffect(() => {
    if (name === null || isKnown) return;
    let gone = false;
    void client.call('profiles.logins', { profile: name }).then((result) => {
      // A host that can't ask says nothing of a login: the CLI itself will.
      const login = result.ok ? (result.value[0] ?? null) : null;
      if (!gone) setKnown((before) => ({ ...before, [name]: login }));
    });
    return () => {
      gone = true;
    };
  }, [client, name, isKnown]);
  if (name === null) return null;
  return known[name] ?? (isKnown ? null : 'asking');
};
