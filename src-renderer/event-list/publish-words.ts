import type { TuttiEvent } from '@contract/events.ts';
import { brief } from './brief.ts';

type PublishEvent = Extract<
  TuttiEvent,
  { kind: 'branch.published' | 'branch.proposed' | 'branch.unpublished' }
>;

export const publishWords = (event: PublishEvent): string => {
  const { branch, remote, as } = event.data;
  const there = as === branch ? remote : `${remote} as ${as}`;
  switch (event.kind) {
    case 'branch.published':
      return event.data.upToDate ? `${branch} was on ${there} already` : `${branch} was pushed to ${there}`;
    case 'branch.proposed':
      return event.data.existing
        ? `${branch} has a pull request already: ${event.data.url}`
        : `A pull request for ${branch} into ${event.data.base} is open: ${event.data.url}`;
    case 'branch.unpublished':
      return event.data.step === 'push'
        ? `${branch} could not be pushed to ${there}: ${brief(event.data.reason)}`
        : `No pull request for ${branch}: ${brief(event.data.reason)}`;
    default:
      return event satisfies never;
  }
};
