import { awaitedOf, type Shutdown } from '@contract/shutdowns.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { Check, Circle, CircleDot } from 'lucide-react';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { countWords } from '../design/time-words.ts';

type Stand = { readonly id: string; readonly at: 'saving' | 'saved' | 'ended'; readonly why: string };

/** Where each of them is: it saves its work, has saved it, or has ended. */
export const standsOf = (shutdown: Shutdown, instances: View['instances']): readonly Stand[] => {
  const awaited = new Map(awaitedOf({ shutdown, instances }).map((one) => [one.id, one]));
  return shutdown.ids.map((id): Stand => {
    const instance = instances[id];
    if (instance === undefined || hasEnded(instance.state)) return { id, at: 'ended', why: 'ended' };
    const one = awaited.get(id);
    if (one === undefined)
      return { id, at: 'saved', why: shutdown.state === 'ending' ? 'is being ended' : 'saved' };
    const files = one.changed === 0 ? '' : `${countWords(one.changed, 'file')} not committed`;
    return {
      id,
      at: 'saving',
      why: [one.why === 'at work' ? 'at work' : '', files].filter(Boolean).join(', '),
    };
  });
};

const marks = {
  saving: { Icon: CircleDot, color: 'var(--blue)' },
  saved: { Icon: Circle, color: 'var(--text-2)' },
  ended: { Icon: Check, color: 'var(--green)' },
} as const;

/** What has still to be done stands first. */
const order = ['saving', 'saved', 'ended'] as const;

/** Told, saving, ended: how far a shutdown is, and with whom. */
export const ShutdownProgress = ({ shutdown }: { readonly shutdown: Shutdown }): JSX.Element => {
  const instances = useView((view) => view.instances);
  const stands = standsOf(shutdown, instances);
  const count = (at: Stand['at']): number => stands.filter((one) => one.at === at).length;
  const sorted = [...stands].sort((a, b) => order.indexOf(a.at) - order.indexOf(b.at));
  return (
    <>
      <ol className="in-stages" aria-label="Progress of the shutdown">
        <li data-now={shutdown.state === 'waiting' || undefined}>
          <span className="ds-figures">{count('saving')}</span> saving
        </li>
        <li data-now={shutdown.state === 'ending' || undefined}>
          <span className="ds-figures">{count('saved')}</span>{' '}
          {shutdown.state === 'ending' ? 'to end' : 'saved'}
        </li>
        <li>
          <span className="ds-figures">{count('ended')}</span> ended
        </li>
      </ol>
      <ul className="in-ends" aria-label="Who is ended">
        {sorted.map(({ id, at, why }) => {
          const { Icon, color } = marks[at];
          return (
            <li key={id} data-at={at}>
              <span className="in-end-who ds-figures">
                <Icon size={13} aria-hidden="true" style={{ color }} />
                {id}
              </span>
              <span className="ds-quiet">{why}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
};
