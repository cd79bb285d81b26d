import type { SearchHit, SearchPage } from '@contract/recording-search.ts';
import { oneLine, type Paints } from './paint.ts';

const clock = (at: number): string => new Date(at).toLocaleString('sv-SE').slice(0, 19);

/** What was found stands out; what a program wrote can't act on the terminal. */
const marked = ({ text, ranges }: SearchHit, paints: Paints): string => {
  let shown = '';
  let last = 0;
  for (const [from, to] of ranges) {
    shown += oneLine(text.slice(last, from)) + paints.alert(oneLine(text.slice(from, to)));
    last = to;
  }
  return shown + oneLine(text.slice(last));
};

export const hitText = (hit: SearchHit, paints: Paints): string => {
  const { run, at, source, instance } = hit;
  const where = [`run ${run}`, clock(at), instance ?? '-', source].join('  ');
  return `${paints.dim(where)}  ${marked(hit, paints)}\n`;
};

/** What stands below the hits. */
export const searchEnd = ({ hits, more, indexed, skipped }: SearchPage, paints: Paints): string => {
  const lines = [
    hits.length === 0
      ? 'Nothing was found.'
      : `${hits.length} found${more ? '; there are more (--limit)' : ''}.`,
    ...(indexed ? [] : ['Some of it is not indexed yet and was read instead.']),
    ...skipped.map(({ run, reason }) => `Run ${run} could not be searched: ${oneLine(reason)}`),
  ];
  return lines.map((line) => `${paints.dim(line)}\n`).join('');
};
