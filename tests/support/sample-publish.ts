import type { EventData } from '@contract/events.ts';
import type { publishEvents } from '@contract/publish-events.ts';

const of = { id: 'exec_1', branch: 'tutti/1/exec_1', remote: 'origin', as: 'jwt-auth' };

/** Data of each kind of event about publishing. */
export const samplePublishData: { readonly [K in keyof typeof publishEvents]: EventData<K> } = {
  'branch.published': { ...of, tip: 'a'.repeat(40), upToDate: false, link: null },
  'branch.proposed': { ...of, base: 'main', url: 'https://github.com/ada/orders/pull/7', existing: false },
  'branch.unpublished': { ...of, step: 'push', reason: 'origin could not be reached.' },
};
