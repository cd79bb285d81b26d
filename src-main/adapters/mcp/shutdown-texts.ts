import type { VerbOutput } from '@contract/verbs.ts';

/** A model needs no more names than it can act on. */
const named = 20;

export const shutdownText = ({ ids, awaited, state, until }: VerbOutput<'runs.shutdown'>): string[] => {
  const who = `${ids.length} instance${ids.length === 1 ? '' : 's'}: ${ids.slice(0, named).join(', ')}${ids.length > named ? ', …' : ''}`;
  if (state === 'ending') return [`Ending ${who}. A message tells you when they have ended.`];
  const lines = awaited.slice(0, named).map(({ id, why, changed }) => {
    const files = changed > 0 && why === 'at work' ? `, ${changed} files not committed` : '';
    return `- ${id}: ${why === 'at work' ? `at work${files}` : `${changed} files not committed`}`;
  });
  const waits =
    lines.length === 0 ? 'Nobody has anything to save.' : `Waited for at present:\n${lines.join('\n')}`;
  return [
    `Shutting down ${who}.\n${waits}\nThey are ended at ${new Date(until).toISOString()} at the latest. A message tells you when they have ended; end your turn meanwhile.`,
  ];
};

export const calledOffText = ({ ids }: VerbOutput<'runs.cancelShutdown'>): string[] => [
  `Called off. ${ids.length} instance${ids.length === 1 ? ' goes' : 's go'} on; each was told.`,
];
