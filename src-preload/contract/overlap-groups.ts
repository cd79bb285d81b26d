import type { Overlap } from './stands.ts';
import type { View } from './view.ts';

/** Instances whose work would conflict, each with at least one other of them. */
export type OverlapGroup = {
  /** In the order in which they were found. */
  readonly ids: readonly string[];
  readonly pairs: readonly Overlap[];
  /** Of all pairs, each once. */
  readonly files: readonly string[];
  /** Files that conflict, those that are not named included; of several pairs the most that one has. */
  readonly count: number;
  /** The first time that one of its pairs was found, in milliseconds since 1970. */
  readonly at: number;
};

const groupOf = (pairs: readonly Overlap[]): OverlapGroup => {
  const files = [...new Set(pairs.flatMap((pair) => pair.files))];
  return {
    ids: [...new Set(pairs.flatMap(({ id, other }) => [id, other]))],
    pairs,
    files,
    count: Math.max(files.length, ...pairs.map(({ count }) => count)),
    at: Math.min(...pairs.map(({ at }) => at)),
  };
};

/** Thirty instances that change one file are hundreds of pairs and one matter: pairs that share an instance are told together. */
export const overlapGroups = (overlaps: readonly Overlap[]): OverlapGroup[] => {
  let groups: (readonly Overlap[])[] = [];
  for (const pair of overlaps) {
    const isOurs = (group: readonly Overlap[]): boolean =>
      group.some((one) => [one.id, one.other].some((id) => id === pair.id || id === pair.other));
    const first = groups.findIndex(isOurs);
    if (first === -1) groups.push([pair]);
    else {
      const whole = [...groups.filter(isOurs).flat(), pair];
      groups = groups.flatMap((group, at) => (at === first ? [whole] : isOurs(group) ? [] : [group]));
    }
  }
  return groups.map(groupOf);
};

type OverlapView = Pick<View, 'overlaps' | 'instances' | 'run'>;

/** Those that are not over, of a run that is not. */
export const openOverlaps = ({ overlaps, run }: Pick<View, 'overlaps' | 'run'>): Overlap[] =>
  run === null || run.endedAt !== null ? [] : overlaps.filter(({ over }) => !over);

/** Open ones about which one of the two can still do something; of two that were terminated the second merge tells. */
export const standingOverlaps = (view: OverlapView): Overlap[] => {
  const isThere = (id: string): boolean => (view.instances[id]?.state ?? 'terminated') !== 'terminated';
  return openOverlaps(view).filter(({ id, other }) => isThere(id) || isThere(other));
};

const aboveOf = (instances: View['instances'], id: string): string[] => {
  const parent = instances[id]?.parent ?? null;
  return parent === null ? [] : [parent, ...aboveOf(instances, parent)];
};

/** Who is above both, and so decides who makes a change; null: nobody but the person. */
export const aboveBoth = (instances: View['instances'], id: string, other: string): string | null => {
  const above = aboveOf(instances, other);
  return aboveOf(instances, id).find((one) => above.includes(one)) ?? null;
};

/** So many names fit a line; more are counted. */
const namedMost = 3;

/** `a, b and c`, or `a, b, c and 4 more`. */
export const namesWords = (names: readonly string[], count = names.length): string => {
  if (count <= namedMost && count === names.length)
    return [names.slice(0, -1).join(', '), names.at(-1) ?? ''].filter((part) => part !== '').join(' and ');
  const shown = names.slice(0, namedMost);
  return `${shown.join(', ')} and ${count - shown.length} more`;
};
