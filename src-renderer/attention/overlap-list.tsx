import {
  aboveBoth,
  namesWords,
  type OverlapGroup,
  overlapGroups,
  standingOverlaps,
} from '@contract/overlap-groups.ts';
import type { View } from '@contract/view.ts';
import { Fragment, type JSX } from 'react';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { countWords, durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import './attention.css';

/** Instances whose work would conflict, and who else was told: all who are above two of them. */
export type OverlapItem = OverlapGroup & { readonly above: readonly string[] };

export const overlapItems = (view: Pick<View, 'overlaps' | 'instances' | 'run'>): OverlapItem[] =>
  overlapGroups(standingOverlaps(view)).map((group) => {
    const above = group.pairs.flatMap(({ id, other }) => aboveBoth(view.instances, id, other) ?? []);
    return { ...group, above: [...new Set(above)] };
  });

/** So many are named, so that each can be gone to; the rest stands among the merges. */
const namedMost = 4;

type NamesProps = { readonly ids: readonly string[]; onOpen(id: string): void };

const Names = ({ ids, onOpen }: NamesProps): JSX.Element => {
  const shown = ids.slice(0, namedMost);
  const rest = ids.length - shown.length;
  return (
    <>
      {shown.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && (rest === 0 && at === shown.length - 1 ? ' and ' : ', ')}
          <button type="button" className="at-name ds-figures" onClick={() => onOpen(id)}>
            {id}
          </button>
        </Fragment>
      ))}
      {rest > 0 && ` and ${rest} more`}
    </>
  );
};

const toldWords = ({ ids, above }: OverlapItem): string => {
  const those = ids.length === 2 ? 'Both' : 'They';
  return above.length === 0 ? `${those} were told.` : `${those} were told, and ${namesWords(above)}.`;
};

type OverlapListProps = {
  readonly items: readonly OverlapItem[];
  onOpen(id: string): void;
  /** Shows the merges of the run, where each pair stands. */
  onShow(): void;
};

/** Whose work would conflict once it is merged. It goes by itself, when one is merged into the other's branch or changed. */
export const OverlapList = ({ items, onOpen, onShow }: OverlapListProps): JSX.Element | null => {
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <ul className="at-conflicts" aria-label="Would conflict">
      {items.map((item) => {
        const [first] = item.pairs;
        const key = `${first?.id} ${first?.other}`;
        return (
          <li key={key} className="at-item" data-overlap={key}>
            <p className="at-what">
              <Badge tone="amber">would conflict</Badge> <Names ids={item.ids} onOpen={onOpen} /> in{' '}
              <span className="at-paths">{namesWords(item.files, item.count)}</span>
            </p>
            <p className="at-merge">
              <span className="ds-quiet at-since">
                {durationWords(now - item.at)}. {toldWords(item)}
              </span>
              <Button look="plain" title="Among the merges" onClick={onShow}>
                Show {item.pairs.length === 1 ? 'the pair' : countWords(item.pairs.length, 'pair')}
              </Button>
            </p>
          </li>
        );
      })}
    </ul>
  );
};
