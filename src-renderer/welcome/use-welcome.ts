import type { HostInfo, MachineItem, RecentProject } from '@contract/machine.ts';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { Result, TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { useHost } from '../connection/host-info.ts';
import { useClient } from '../connection/use-project.ts';

/** Loads once; null while it is on its way or could not be had. */
const useLoaded = <T>(
  load: (client: TuttiClient) => Promise<Result<T>>,
  onError: (error: TuttiError) => void,
) => {
  const client = useClient();
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let gone = false;
    void load(client).then((result) => {
      if (gone) return;
      if (result.ok) setValue(result.value);
      else onError(result.error);
    });
    return () => {
      gone = true;
    };
  }, [client, load, onError]);
  return [value, setValue] as const;
};

const loadRecent = (client: TuttiClient): Promise<Result<RecentProject[]>> =>
  client.call('projects.recent', {});
const loadMachine = (client: TuttiClient): Promise<Result<MachineItem[]>> => client.call('machine.check', {});

/** Takes seconds, and nothing waits for it; a host that can't ask says nothing of logins. */
const loadLogins = (client: TuttiClient): Promise<Result<ProfileLogin[]>> =>
  client.call('machine.logins', {});
const unheard = (): void => undefined;

/** What the welcome view shows and does. Only one opening is underway at a time. */
export const useWelcome = () => {
  const client = useClient();
  const { setInfo } = useHost();
  const [error, setError] = useState<TuttiError | null>(null);
  const [opening, setOpening] = useState(false);
  const [recent, setRecent] = useLoaded(loadRecent, setError);
  const [machine] = useLoaded(loadMachine, setError);
  const [logins] = useLoaded(loadLogins, unheard);

  const enter = useCallback(
    async (answer: Promise<Result<HostInfo>>): Promise<void> => {
      setOpening(true);
      setError(null);
      const result = await answer;
      setOpening(false);
      if (result.ok) setInfo(result.value);
      else setError(result.error);
    },
    [setInfo],
  );
  const open = useCallback((root: string) => enter(client.call('projects.open', { root })), [client, enter]);
  const rehearse = useCallback(
    (conflict: 'owner' | 'person') => enter(client.call('rehearsal.start', { conflict })),
    [client, enter],
  );
  const choose = useCallback(async () => {
    const chosen = await client.call('projects.choose', {});
    if (!chosen.ok) setError(chosen.error);
    else if (chosen.value !== null) await open(chosen.value.root);
  }, [client, open]);
  const forget = useCallback(
    async (root: string) => {
      const left = await client.call('projects.forget', { root });
      if (left.ok) setRecent(left.value);
      else setError(left.error);
    },
    [client, setRecent],
  );
  return { recent, machine, logins, error, opening, open, rehearse, choose, forget };
};
