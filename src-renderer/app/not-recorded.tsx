import type { JSX } from 'react';
import { Empty } from '../design/plain-states.tsx';
import { useReplay } from '../replay-timeline/index.ts';

const words = {
  transcript: {
    title: 'Conversations are kept by the agents themselves, not in the recording',
    text: 'What the program showed is in its terminal; what was said to it, among the messages.',
  },
  review: {
    title: 'Contents of files are in git, not in the recording',
    text: 'What was committed, merged and sent back, and when, stands in the inspector, among the merges and the events.',
  },
} as const;

/** A part of the window about which a recording has nothing to tell: it says so there, and what there is in its place. */
export const UnlessRecorded = ({
  what,
  children,
}: {
  readonly what: keyof typeof words;
  readonly children: JSX.Element;
}): JSX.Element => {
  const { title, text } = words[what];
  return useReplay() === null ? children : <Empty title={title}>{text}</Empty>;
};
