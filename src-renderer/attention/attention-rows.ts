import { type Need, needOf } from '@contract/attention.ts';
import type { Instance } from '@contract/instances.ts';
import type { View } from '@contract/view.ts';
import { limitNeedsPerson, limitSentence } from '../design/limit-words.ts';
import { needsYou } from '../design/needs-you.ts';
import { countWords } from '../design/time-words.ts';

export type AttentionRow = {
  readonly instance: Instance;
  /** What it needs, in one sentence. */
  readonly what: string;
  /** Instances under it that can't go on to the end without it. */
  readonly waiting: number;
};

const whatOf = (instance: Instance, now: number): string => {
  const { state, question, blocker, limit, reason } = instance;
  if (state === 'waiting' && question !== null) return question.text;
  if (limit !== null && limitNeedsPerson(limit)) return limitSentence(limit, now);
  if (state === 'blocked' && blocker !== null) return blocker;
  return reason;
};

const countBelow = (children: ReadonlyMap<string, readonly string[]>, id: string): number =>
  (children.get(id) ?? []).reduce((sum, child) => sum + 1 + countBelow(children, child), 0);

/** Instances by their parent's id. */
const childrenOf = (instances: readonly Instance[]): Map<string, string[]> => {
  const children = new Map<string, string[]>();
  for (const { id, parent } of instances) {
    if (parent === null) continue;
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  return children;
};

/** Who needs the person: the one that most others hang on first, then the longest waiting. */
export const attentionRows = (view: View, now = Date.now()): AttentionRow[] => {
  const instances = Object.values(view.instances);
  const children = childrenOf(instances);
  return instances
    .filter(needsYou)
    .map((instance) => ({
      instance,
      what: whatOf(instance, now),
      waiting: countBelow(children, instance.id),
    }))
    .sort((a, b) => b.waiting - a.waiting || a.instance.since - b.instance.since);
};

/** How many of each, in words: `8 ask, 2 blocked, 1 crashed`. */
export const attentionTally = (rows: readonly AttentionRow[]): string => {
  const of = (need: Need): number => rows.filter(({ instance }) => needOf(instance) === need).length;
  const parts: readonly (readonly [number, string])[] = [
    [of('question'), 'asking'],
    [of('blocker'), 'blocked'],
    [of('stalled'), 'stalled'],
    [of('crashed'), 'crashed'],
    [of('limit'), 'held up'],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => countWords(count, words, words));
  return told.join(', ');
};
