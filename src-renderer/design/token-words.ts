import type { Usage } from './sum-usage.ts';

const units = [
  { size: 1e9, letter: 'B' },
  { size: 1e6, letter: 'M' },
  { size: 1e3, letter: 'k' },
] as const;

/** A count in at most three figures and a letter: `842`, `12.3k`, `123k`, `1.2M`. Cut off rather than rounded up: it never says more than there is. */
export const shortCount = (count: number): string => {
  const unit = units.find(({ size }) => count >= size);
  if (unit === undefined) return String(count);
  const parts = count / unit.size;
  const shown = parts < 100 ? Math.floor(parts * 10) / 10 : Math.floor(parts);
  return `${shown}${unit.letter}`;
};

/** A count whole, with commas: `12,345`. */
export const exactCount = (count: number): string => count.toLocaleString('en');

/** US dollars to the cent; below one cent as that, since nothing is not what it cost. */
export const dollars = (cost: number): string =>
  cost > 0 && cost < 0.01
    ? 'under $0.01'
    : `$${cost.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** What it cost, as far as that was told: `$0.42`, `$0.42 and more`, `not told`. */
export const costWords = ({ used, untold }: Usage): string => {
  if (used.cost === null) return 'not told';
  return untold === 0 ? dollars(used.cost) : `${dollars(used.cost)} and more`;
};

/** Why a cost is not whole; empty where it is. */
export const untoldWords = ({ conversations, untold }: Usage): string =>
  untold === 0 ? '' : `${untold} of ${conversations} conversations told no cost`;

/** Where its cost comes from, and why it is not whole. */
export const costSource = (usage: Usage): string =>
  [
    ...(usage.used.costBy === 'prices' ? ['reckoned by the table of prices'] : []),
    ...(usage.used.costBy === 'agent' ? ['told by the agent'] : []),
    ...(untoldWords(usage) === '' ? [] : [untoldWords(usage)]),
  ].join('; ');

/** Everything exact, for a tooltip. */
export const exactWords = (usage: Usage): string => {
  const { input, output, cacheRead, cacheWrite } = usage.used;
  return [
    `${exactCount(input)} input`,
    `${exactCount(output)} output`,
    `${exactCount(cacheRead)} read from the cache`,
    `${exactCount(cacheWrite)} written to the cache`,
    `cost ${costWords(usage)}`,
    ...(untoldWords(usage) === '' ? [] : [untoldWords(usage)]),
  ].join(', ');
};
