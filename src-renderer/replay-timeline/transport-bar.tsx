import type { Timeline } from '@contract/timelines.ts';
import {
  ChevronFirst,
  ChevronLast,
  FastForward,
  Pause,
  Play,
  Radio,
  Repeat,
  SkipBack,
  SkipForward,
} from 'lucide-react';
import type { JSX } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { Select } from '../design/select.tsx';
import { clockWords, durationWords } from '../design/time-words.ts';
import {
  looping,
  mark,
  pause,
  play,
  type Speed,
  skippingIdle,
  speeds,
  unmarked,
  withSpeed,
} from './player.ts';
import { type Replay, useHead, usePlayer } from './replay-context.ts';
import { stepEvent } from './step-event.ts';
import { nextStop, type StopKind, stopKinds } from './stops.ts';

const stopWords: Readonly<Record<StopKind, string>> = {
  message: 'Message',
  blocker: 'What needed you',
  failure: 'Failure',
  commit: 'Commit',
  merge: 'Merge',
};

type TransportBarProps = {
  readonly replay: Replay;
  /** Of the whole recording; null while it is being read. */
  readonly timeline: Timeline | null;
  readonly selectedId: string | null;
};

const Jumps = ({ replay, timeline, selectedId }: TransportBarProps): JSX.Element => {
  const { clock } = replay;
  const jump = (kind: StopKind, lane: string | null): void => {
    const at = timeline === null ? null : nextStop(timeline, kind, clock.head, 'after', lane);
    if (at !== null) clock.seek(at);
  };
  return (
    <Menu
      trigger={
        <Button look="plain" disabled={timeline === null}>
          Jump to next…
        </Button>
      }
    >
      {stopKinds.map((kind) => (
        <MenuItem key={kind} onSelect={() => jump(kind, null)}>
          {stopWords[kind]}
        </MenuItem>
      ))}
      {selectedId !== null &&
        stopKinds.map((kind) => (
          <MenuItem key={`own ${kind}`} onSelect={() => jump(kind, selectedId)}>
            {`${stopWords[kind]} of ${selectedId}`}
          </MenuItem>
        ))}
    </Menu>
  );
};

const Keys = ({ replay }: Pick<TransportBarProps, 'replay'>): JSX.Element => {
  const { clock } = replay;
  const { since, range } = usePlayer(clock);
  const playing = since !== null;
  return (
    <>
      <IconButton label="To the beginning" shortcut="Home" onClick={() => clock.seek(range.from)}>
        <ChevronFirst size={16} />
      </IconButton>
      <IconButton label="One event back" shortcut="," onClick={() => void stepEvent(replay, 'before')}>
        <SkipBack size={14} />
      </IconButton>
      <IconButton
        label={playing ? 'Pause' : 'Play'}
        shortcut="Space"
        onClick={() => clock.press(playing ? pause : play)}
      >
        {playing ? <Pause size={16} /> : <Play size={16} />}
      </IconButton>
      <IconButton label="One event on" shortcut="." onClick={() => void stepEvent(replay, 'after')}>
        <SkipForward size={14} />
      </IconButton>
      <IconButton label="To the end" shortcut="End" onClick={() => clock.seek(range.to)}>
        <ChevronLast size={16} />
      </IconButton>
    </>
  );
};

const Ways = ({ replay: { clock } }: Pick<TransportBarProps, 'replay'>): JSX.Element => {
  const player = usePlayer(clock);
  const { speed, skipsIdle, loops, in: start, out } = player;
  const marked = start !== null || out !== null;
  return (
    <>
      <Select
        label="Speed"
        value={String(speed)}
        options={speeds.map((each) => ({ value: String(each), label: `${each}×` }))}
        onChange={(value) => {
          const chosen = speeds.find((each) => String(each) === value);
          if (chosen !== undefined) clock.press((now, at) => withSpeed(now, chosen satisfies Speed, at));
        }}
      />
      <IconButton
        label="Leave out what is idle"
        aria-pressed={skipsIdle}
        onClick={() => clock.press((now, at) => skippingIdle(now, !skipsIdle, at))}
      >
        <FastForward size={14} />
      </IconButton>
      <Button look="plain" onClick={() => clock.press((now, at) => mark(now, 'in', at))}>
        In
      </Button>
      <Button look="plain" onClick={() => clock.press((now, at) => mark(now, 'out', at))}>
        Out
      </Button>
      <IconButton
        label="Play again and again"
        aria-pressed={loops}
        onClick={() => clock.press((now, at) => looping(now, !loops, at))}
      >
        <Repeat size={14} />
      </IconButton>
      {marked && (
        <Button look="plain" onClick={() => clock.press(unmarked)}>
          Clear marks
        </Button>
      )}
    </>
  );
};

const Place = ({ replay: { clock, recording } }: Pick<TransportBarProps, 'replay'>): JSX.Element => {
  const head = useHead(clock);
  const { range } = usePlayer(clock);
  const date = new Date(recording.begun).toLocaleDateString();
  return (
    <span className="tr-place ds-figures" title={`Run ${recording.run}, recorded on ${date}`}>
      {clockWords(head)} · {durationWords(head - range.from)} of {durationWords(range.to - range.from)}
    </span>
  );
};

/** What moves a recording on: play and pause, steps, speed, marks, jumps, and the way back to live. */
export const TransportBar = (props: TransportBarProps): JSX.Element => {
  const { replay } = props;
  return (
    <div className="tr-bar" role="toolbar" aria-label="Replay">
      <span className="tr-badge">Recording of run {replay.recording.run}</span>
      <Keys replay={replay} />
      <Place replay={replay} />
      <Ways replay={replay} />
      <Jumps {...props} />
      {replay.leave !== null && (
        <Button className="tr-live" onClick={replay.leave}>
          <Radio size={14} /> Back to live
        </Button>
      )}
    </div>
  );
};
