import type { Subscription } from '@contract/subscriptions.ts';
import { type Tool, tool } from '../tool.ts';
import { adds, ends, everyone } from './words.ts';

const line = ({ id, kinds, from }: Subscription): string =>
  `${id}: ${kinds.join(', ')}${from.length === 0 ? '' : ` from ${from.join(', ')}`}`;

export const subscribingTools: readonly Tool[] = [
  tool({
    name: 'subscribe',
    verb: 'subscriptions.add',
    title: 'Subscribe to events',
    roles: everyone,
    annotations: { ...adds, idempotentHint: true },
    description: `From now on, tells you in a message from tutti when something of these kinds happens: of the instances that list shows you, and of tasks, locks, decisions and knowledge of the whole run. There is one message at a time: what happens before you have read it is counted in the next.
When: you would otherwise call list again and again. Not needed for messages to you.
Answers with the subscription's id; unsubscribe ends it.
Example: {"kinds": ["instance.changed", "task"], "from": ["spec_1_1_1"]}`,
    fields: {
      kinds:
        'What: instance, message, task, lock, decision, knowledge, or a single kind such as instance.changed.',
      from: 'Only what these did or what is about them: instance ids, person, tutti. Absent: anyone.',
    },
    render: (subscription) => [`Subscribed. ${line(subscription)}`],
  }),
  tool({
    name: 'unsubscribe',
    verb: 'subscriptions.end',
    title: 'End a subscription',
    roles: everyone,
    annotations: ends,
    description: `Ends a subscription of yours: you are told of it no more.
Example: {"subscription": "sub_12"}`,
    fields: { subscription: 'Its id, from subscribe or from its messages.' },
    render: (subscription) => [`Ended. ${line(subscription)}`],
  }),
];
