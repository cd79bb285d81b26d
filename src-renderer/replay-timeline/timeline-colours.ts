import { type InstanceState, instanceStates } from '@contract/states.ts';
import { type MarkerKind, markerKinds } from '@contract/timelines.ts';
import type { ExtraMark } from './extra-marks.ts';

/** What a canvas can't take from the style sheet by itself, read off an element. */
export interface TimelineColours {
  readonly states: Readonly<Record<InstanceState, string>>;
  readonly markers: Readonly<Record<MarkerKind, string>>;
  readonly line: string;
  readonly text: string;
  readonly arrow: string;
  readonly selected: string;
  readonly activity: string;
  readonly surface: string;
  readonly font: string;
  readonly tones: Readonly<Record<ExtraMark['tone'], string>>;
}

const markerTokens: Readonly<Record<MarkerKind, string>> = {
  commit: '--text',
  merge: '--green',
  conflict: '--amber',
  lock: '--text-3',
  blocker: '--amber',
  restart: '--blue',
  failure: '--red',
  task: '--green',
  person: '--accent',
};

export const readColours = (element: Element): TimelineColours => {
  const style = getComputedStyle(element);
  // A token that stands for another is given as what that is.
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const of = <Key extends string>(keys: readonly Key[], name: (key: Key) => string) =>
    Object.fromEntries(keys.map((key) => [key, token(name(key))])) as Record<Key, string>;
  return {
    states: of(instanceStates, (state) => `--state-${state}`),
    markers: of(markerKinds, (kind) => markerTokens[kind]),
    line: token('--line'),
    text: token('--text'),
    arrow: token('--text-3'),
    selected: token('--hover'),
    activity: token('--line-strong'),
    surface: token('--surface'),
    font: token('--font-figures'),
    tones: {
      accent: token('--accent'),
      amber: token('--amber'),
      red: token('--red'),
      green: token('--green'),
      plain: token('--text-2'),
    },
  };
};
