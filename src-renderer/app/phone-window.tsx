import { uncommittedWork } from '@contract/attention-entries.ts';
import { ArrowLeft } from 'lucide-react';
import { type JSX, useMemo, useState } from 'react';
import {
  AllGranted,
  AttentionList,
  attentionRows,
  BreakerList,
  BudgetList,
  budgetItems,
  ConflictList,
  conflictItems,
  MergeTroubleList,
  mergesInTrouble,
  OverlapList,
  overlapItems,
  UncommittedList,
  WishList,
  waitingWishes,
} from '../attention/index.ts';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Empty } from '../design/plain-states.tsx';
import { useNow } from '../design/use-now.ts';
import { describeEvent } from '../event-list/index.ts';
import { Inspector } from '../inspector/index.ts';
import { KnowledgeRoom } from '../knowledge/index.ts';
import { LocksRoom } from '../locks/index.ts';
import { MergesRoom } from '../merges/index.ts';
import { RunTimeline, useReplay } from '../replay-timeline/index.ts';
import { ReviewRoom } from '../review/index.ts';
import { TasksBoard } from '../tasks/index.ts';
import { Banners } from './banners.tsx';
import { useExtraMarks } from './extra-marks.tsx';
import { InstanceList } from './instance-list.tsx';
import { UnlessRecorded } from './not-recorded.tsx';
import { OneTerminal } from './one-terminal.tsx';
import { TranscriptRoom } from './transcript-room.tsx';
import type { Shell } from './use-shell.ts';
import './phone-window.css';

const rulesWords = (count: number): string => (count === 0 ? 'Rules…' : `Rules (${count})…`);

const roomTitles = {
  tasks: 'Tasks',
  locks: 'Locks',
  merges: 'Merges',
  knowledge: 'Knowledge',
  review: 'Review',
} as const;
type Room = keyof typeof roomTitles;

type OverviewProps = { readonly shell: Shell; onOpen(id: string): void; onRoom(room: Room): void };

const Overview = ({ shell, onOpen, onRoom }: OverviewProps): JSX.Element => {
  const view = useView((view) => view);
  const readOnly = useReadOnly();
  const replayed = useReplay() !== null;
  const now = useNow(60_000);
  const rows = useMemo(() => attentionRows(view, now), [view, now]);
  const budgets = useMemo(() => budgetItems(view), [view]);
  const wishes = useMemo(() => waitingWishes(view), [view]);
  const conflicts = useMemo(() => conflictItems(view), [view]);
  const overlaps = useMemo(() => overlapItems(view), [view]);
  const merges = useMemo(() => mergesInTrouble(view), [view]);
  const uncommitted = useMemo(() => uncommittedWork(view), [view]);
  const counts = [rows, budgets, wishes, view.breakers, conflicts, overlaps, merges, uncommitted].map(
    ({ length }) => length,
  );
  const empty = Object.keys(view.instances).length === 0;
  return (
    <main className="ph-overview">
      {(counts.some((count) => count > 0) || view.approvesAll) && (
        <section aria-label="Needs you">
          <h2 className="ds-section-title ph-title">Needs you</h2>
          <BudgetList items={budgets} onRaise={() => shell.showDialog('budgets')} />
          <BreakerList breakers={view.breakers} />
          <WishList wishes={wishes} onOpen={onOpen} />
          <ConflictList items={conflicts} onOpen={onOpen} />
          <MergeTroubleList merges={merges} onShow={() => onRoom('merges')} onResolve={shell.resolve} />
          <OverlapList items={overlaps} onOpen={onOpen} onShow={() => onRoom('merges')} />
          <UncommittedList items={uncommitted} onOpen={onOpen} />
          {rows.length > 0 && <AttentionList rows={rows} onOpen={onOpen} />}
          <AllGranted />
        </section>
      )}
      <section aria-label="Hierarchy">
        <h2 className="ds-section-title ph-title">Hierarchy</h2>
        {empty ? (
          <Empty
            title="Nobody works here yet"
            action={!readOnly && <Button onClick={() => shell.showDialog('spawn')}>New instance…</Button>}
          />
        ) : (
          <InstanceList selectedId={shell.state.selectedId} onOpen={onOpen} />
        )}
      </section>
      <section className="ph-more" aria-label="Work">
        <Button onClick={() => onRoom('tasks')}>Tasks ({view.tasks.length})</Button>
        <Button onClick={() => onRoom('locks')}>Locks ({view.locks.length})</Button>
        <Button onClick={() => onRoom('merges')}>Merges ({view.merges.length})</Button>
        <Button onClick={() => onRoom('review')}>Review…</Button>
        <Button onClick={() => onRoom('knowledge')}>Knowledge…</Button>
        {!replayed && <Button onClick={() => shell.showDialog('kept')}>Kept work…</Button>}
        {!readOnly && <Button onClick={() => shell.showDialog('clean-up')}>Clean up…</Button>}
      </section>
      <section className="ph-more" aria-label="What you have decided">
        <Button onClick={() => shell.showDialog('rules')}>{rulesWords(view.rules.length)}</Button>
        <Button onClick={() => shell.showDialog('budgets')}>Budgets…</Button>
        <Button onClick={() => shell.showDialog('usage')}>Usage…</Button>
      </section>
    </main>
  );
};

