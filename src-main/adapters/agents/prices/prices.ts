import { readFileSync } from 'node:fs';
import type { Used } from '@contract/usage.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Log } from '../../../core/ports/log.ts';
import type { Prices } from '../../../core/ports/prices.ts';
import shippedText from './prices.yaml?raw';

const price = z.number().min(0);
/** US dollars for a million tokens. */
const modelSchema = z.strictObject({
  input: price,
  output: price,
  cacheRead: price.optional(),
  cacheWrite: price.optional(),
});
export const priceTableSchema = z.strictObject({
  /** Day for which the prices are known to hold. */
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day such as 2026-06-30'),
  models: z.record(z.string().min(1), modelSchema),
});
type PriceTable = z.infer<typeof priceTableSchema>;

const million = 1_000_000;

const priceIn = ({ models }: PriceTable, model: string): z.infer<typeof modelSchema> | null => {
  const fits = Object.keys(models).filter((name) => model.startsWith(name));
  const longest = fits.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : (models[longest] ?? null);
};

const costBy = (tables: readonly PriceTable[], used: Used): number | null => {
  if (used.model === null) return null;
  // A provider may stand before the name: `anthropic/claude-…`.
  const model = used.model.slice(used.model.lastIndexOf('/') + 1);
  for (const table of tables) {
    const found = priceIn(table, model);
    if (found === null) continue;
    const { input, output, cacheRead = input, cacheWrite = input } = found;
    const parts =
      used.input * input + used.output * output + used.cacheRead * cacheRead + used.cacheWrite * cacheWrite;
    return parts / million;
  }
  return null;
};

/** The person's own table; none when there is no such file, or when it has a mistake, which the log tells. */
const ownTable = (file: string, log: Log): PriceTable[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn('prices can not be read', { file, why: String(error) });
    return [];
  }
  try {
    return [priceTableSchema.parse(parse(text))];
  } catch (error) {
    log.warn('prices have a mistake and are not used', { file, why: String(error) });
    return [];
  }
};

/** Prices by the table that comes with Tutti and by the person's own, which goes first. Read once, at the start. */
export const pricesFrom = (file: string, log: Log): Prices => {
  const own = ownTable(file, log);
  const shipped = priceTableSchema.parse(parse(shippedText));
  const tables = [...own, shipped];
  return {
    dates: { shipped: shipped.date, own: own[0]?.date ?? null },
    costOf: (used) => costBy(tables, used),
  };
};
