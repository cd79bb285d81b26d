import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { ModeMark } from '../design/mode-mark.tsx';
import { Empty } from '../design/plain-states.tsx';
import { ScrollArea } from '../design/scroll-area.tsx';
import { StateMark } from '../design/state-marks.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { HeldBlockers } from './blocked.tsx';
import { BranchPart } from './branch-part.tsx';
import { BudgetBadges } from './budget-part.tsx';
import { Compose, Conversation } from './conversation.tsx';
import { Doing, HeldUp } from './doing.tsx';
import { Facts, Progress } from './facts.tsx';
import { FilesPart } from './files-part.tsx';
import { LastSign } from './last-sign.tsx';
import { LocksPart } from './locks-part.tsx';
import { Needs } from './needs.tsx';
import { SetUpPart } from './set-up-part.tsx';
import { UsagePart } from './usage-part.tsx';
import './inspector.css';

type InspectorProps = {
  readonly id: string | null;
  /** As shown on the compose box: `Ctrl Enter`. */
  readonly sendShortcut: string;
  /** Shows another instance here. */
  onSelect(id: string): void;
  onOpenTerminal(id: string): void;
  /** Shows its conversation, at a call or at its end. */
  onTranscript(id: string, at?: { readonly around: string; readonly near: number }): void;
  onTerminate(id: string): void;
  /** Shows it among all messages; absent where there is no such view. */
  readonly onMessage?: ((id: string) => void) | undefined;
  /** Ends it and all below it in order. */
  onShutDown(id: string): void;
  /** Asks for its work, or that of all below it, to be merged. */
  onMerge(id: string, what: 'merge' | 'integrate'): void;
};

type HeadProps = { readonly instance: Instance } & Pick<InspectorProps, 'onTranscript'>;

const Head = ({ instance, onTranscript }: HeadProps): JSX.Element => {
  const now = useNow();
  return (
    <>
      <div className="in-head">
        <h2>{instance.id}</h2>
        <span className="ds-quiet">{instance.role}</span>
        <ModeMark instance={instance} />
      </div>
      <div className="in-state">
        <StateMark state={instance.state} show="word" />
        <span className="ds-figures">{durationWords(now - instance.since)}</span>
        <span className="ds-quiet">seen by {instance.witness}</span>
      </div>
      <p className="in-why">{instance.reason}</p>
      <LastSign instance={instance} />
      <Doing instance={instance} now={now} onTranscript={(call) => onTranscript(instance.id, call)} />
      {instance.limit !== null && <HeldUp limit={instance.limit} />}
      <BudgetBadges id={instance.id} />
    </>
  );
};

type RestartProps = { readonly instance: Instance };

/** Restarts at once what doesn't run; asks before it stops something that works. */
const Restart = ({ instance: { id, state } }: RestartProps): JSX.Element => {
  const run = useCommand();
  const [asking, setAsking] = useState(false);
  const restart = (): void => void run('instances.restart', { id });
  return (
    <>
      <Button onClick={() => (hasEnded(state) || state === 'stalled' ? restart() : setAsking(true))}>
        {state === 'stalled' ? 'Retry' : 'Restart'}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Restart ${id}?`}
        description={`It is ${state}: its process ends and a new one starts in the same worktree.`}
        action="Restart"
        look="main"
        onConfirm={restart}
      />
    </>
  );
};

type ActionsProps = { readonly instance: Instance } & Pick<
  InspectorProps,
  'onOpenTerminal' | 'onTranscript' | 'onTerminate' | 'onShutDown' | 'onMerge'
>;

const Actions = ({
  instance,
  onOpenTerminal,
  onTranscript,
  onTerminate,
  onShutDown,
  onMerge,
}: ActionsProps): JSX.Element => {
  const run = useCommand();
  const readOnly = useReadOnly();
  const { id, state, branch, role } = instance;
  return (
    <div className="in-actions">
      <Button onClick={() => onOpenTerminal(id)}>Open terminal</Button>
      <Button onClick={() => onTranscript(id)}>Transcript</Button>
      {!readOnly && state === 'stalled' && (
        <Button onClick={() => void run('instances.remind', { id })}>Remind</Button>
      )}
      {!readOnly && <Restart instance={instance} />}
      {!readOnly && branch !== null && <Button onClick={() => onMerge(id, 'merge')}>Merge…</Button>}
      {!readOnly && branch !== null && role !== 'specialist' && (
        <Button onClick={() => onMerge(id, 'integrate')}>Merge everything below…</Button>
      )}
      {!readOnly && !hasEnded(state) && <Button onClick={() => onTerminate(id)}>Terminate…</Button>}
      {!readOnly && !hasEnded(state) && <Button onClick={() => onShutDown(id)}>Shut down in order…</Button>}
    </div>
  );
};

/** Everything about the selected instance, and what can be done with it. */
export const Inspector = ({ id, sendShortcut, ...actions }: InspectorProps): JSX.Element => {
  const instance = useView((view) => (id === null ? undefined : view.instances[id]));
  const readOnly = useReadOnly();
  if (instance === undefined) {
    return (
      <Empty title="No instance selected">
        Pick one in the hierarchy to see its state, task and messages.
      </Empty>
    );
  }
  return (
    <div className="in">
      <div style={{ flex: 1, minHeight: 0 }}>
        <ScrollArea label={`About ${instance.id}`}>
          <div className="in-body">
            <section className="in-section" aria-label="State">
              <Head instance={instance} onTranscript={actions.onTranscript} />
              <Actions instance={instance} {...actions} />
            </section>
            <Needs instance={instance} />
            <HeldBlockers id={instance.id} />
            <section className="in-section" aria-label="Facts">
              <Facts instance={instance} />
            </section>
            <BranchPart instance={instance} onOpen={actions.onSelect} />
            <SetUpPart key={`set-up ${instance.id}`} instance={instance} />
            <UsagePart instance={instance} />
            <Progress instance={instance} />
            <LocksPart instance={instance} />
            <FilesPart key={instance.id} instance={instance} />
            <Conversation id={instance.id} onMessage={actions.onMessage} />
          </div>
        </ScrollArea>
      </div>
      {!readOnly && instance.state !== 'terminated' && (
        <Compose key={instance.id} id={instance.id} shortcut={sendShortcut} />
      )}
    </div>
  );
};