type OneInstanceProps = {
  readonly shell: Shell;
  readonly id: string;
  onBack(): void;
  onOpen(id: string): void;
  onReview(): void;
};

const OneInstance = ({ shell, id, onBack, onOpen, onReview }: OneInstanceProps): JSX.Element => {
  const [part, setPart] = useState<'terminal' | 'details' | 'transcript'>('terminal');
  return (
    <main className="ph-one">
      <div className="ph-one-head">
        <IconButton label="Back to everyone" onClick={onBack}>
          <ArrowLeft size={16} />
        </IconButton>
        <span className="ds-figures">{id}</span>
        <Button look="plain" onClick={onReview}>
          Review
        </Button>
        <Button look="plain" onClick={() => setPart(part === 'terminal' ? 'details' : 'terminal')}>
          {part === 'terminal' ? 'Details' : 'Terminal'}
        </Button>
      </div>
      {part === 'terminal' && <OneTerminal id={id} onBack={onBack} />}
      {part === 'transcript' && (
        <UnlessRecorded what="transcript">
          <TranscriptRoom shell={shell} withoutEvents onOpenTerminal={() => setPart('terminal')} />
        </UnlessRecorded>
      )}
      {part === 'details' && (
        <Inspector
          id={id}
          sendShortcut=""
          onSelect={onOpen}
          onOpenTerminal={() => setPart('terminal')}
          onTranscript={(whose, place) => {
            shell.showTranscript(whose, place);
            setPart('transcript');
          }}
          onTerminate={shell.askTerminate}
          onShutDown={shell.askShutDown}
          onMerge={shell.askMerge}
        />
      )}
    </main>
  );
};

type OneRoomProps = {
  readonly shell: Shell;
  readonly room: Room;
  onBack(): void;
  onOpen(id: string): void;
  onTask(id: string): void;
};

const OneRoom = ({ shell, room, onBack, onOpen, onTask }: OneRoomProps): JSX.Element => (
  <main className="ph-one">
    <div className="ph-one-head">
      <IconButton label="Back to everyone" onClick={onBack}>
        <ArrowLeft size={16} />
      </IconButton>
      <h2>{roomTitles[room]}</h2>
    </div>
    <div className="ph-room">
      {room === 'tasks' && (
        <TasksBoard
          narrow
          selectedId={null}
          openId={shell.state.task}
          view={shell.state.board}
          onSelect={onOpen}
          onOpen={shell.showTask}
          onView={shell.setBoard}
        />
      )}
      {room === 'locks' && <LocksRoom selectedId={null} onSelect={onOpen} />}
      {room === 'merges' && (
        <MergesRoom selectedId={null} onSelect={onOpen} onResolve={shell.resolve} onMerge={shell.askMerge} />
      )}
      {room === 'review' && (
        <UnlessRecorded what="review">
          <ReviewRoom selectedId={shell.state.selectedId} onPublish={(id) => shell.ask(id, 'publish')} />
        </UnlessRecorded>
      )}
      {room === 'knowledge' && <KnowledgeRoom onSelect={onOpen} onTask={onTask} />}
    </div>
  </main>
);

/** The project on a phone: attention first, then the tree as a list, then one terminal. */
export const PhoneWindow = ({ shell }: { readonly shell: Shell }): JSX.Element => {
  const [shown, setShown] = useState<string | null>(null);
  const [room, setRoom] = useState<Room | null>(null);
  const replayed = useReplay() !== null;
  const marks = useExtraMarks();
  const show = (id: string): void => {
    shell.select(id);
    setShown(id);
  };
  return (
    <>
      <Banners onChooseResume={() => shell.showDialog('resume')} />
      {shown !== null ? (
        <OneInstance
          shell={shell}
          id={shown}
          onBack={() => setShown(null)}
          onOpen={show}
          onReview={() => {
            setShown(null);
            setRoom('review');
          }}
        />
      ) : room !== null ? (
        <OneRoom
          shell={shell}
          room={room}
          onBack={() => setRoom(null)}
          onOpen={show}
          onTask={(id) => {
            shell.showTask(id);
            setRoom('tasks');
          }}
        />
      ) : (
        <Overview shell={shell} onOpen={show} onRoom={setRoom} />
      )}
      {replayed && (
        <section className="ph-timeline" aria-label="Timeline">
          <RunTimeline
            selectedId={shown}
            marks={marks}
            describe={describeEvent}
            onSelect={show}
            onEvent={() => undefined}
          />
        </section>
      )}
    </>
  );
};
