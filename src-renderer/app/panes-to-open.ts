import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';

/** Nine are the panes that a digit reaches, and about as many as a large screen shows legibly. */
export const mostPanes = 9;

export type PanesAsked = {
  readonly instances: Readonly<Record<string, Instance>>;
  /** Ids that were there before; null when the project was just loaded. */
  readonly seen: ReadonlySet<string> | null;
  readonly openIds: readonly string[];
  /** What the person closed in this run: that stays closed until they open it. */
  readonly closedIds: readonly string[];
};

/**
 * Which terminals open by themselves: those of instances that are new, and of all live ones at load where nothing is open.
 * In the order they were spawned, up to `mostPanes` with those that are open.
 */
export const panesToOpen = ({ instances, seen, openIds, closedIds }: PanesAsked): string[] => {
  const shown = openIds.filter((id) => id in instances).length;
  if (seen === null && shown > 0) return [];
  return Object.values(instances)
    .filter(({ id, state }) => !hasEnded(state) && seen?.has(id) !== true)
    .filter(({ id }) => !openIds.includes(id) && !closedIds.includes(id))
    .map(({ id }) => id)
    .slice(0, Math.max(0, mostPanes - shown));
};
