import type { JSX } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { ReplayLoader } from './replay-loader.tsx';
import { useReplayWish } from './use-replay-wish.ts';

type RecordingAloneProps = {
  /** Asked for nothing but what reads `recordings.*` of the run. */
  readonly client: TuttiClient;
  readonly run: number;
};

/** A recording without a project behind it. */
export const RecordingAlone = ({ client, run }: RecordingAloneProps): JSX.Element => {
  const wanted = useReplayWish(client);
  return <ReplayLoader run={run} host={client} wanted={wanted} onReplay={() => undefined} onLeave={null} />;
};
