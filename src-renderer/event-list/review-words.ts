import type { TuttiEvent } from '@contract/events.ts';

type ReviewEvent = Extract<TuttiEvent, { kind: `review.${string}` }>;

const verdicts = { accepted: 'accepted', returned: 'sent back' } as const;

/** What the person thinks of an instance's work, in a line. */
export const reviewWords = ({ kind, data }: ReviewEvent): string => {
  if (kind === 'review.commented') {
    const { path, line, message } = data;
    return `${message} comments on ${path}${line === null ? '' : `:${line}`} of ${data.id}’s work`;
  }
  const { id, marks } = data;
  const [first] = marks;
  const verdict = first?.verdict ?? null;
  const done = verdict === null ? 'no longer marked' : verdicts[verdict];
  if (marks.length > 1) return `${marks.length} places of ${id}’s work: ${done}`;
  if (first === undefined || first.path === null) return `The work of ${id}: ${done}`;
  return `${first.hunk === null ? first.path : `A hunk of ${first.path}`} of ${id}’s work: ${done}`;
};
