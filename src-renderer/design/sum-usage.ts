import type { Instance } from '@contract/instances.ts';
import { sumUsed, type Used } from '@contract/usage.ts';

type Instances = Readonly<Record<string, Instance>>;

/** What conversations have used together. */
export type Usage = {
  readonly used: Used;
  readonly conversations: number;
  /** How many of them told no cost: with them it is more. */
  readonly untold: number;
};

export const sumUsage = (instances: Iterable<Instance>): Usage => {
  const parts = [...instances].flatMap(({ used }) => Object.values(used));
  return {
    used: sumUsed(parts),
    conversations: parts.length,
    untold: parts.filter(({ cost }) => cost === null).length,
  };
};

/** An instance and all beneath it; empty when there is none of that id. */
export const withThoseBelow = (instances: Instances, id: string): Instance[] => {
  const own = instances[id];
  if (own === undefined) return [];
  const children = Object.values(instances).filter(({ parent }) => parent === id);
  return [own, ...children.flatMap((child) => withThoseBelow(instances, child.id))];
};

/** What the conversation it has now told last: its model and how full its context is. */
export const currentUsed = ({ session, used }: Instance): Used | null =>
  (session === null ? undefined : used[session.id]) ?? Object.values(used).at(-1) ?? null;

/** How full, from 0 to 1; null where one of the two is unknown. */
export const contextShare = ({ context, contextWindow }: Used): number | null =>
  context === null || contextWindow === null || contextWindow === 0
    ? null
    : Math.min(1, context / contextWindow);

export const sameUsage = (a: Usage, b: Usage): boolean =>
  a.conversations === b.conversations &&
  a.untold === b.untold &&
  (['input', 'output', 'cacheRead', 'cacheWrite', 'cost'] as const).every(
    (part) => a.used[part] === b.used[part],
  );
