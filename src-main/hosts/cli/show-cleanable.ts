import type { Cleanable, Cleaned } from '@contract/clean-up.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';

/** Ignored files that a line names; the JSON has more. */
const named = 3;

const ignoredWords = (ignored: readonly string[]): string => {
  if (ignored.length === 0) return '';
  const rest = ignored.length > named ? ', …' : '';
  return `with ${ignored.slice(0, named).map(oneLine).join(', ')}${rest}`;
};

const verdict = ({ removable, savable }: Cleanable, paints: Paints): string => {
  if (removable) return paints.good('may go');
  return savable ? paints.alert('stays, or --save') : 'stays';
};

export const cleanableTable = (found: readonly Cleanable[], paints: Paints): string =>
  found.length === 0
    ? 'Nothing is to be cleaned up.\n'
    : columns(
        found.map((one) => [
          one.name,
          verdict(one, paints),
          oneLine(one.reason),
          paints.dim(ignoredWords(one.ignored)),
        ]),
      );

export const cleanedTable = (cleaned: readonly Cleaned[], paints: Paints): string =>
  columns(
    cleaned.map(({ name, gone, reason }) => [
      name,
      gone ? paints.good('gone') : paints.alert('stays'),
      oneLine(reason),
    ]),
  );
