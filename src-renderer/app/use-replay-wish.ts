import type { RecordingMoment } from '@contract/recording-links.ts';
import { useEffect, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';

/** A moment of a run that is to be shown. Another round: again, though it is the same. */
export type WantedMoment = {
  readonly run: number;
  readonly moment: RecordingMoment;
  readonly round: number;
};

/** What the host last wanted to be replayed here: a link was opened, or the command line asked. */
export const useReplayWish = (client: TuttiClient): WantedMoment | null => {
  const [wanted, setWanted] = useState<WantedMoment | null>(null);
  useEffect(() => {
    const following = client.follow(
      'host.follow',
      { kind: 'replay' },
      {
        onItem: (wish) => {
          if (wish.kind !== 'replay') return;
          const { run, moment } = wish;
          setWanted((before) => ({ run, moment, round: (before?.round ?? 0) + 1 }));
        },
        // Of a host that has none: nothing is wanted.
        onEnd: () => {},
      },
    );
    return following.cancel;
  }, [client]);
  return wanted;
};
