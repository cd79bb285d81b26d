import type { ProfileEntry } from '@contract/profiles.ts';
import { endedUnseen } from '@contract/states.ts';
import { type JSX, type ReactNode, useEffect, useState } from 'react';
import { useHost } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useClient, useConnectionStatus, useView } from '../connection/use-project.ts';
import { limitOf, whenSpent } from '../design/budget-words.ts';
import { Button } from '../design/button.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { useReplay } from '../replay-timeline/index.ts';
import './banners.css';

type BannerProps = {
  readonly tone: 'red' | 'amber' | 'plain';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
};

const Banner = ({ tone, children, actions }: BannerProps): JSX.Element => (
  <div className={`ba ba-${tone}`} role={tone === 'red' ? 'alert' : 'status'}>
    <div className="ba-words">{children}</div>
    {actions !== undefined && <div className="ba-actions">{actions}</div>}
  </div>
);

const ConnectionLost = (): JSX.Element | null => {
  const status = useConnectionStatus(useClient());
  const now = useNow();
  if (status.kind !== 'lost') return null;
  return (
    <Banner tone="red">
      Connection to the host lost {durationWords(now - status.since)} ago ({status.reason}). Trying again;
      what you see is from before.
    </Banner>
  );
};

const TerminalsLost = (): JSX.Element | null => {
  const run = useCommand();
  const { info } = useHost();
  const lost = useView((view) => view.terminals === 'lost');
  if (!lost) return null;
  const restart = (
    <Button onClick={() => void run('instances.restartCrashed', {})}>Restart all crashed</Button>
  );
  return (
    <Banner tone="red" actions={info.readOnly ? undefined : restart}>
      The terminal server is gone, and every program in it. Worktrees and messages are safe.
    </Banner>
  );
};

/** After a restart of the machine, or of the terminal server: offers what was running. */
const ResumeOffer = ({ onChoose }: { onChoose(): void }): JSX.Element | null => {
  const run = useCommand();
  const { info } = useHost();
  const count = useView((view) => Object.values(view.instances).filter(endedUnseen).length);
  const lost = useView((view) => view.terminals === 'lost');
  const over = useView((view) => view.run === null || view.run.endedAt !== null);
  const [later, setLater] = useState(0);
  // What was put off comes back when more have ended.
  if (count === 0 || count <= later || lost || over || info.readOnly) return null;
  return (
    <Banner
      tone="amber"
      actions={
        <>
          <Button onClick={() => setLater(count)}>Not now</Button>
          <Button onClick={onChoose}>Choose…</Button>
          <Button onClick={() => void run('instances.restartCrashed', {})}>Resume all</Button>
        </>
      }
    >
      {count === 1 ? '1 instance' : `${count} instances`} ended while nobody looked. Worktrees and messages
      are safe, and the work can go on.
    </Banner>
  );
};

const useProjectProfiles = (wanted: boolean): readonly ProfileEntry[] => {
  const client = useClient();
  const [own, setOwn] = useState<readonly ProfileEntry[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    void client.call('profiles.list', {}).then((result) => {
      if (!gone && result.ok) setOwn(result.value.filter(({ source }) => source === 'project'));
    });
    return () => {
      gone = true;
    };
  }, [client, wanted]);
  return own;
};

/** Asks before a repository's own profiles may run commands here. */
const TrustRequest = (): JSX.Element | null => {
  const run = useCommand();
  const { info } = useHost();
  const trusted = useView((view) => view.trusted);
  const [later, setLater] = useState(false);
  const wanted = info.project?.needsTrust === true && !trusted && !later && !info.readOnly;
  const own = useProjectProfiles(wanted);
  if (!wanted) return null;
  return (
    <Banner
      tone="amber"
      actions={
        <>
          <Button onClick={() => setLater(true)}>Not now</Button>
          <Button onClick={() => void run('project.trust', { trusted: true })}>Trust</Button>
        </>
      }
    >
      This repository brings agent profiles of its own, which run commands on your machine:
      <ul className="ba-list ds-figures">
        {own.map(({ name, command, file }) => (
          <li key={name}>
            {name}: {command ?? `see ${file ?? 'its file'}`}
          </li>
        ))}
      </ul>
    </Banner>
  );
};

/** The run goes no further until the person decides: of all budgets that are used up, in one line. */
const RunBudgetSpent = ({ onRaise }: { onRaise(): void }): JSX.Element | null => {
  const { info } = useHost();
  const spent = useView((view) =>
    view.reached
      .filter(({ scope, state }) => scope === 'run' && state === 'spent')
      .map(({ kind, limit }) => limitOf(kind, limit))
      .join(' and '),
  );
  if (spent === '') return null;
  const raise = <Button onClick={onRaise}>Raise…</Button>;
  return (
    <Banner tone="red" actions={info.readOnly ? undefined : raise}>
      The run’s budget of {spent} is used up. {whenSpent.run}
    </Banner>
  );
};

const Orphans = (): JSX.Element | null => {
  const run = useCommand();
  const { info } = useHost();
  const orphans = useView((view) => view.orphans);
  if (orphans.length === 0) return null;
  return (
    <Banner tone="amber">
      Still running from an earlier time, and watched by nobody:
      <ul className="ba-list">
        {orphans.map(({ pid, command, instance }) => (
          <li key={pid}>
            <span className="ds-figures">
              {pid} {command}
            </span>
            <span className="ds-quiet">of {instance}</span>
            {!info.readOnly && <Button onClick={() => void run('orphans.end', { pid })}>End</Button>}
          </li>
        ))}
      </ul>
    </Banner>
  );
};

const damageNotices = (places: number): string[] =>
  places === 0
    ? []
    : [
        `${places === 1 ? 'A part' : `${places} parts`} of this recording can’t be read: what is missing there is passed over.`,
      ];

const Notices = (): JSX.Element | null => {
  const { info } = useHost();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const replay = useReplay();
  const { project, recording } = info;
  const notices = [
    ...(project?.terminalsNotice ? [project.terminalsNotice] : []),
    ...(project?.notices ?? []),
    ...(recording?.notices ?? []),
    ...damageNotices(replay?.recording.damage.length ?? 0),
  ];
  return (
    <>
      {notices
        .filter((notice) => !closed.includes(notice))
        .map((notice) => (
          <Banner
            key={notice}
            tone="plain"
            actions={<Button onClick={() => setClosed([...closed, notice])}>Dismiss</Button>}
          >
            {notice}
          </Banner>
        ))}
    </>
  );
};

type BannersProps = {
  onChooseResume(): void;
  /** Absent where what needs the person stands in sight anyway, and tells of budgets. */
  readonly onBudgets?: () => void;
};

/** What the person must know of the whole project, the most pressing first. */
export const Banners = ({ onChooseResume, onBudgets }: BannersProps): JSX.Element => (
  <>
    <ConnectionLost />
    <TerminalsLost />
    <ResumeOffer onChoose={onChooseResume} />
    {onBudgets !== undefined && <RunBudgetSpent onRaise={onBudgets} />}
    <TrustRequest />
    <Orphans />
    <Notices />
  </>
);
