import type { TuttiEvent } from '@contract/events.ts';
import { type JSX, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { TuttiClient } from '../connection/client.ts';
import { stateLooks } from '../design/state-marks.tsx';
import { momentWords } from './moment-words.ts';
import type { Pointed } from './pointed.ts';
import type { ScreenShots } from './screen-shots.ts';

/** A pointer that passes by wants no picture. The viewer's ms. */
const restMs = 90;

/** Pixels between the pointer and the card, and around the page. */
const gap = 14;

type CardProps = {
  readonly pointed: Pointed;
  /** Where the field stands in the page. */
  readonly field: HTMLElement | null;
  /** Of a pixel, in ms. */
  readonly grain: number;
  readonly shots: ScreenShots;
  readonly run: number;
  readonly host: TuttiClient;
  describe(event: TuttiEvent): string;
};

const usePicture = ({ pointed, grain, shots }: CardProps): HTMLCanvasElement | null => {
  const { lane, at } = pointed;
  const [picture, setPicture] = useState<HTMLCanvasElement | null>(null);
  useEffect(() => {
    if (lane === null) return setPicture(null);
    let callOff = (): void => undefined;
    const timer = setTimeout(() => {
      callOff = shots.want(lane, at, Math.max(100, grain), setPicture);
    }, restMs);
    return () => {
      clearTimeout(timer);
      callOff();
    };
  }, [lane, at, grain, shots]);
  // Of another lane it would be a wrong one; of another moment the last one stays until the next is there.
  const [shownLane, setShownLane] = useState(lane);
  if (shownLane !== lane) {
    setShownLane(lane);
    setPicture(null);
  }
  return picture;
};

/** What the one event that is pointed at tells. */
const useToldEvent = ({ pointed, host, run, describe }: CardProps): string => {
  const { seq } = pointed;
  const [told, setTold] = useState<{ readonly seq: number; readonly words: string } | null>(null);
  useEffect(() => {
    if (seq === null) return;
    let gone = false;
    const timer = setTimeout(() => {
      void host.call('recordings.events', { run, after: seq - 1, limit: 1 }).then((answer) => {
        const event = answer.ok ? answer.value[0] : undefined;
        if (!gone && event?.seq === seq) setTold({ seq, words: describe(event) });
      });
    }, restMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [seq, host, run, describe]);
  return told?.seq === seq ? (told?.words ?? '') : '';
};

/** In words, for those who hear it: the same. */
export const pointedWords = ({ lane, state, at, words }: Pointed): string =>
  [lane ?? 'The run', ...(state === null ? [] : [state]), momentWords(at), ...words].join(', ');

/** What is at the pointer: who, in which state, when, what happened there, and what the screen showed. */
export const HoverCard = (props: CardProps): JSX.Element => {
  const { pointed, field } = props;
  const picture = usePicture(props);
  const told = useToldEvent(props);
  const card = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (picture === null) frame.current?.replaceChildren();
    else frame.current?.replaceChildren(picture);
  }, [picture]);
  useLayoutEffect(() => {
    const [element, box] = [card.current, field?.getBoundingClientRect()];
    if (element === null || box === undefined) return;
    // Where it stands now would limit how wide it is.
    element.style.left = '0px';
    const { offsetWidth, offsetHeight } = element;
    const [x, y] = [box.left + pointed.x, box.top + pointed.y];
    const left = x + gap + offsetWidth > window.innerWidth ? x - gap - offsetWidth : x + gap;
    const above = y - gap - offsetHeight;
    element.style.left = `${Math.max(gap / 2, left)}px`;
    element.style.top = `${above < gap / 2 ? Math.min(y + gap, window.innerHeight - offsetHeight - gap / 2) : above}px`;
  });
  const look =
    pointed.state === null
      ? undefined
      : Object.entries(stateLooks).find(([name]) => name === pointed.state)?.[1];
  return createPortal(
    <div className="tl-card" ref={card} aria-hidden="true">
      <p className="tl-card-head">
        <strong className="ds-figures">{pointed.lane ?? 'The run'}</strong>
        {look !== undefined && <span style={{ color: look.color }}>{look.word}</span>}
        <span className="ds-figures ds-quiet">{momentWords(pointed.at, props.grain)}</span>
      </p>
      {pointed.words.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {told !== '' && <p className="ds-quiet">{told}</p>}
      {pointed.several !== null && <p className="ds-quiet">Click to see them apart</p>}
      <div className="tl-shot" ref={frame} />
    </div>,
    document.body,
  );
};
