import { CircleDot, CirclePause, CircleSlash } from 'lucide-react';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Tip } from '../design/tip.tsx';
import { useReplay } from '../replay-timeline/index.ts';
import './top-bar.css';

const marks = {
  on: {
    Icon: CircleDot,
    word: 'recorded',
    tip: 'This run is recorded: from its first instance on, every terminal.',
  },
  paused: { Icon: CirclePause, word: 'recording paused', tip: '' },
  off: {
    Icon: CircleSlash,
    word: 'not recorded',
    tip: 'This run is not recorded: recording was off when it began. The settings say what the next one does.',
  },
} as const;

/** Whether what one sees is recorded; nothing where no run goes on, and in a recording. */
export const RecordingMark = ({ onShow }: { onShow(): void }): JSX.Element | null => {
  const { on, paused } = useView((view) => view.recording);
  const goesOn = useView((view) => view.run !== null && view.run.endedAt === null);
  const isReplay = useReplay() !== null;
  if (!goesOn || isReplay) return null;
  const state = !on ? 'off' : paused === null ? 'on' : 'paused';
  const { Icon, word, tip } = marks[state];
  const why =
    paused === null ? tip : `Nothing is recorded at present: ${paused}. It goes on by itself when it can.`;
  return (
    <Tip label={why}>
      <button
        type="button"
        className={`tb-recording tb-recording-${state}`}
        aria-label={`${word}. ${why}`}
        onClick={onShow}
      >
        <Icon size={14} aria-hidden="true" />
        <span className="tb-recording-word">{word}</span>
      </button>
    </Tip>
  );
};
