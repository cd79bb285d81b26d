import type { Instance } from '@contract/instances.ts';
import { commitWords, type Measure } from '@contract/measure.ts';
import { hasEnded } from '@contract/states.ts';
import { type JSX, useEffect, useState } from 'react';
import { useClient } from '../connection/use-project.ts';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';

/** It is told in "12 s ago", for one instance that is looked at: so often is enough. */
const lookMs = 5000;

type Told = {
  readonly id: string;
  readonly at: number | null;
  readonly commits: Measure['commits'];
  readonly rest: string;
};

/** What the host alone knows of an instance: it is in its memory, not in the log. Null until it has answered, and in a recording. */
const useTold = ({ id, since }: Instance): Told | null => {
  const client = useClient();
  const now = useNow(lookMs);
  const [told, setTold] = useState<Told | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again as time goes by, and when its state changes
  useEffect(() => {
    let gone = false;
    void client.call('progress.get', { id }).then((result) => {
      if (gone || !result.ok) return;
      const { lastSign, estimate, commits } = result.value.instance.own;
      const rest = estimate.ms === null ? '' : `rest about ${durationWords(estimate.ms)}, ${estimate.basis}`;
      setTold({ id, at: lastSign, commits, rest: estimate.ms === 0 ? '' : rest });
    });
    return () => {
      gone = true;
    };
  }, [client, id, since, now]);
  return told?.id === id ? told : null;
};

/** When it was last seen alive, what it has committed, and what the rest will take. */
export const LastSign = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const told = useTold(instance);
  const now = useNow();
  if (told === null || told.at === null || hasEnded(instance.state)) return null;
  const made = commitWords(told.commits, now);
  const parts = [`last sign of life ${durationWords(Math.max(0, now - told.at))} ago`, made, told.rest];
  return <p className="in-why ds-quiet">{parts.filter((part) => part !== '').join(' · ')}</p>;
};
