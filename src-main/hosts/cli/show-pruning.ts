import type { RemovedWhy } from '@contract/recording-events.ts';
import type { Pruning } from '@contract/recordings.ts';
import { sizeWords } from '@contract/size-words.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';

const whys: Record<RemovedWhy, string> = { age: 'too old', size: 'too much in all', asked: 'you said so' };

const ruleWords = ({ keepDays, keepGigabytes }: Pruning): string => {
  const rules = [
    ...(keepDays === 0 ? [] : [`${keepDays} days`]),
    ...(keepGigabytes === 0 ? [] : [`${keepGigabytes} GB in all`]),
  ];
  return rules.length === 0 ? 'without limit' : `for ${rules.join(', ')}`;
};

export const pruningText = (pruned: Pruning, dryRun: boolean, paints: Paints): string => {
  const { removed, failed, kept } = pruned;
  const rows = removed.map(({ run, begun, bytes, why, title }) => [
    `run ${run}`,
    new Date(begun).toLocaleString('sv-SE').slice(0, 16),
    sizeWords(bytes),
    dryRun ? `would go: ${whys[why]}` : `gone: ${whys[why]}`,
    oneLine(title).slice(0, 60),
  ]);
  const stuck = failed.map(({ run, reason }) => `${paints.bad(`run ${run} stays`)}: ${oneLine(reason)}\n`);
  const left = `${kept.recordings} recordings ${dryRun ? 'would stay' : 'stay'}, ${sizeWords(kept.bytes)}, ${kept.protected} of them protected. Recordings are kept ${ruleWords(pruned)}.\n`;
  return `${rows.length === 0 ? 'Nothing is due.\n' : columns(rows)}${stuck.join('')}${left}`;
};
