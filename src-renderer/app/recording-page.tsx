import type { JSX } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { PageFrame } from './page-frame.tsx';
import { RecordingAlone } from './recording-alone.tsx';

type RecordingPageProps = {
  /** Asked for nothing but what reads `recordings.*` of the run. */
  readonly client: TuttiClient;
  readonly run: number;
};

/** A recording without a project or a host behind it, as a whole page. */
export const RecordingPage = ({ client, run }: RecordingPageProps): JSX.Element => (
  <PageFrame client={client}>
    <RecordingAlone client={client} run={run} />
  </PageFrame>
);
