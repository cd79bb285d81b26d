import type { InstanceState } from '@contract/states.ts';
import type { JSX } from 'react';
import './state-marks.css';

type Look = {
  readonly word: string;
  /** A CSS colour, for what isn't drawn by StateShape (an edge, a bar). */
  readonly color: string;
  /** Drawn around 0,0 within a radius of 7. `currentColor` is the state's colour. */
  readonly shape: JSX.Element;
};

const look = (state: InstanceState, word: string, shape: JSX.Element): Look => ({
  word,
  color: `var(--state-${state})`,
  shape,
});

const hollow = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75 } as const;
const solid = { fill: 'currentColor', stroke: 'none' } as const;

/** The one table of how a state looks: shape, colour and word are the same in graph, tabs, lists and inspector. */
export const stateLooks: Record<InstanceState, Look> = {
  starting: look('starting', 'starting', <circle r={5} {...hollow} strokeDasharray="2 2.2" />),
  confirming: look('confirming', 'confirming', <circle r={5} {...hollow} />),
  ready: look('ready', 'ready', <circle r={5} {...solid} />),
  busy: look(
    'busy',
    'busy',
    <>
      <circle className="state-pulse" r={6.25} {...hollow} strokeWidth={1.25} />
      <circle r={4} {...solid} />
    </>,
  ),
  waiting: look('waiting', 'waiting', <path d="M0-6.5 6.5 0 0 6.5-6.5 0Z" {...solid} />),
  blocked: look('blocked', 'blocked', <rect x={-5} y={-5} width={10} height={10} rx={1} {...solid} />),
  stalled: look('stalled', 'stalled', <path d="M0-5.5 6 5H-6Z" {...hollow} strokeLinejoin="round" />),
  done: look(
    'done',
    'done',
    <path
      d="M-5.5 .5-1.8 4.2 5.5-4"
      {...hollow}
      strokeWidth={2.25}
      strokeLinecap="round"
      strokeLinejoin="round"
    />,
  ),
  crashed: look(
    'crashed',
    'crashed',
    <path d="M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5" {...hollow} strokeWidth={2.25} strokeLinecap="round" />,
  ),
  terminated: look('terminated', 'terminated', <circle r={3.5} {...hollow} strokeWidth={1.25} />),
};

/** The shape for use inside another SVG, drawn around 0,0. `size` is the diameter in user units. */
export const StateShape = ({ state, size = 16 }: { state: InstanceState; size?: number }): JSX.Element => (
  <g
    className={`state-shape state-${state}`}
    style={{ color: stateLooks[state].color }}
    transform={`scale(${size / 16})`}
  >
    {stateLooks[state].shape}
  </g>
);

type StateMarkProps = {
  readonly state: InstanceState;
  /** Pixels; 14 beside body text. */
  readonly size?: number;
  /** `word` writes it beside the shape; `shape` leaves it to a screen reader and the tooltip. */
  readonly show?: 'word' | 'shape';
};

/** A state as shape, colour and word. */
export const StateMark = ({ state, size = 14, show = 'shape' }: StateMarkProps): JSX.Element => {
  const { word, color } = stateLooks[state];
  return (
    <span className="state-mark" data-state={state} style={{ color }}>
      <svg width={size} height={size} viewBox="-8 -8 16 16" aria-hidden="true">
        {show === 'shape' && <title>{word}</title>}
        <StateShape state={state} />
      </svg>
      <span className={show === 'word' ? 'state-word' : 'ds-hidden'}>{word}</span>
    </span>
  );
};
