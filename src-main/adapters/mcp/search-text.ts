import type { SearchHit, SearchPage } from '@contract/recording-search.ts';

const when = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const hitLine = ({ run, at, source, instance, seq, text }: SearchHit): string =>
  `run ${run} | ${when(at)} | ${instance ?? 'nobody'} | ${source}${seq === null ? '' : ` ${seq}`} | ${text}`;

/** What was found, as a model reads it. */
export const searchText = ({ hits, after, more, total, skipped }: SearchPage): string[] => {
  const count = total ?? (more ? `${hits.length} so far` : hits.length);
  const lines = [`${count} found.`, ...hits.map(hitLine)];
  if (more) lines.push(`There may be more: call again with "after": "${after}".`);
  for (const { run, reason } of skipped) lines.push(`Run ${run} could not be searched: ${reason}`);
  return [lines.join('\n')];
};
