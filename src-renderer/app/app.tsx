import { windowTitle } from '@contract/attention-entries.ts';
import type { HostInfo } from '@contract/machine.ts';
import type { TuttiError } from '@contract/result.ts';
import { type JSX, useEffect, useMemo, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { HostContext } from '../connection/host-info.ts';
import { Button } from '../design/button.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Welcome } from '../welcome/index.ts';
import { PageFrame } from './page-frame.tsx';
import { ProjectLoader } from './project-loader.tsx';
import { RecordingAlone } from './recording-alone.tsx';
import './project-window.css';

/** After this long without an answer the window says what it waits for; a host starts in well under a second. */
const patience = 3000;

const Connecting = (): JSX.Element => {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="pw">
      {long ? (
        <Empty title="Waiting for the host">
          The window tries again by itself. If this stays, start Tutti or `tutti serve` again.
        </Empty>
      ) : (
        <Skeleton label="Connecting" />
      )}
    </main>
  );
};

/** What the host is, asked at the start and again after each mended line: it may have been another one since. */
const useHostInfo = (client: TuttiClient) => {
  const [info, setInfo] = useState<HostInfo | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  const [round, setRound] = useState(0);
  useEffect(
    () =>
      client.onStatus((status) => {
        if (status.kind === 'open') setRound((before) => before + 1);
      }),
    [client],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is what asks again
  useEffect(() => {
    let gone = false;
    void client.call('host.info', {}).then((result) => {
      if (gone) return;
      if (result.ok) {
        setInfo(result.value);
        setError(null);
      } else if (result.error.code !== 'no_host') setError(result.error);
    });
    return () => {
      gone = true;
    };
  }, [client, round]);
  return { info, error, setInfo, ask: () => setRound((before) => before + 1) };
};

const Pages = ({ client }: { readonly client: TuttiClient }): JSX.Element => {
  const { info, error, setInfo, ask } = useHostInfo(client);
  const host = useMemo(() => (info === null ? null : { info, setInfo }), [info, setInfo]);
  const title = info?.project?.name;
  useEffect(() => {
    // With how much needs one, once the project is there.
    document.title = title === undefined ? 'Tutti' : windowTitle(title, 0);
  }, [title]);
  if (error !== null) {
    return (
      <main className="pw-failed">
        <ErrorState error={error} action={<Button onClick={ask}>Try again</Button>} />
      </main>
    );
  }
  if (host === null) return <Connecting />;
  const { recording } = host.info;
  if (recording !== null) {
    return (
      <HostContext value={host}>
        <RecordingAlone client={client} run={recording.run} />
      </HostContext>
    );
  }
  const root = host.info.project?.root;
  return (
    <HostContext value={host}>
      {root === undefined ? <Welcome /> : <ProjectLoader key={root} root={root} />}
    </HostContext>
  );
};

export const App = ({ client }: { readonly client: TuttiClient }): JSX.Element => (
  <PageFrame client={client}>
    <Pages client={client} />
  </PageFrame>
);
