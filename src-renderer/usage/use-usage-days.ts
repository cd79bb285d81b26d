import type { TuttiError } from '@contract/result.ts';
import type { UsageDays } from '@contract/usage-days.ts';
import { useEffect, useState } from 'react';
import { useClient, useProject } from '../connection/use-project.ts';
import { useNow } from '../design/use-now.ts';

/** While agents work each answer brings new tokens: asked again at most so often. */
const againMs = 5000;

/** The last days, kept up to date while shown. Null until the first answer has come. */
export const useUsageDays = (
  days: number,
): { readonly usage: UsageDays | null; readonly error: TuttiError | null; again(): void } => {
  const client = useClient();
  const [usage, setUsage] = useState<UsageDays | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const [tries, setTries] = useState(0);
  const newest = useProject(
    ({ recent }) => recent.findLast(({ kind }) => kind === 'instance.used')?.seq ?? 0,
  );
  const now = useNow(againMs);
  const [asked, setAsked] = useState({ newest, day: new Date(now).getDate() });
  const day = new Date(now).getDate();
  // `now` moves on by steps: what is newest at a step is asked for then, and not before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the steps are the clock of this
  useEffect(() => {
    if (asked.newest !== newest || asked.day !== day) setAsked({ newest, day });
  }, [now]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest is why it is asked anew
  useEffect(() => {
    let gone = false;
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    void client.call('usage.days', { days, zone }).then((result) => {
      if (gone) return;
      setError(result.ok ? null : result.error);
      if (result.ok) setUsage(result.value);
    });
    return () => {
      gone = true;
    };
  }, [client, days, asked, tries]);
  return { usage, error, again: () => setTries(tries + 1) };
};
