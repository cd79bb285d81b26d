import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { aboveBoth } from '@contract/overlap-groups.ts';
import { type Overlap, standLimits } from '@contract/stands.ts';
import type { View } from '@contract/view.ts';
import type { Fact } from '../../ledger.ts';
import { isBelow } from '../../model/tree.ts';
import type { ShortStand } from '../../ports/branch-stands.ts';
import type { Notice } from '../stored-facts.ts';

/** An instance, and where its branch stands. */
export interface Standing {
  readonly instance: Instance;
  readonly seen: ShortStand;
}

export interface Pair {
  readonly id: InstanceId;
  readonly other: InstanceId;
  readonly tips: readonly [string, string];
}

/** It has commits that are still to be brought in. */
const hasWork = ({ seen }: Standing): boolean =>
  seen.tip !== null && seen.baseTip !== null && seen.related && seen.ahead > 0;

/** Whose work may meet: neither is above the other, since what lies between those is told by how the branch stands. */
export const pairsOf = (view: View, all: readonly Standing[]): Pair[] => {
  const working = all.filter(hasWork);
  return working.flatMap((one, at) =>
    working.slice(at + 1).flatMap((other): Pair[] => {
      const [id, otherId] = [one.instance.id, other.instance.id];
      if (isBelow(view, id, otherId) || isBelow(view, otherId, id)) return [];
      // Two that share a branch have the same commits.
      const [tip, otherTip] = [one.seen.tip, other.seen.tip];
      if (tip === null || otherTip === null || tip === otherTip) return [];
      return [{ id, other: otherId, tips: [tip, otherTip] }];
    }),
  );
};

const isPair = (one: Pick<Overlap, 'id' | 'other'>, other: Pick<Overlap, 'id' | 'other'>): boolean =>
  one.id === other.id && one.other === other.other;

/** Found, or found in other files than before. `told`: whether any of them is news. */
export const foundFact = (
  view: View,
  { id, other }: Pair,
  all: readonly string[],
): { readonly fact: Fact | null; readonly isNews: boolean } => {
  const files = all.toSorted().slice(0, standLimits.files);
  const known = view.overlaps.find((one) => isPair(one, { id, other }));
  const isSame =
    known !== undefined &&
    !known.over &&
    known.count === all.length &&
    known.files.join('\0') === files.join('\0');
  const isNews = files.some((path) => known?.told.includes(path) !== true);
  const data = { id, other, files, count: all.length };
  return { fact: isSame ? null : { kind: 'overlap.found', data }, isNews };
};

/** Those that stand open and are in `there` no longer. */
export const goneFacts = (
  view: View,
  all: readonly Standing[],
  there: readonly Pick<Overlap, 'id' | 'other'>[],
): Fact[] =>
  view.overlaps
    .filter((known) => !known.over && !there.some((pair) => isPair(pair, known)))
    .map(({ id, other }) => {
      const two = all.filter(({ instance }) => instance.id === id || instance.id === other);
      const isEnded = two.length < 2 || two.some(({ seen }) => seen.tip === null);
      const why = isEnded ? 'ended' : two.every(hasWork) ? 'changed' : 'merged';
      return { kind: 'overlap.gone', data: { id, other, why } };
    });

/** So many names fit a message that a model reads. */
const namesTold = 10;

const listed = (files: readonly string[], count: number): string => {
  const names = files.slice(0, namesTold);
  const rest = count - names.length;
  return [...names.map((path) => `- ${path}`), ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
};

/** What the two are told, and who is above both; the person where nobody is. */
export const overlapNotices = (view: View, { id, other }: Pair, all: readonly string[]): Notice[] => {
  const files = listed(all.toSorted(), all.length);
  const parent = aboveBoth(view.instances, id, other) ?? 'person';
  const words = (whose: InstanceId): string =>
    [
      `Your commits and those of ${whose} would conflict in:`,
      files,
      `Whoever is merged second will have to resolve it. Leave to ${whose} what is not part of your task; if both changes are needed, ask ${parent} who is to make them.`,
    ].join('\n');
  return [
    { to: id, text: words(other) },
    { to: other, text: words(id) },
    {
      to: parent,
      text: [
        `The commits of ${id} and ${other} would conflict in:`,
        files,
        'Tell them who is to change these files; or merge one of them now, and have the other merge that into its branch before it goes on.',
      ].join('\n'),
    },
  ];
};
