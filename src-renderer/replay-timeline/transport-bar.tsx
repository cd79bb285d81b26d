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
  X,
} from 'lucide-react';
import { Fragment, type JSX } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Menu, MenuItem, MenuLine } from '../design/menu.tsx';
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
import { stopKeys, stopWords } from './stop-words.ts';
import { stopKinds } from './stops.ts';

type TransportBarProps = {
  readonly replay: Replay;
  readonly selectedId: string | null;
};

type OfReplay = Pick<TransportBarProps, 'replay'>;

const Jumps = ({ replay: { clock }, selectedId }: TransportBarProps): JSX.Element => (
  <Menu trigger={<Button look="plain">Jump to next…</Button>}>
    {stopKinds.map((kind) => (
      <MenuItem key={kind} shortcut={stopKeys[kind].after} onSelect={() => clock.jump(kind, 'after')}>
        {stopWords[kind]}
      </MenuItem>
    ))}
    {selectedId !== null && (
      <Fragment key={selectedId}>
        <MenuLine />
        <MenuItem shortcut={stopKeys.any.after} onSelect={() => clock.jump('any', 'after', selectedId)}>
          {`Anything of ${selectedId}`}
        </MenuItem>
        {stopKinds.map((kind) => (
          <MenuItem key={kind} onSelect={() => clock.jump(kind, 'after', selectedId)}>
            {`${stopWords[kind]} of ${selectedId}`}
          </MenuItem>
        ))}
      </Fragment>
    )}
  </Menu>
);

const Keys = ({ replay }: OfReplay): JSX.Element => {
  const { clock } = replay;
  const { since, range } = usePlayer(clock);
  const playing = since !== null;
  return (
    <div className="rb-group">
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
    </div>
  );
};

const Ways = ({ replay: { clock } }: OfReplay): JSX.Element => {
  const player = usePlayer(clock);
  const { speed, skipsIdle } = player;
  return (
    <div className="rb-group">
      <div className="rb-speed">
        <Select
          label="Speed"
          value={String(speed)}
          options={speeds.map((each) => ({ value: String(each), label: `${each}×` }))}
          onChange={(value) => {
            const chosen = speeds.find((each) => String(each) === value);
            if (chosen !== undefined) clock.press((now, at) => withSpeed(now, chosen satisfies Speed, at));
          }}
        />
      </div>
      <IconButton
        label="Leave out what is idle"
        shortcut="q"
        aria-pressed={skipsIdle}
        onClick={() => clock.press((now, at) => skippingIdle(now, !skipsIdle, at))}
      >
        <FastForward size={14} />
      </IconButton>
    </div>
  );
};

const Marks = ({ replay: { clock } }: OfReplay): JSX.Element => {
  const { loops, in: start, out } = usePlayer(clock);
  return (
    <div className="rb-group">
      <Button
        look="plain"
        title="Mark where it begins ([)"
        aria-pressed={start !== null}
        onClick={() => clock.press((now, at) => mark(now, 'in', at))}
      >
        In
      </Button>
      <Button
        look="plain"
        title="Mark where it ends (])"
        aria-pressed={out !== null}
        onClick={() => clock.press((now, at) => mark(now, 'out', at))}
      >
        Out
      </Button>
      <IconButton
        label="Play again and again"
        shortcut="r"
        aria-pressed={loops}
        onClick={() => clock.press((now, at) => looping(now, !loops, at))}
      >
        <Repeat size={14} />
      </IconButton>
      {(start !== null || out !== null) && (
        <IconButton label="Clear the marks" shortcut="\" onClick={() => clock.press(unmarked)}>
          <X size={14} />
        </IconButton>
      )}
    </div>
  );
};

const Place = ({ replay: { clock, recording } }: OfReplay): JSX.Element => {
  const head = useHead(clock);
  const { range } = usePlayer(clock);
  const date = new Date(recording.begun).toLocaleDateString();
  return (
    <span className="rb-place ds-figures" title={`Run ${recording.run}, recorded on ${date}`}>
      {clockWords(head)}
      <span className="rb-of">
        {durationWords(head - range.from)} of {durationWords(range.to - range.from)}
      </span>
    </span>
  );
};

/** What moves a recording on: play and pause, steps, speed, marks, jumps, and the way back to live. */
export const TransportBar = (props: TransportBarProps): JSX.Element => {
  const { replay } = props;
  return (
    <div className="rb-bar" role="toolbar" aria-label="Replay">
      <span className="rb-badge">Recording of run {replay.recording.run}</span>
      <Keys replay={replay} />
      <Place replay={replay} />
      <Ways replay={replay} />
      <Marks replay={replay} />
      <Jumps {...props} />
      {replay.leave !== null && (
        <Button className="rb-live" onClick={replay.leave}>
          <Radio size={14} /> Back to live
        </Button>
      )}
    </div>
  );
};
