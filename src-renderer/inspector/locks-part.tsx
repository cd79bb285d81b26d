import type { Instance } from '@contract/instances.ts';
import { placeInQueue, waitsFor } from '@contract/locks.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { endWords, pathsWords, placeWords, waitedPaths } from '../design/lock-words.ts';
import { partyWords } from '../design/party-words.ts';
import { useNow } from '../design/use-now.ts';

/** The locks it has, and those it waits for with whom it waits for. Nothing where there are none. */
export const LocksPart = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const locks = useView((view) => view.locks);
  const now = useNow();
  const its = locks.filter(({ holder }) => holder === instance.id);
  if (its.length === 0) return null;
  return (
    <section className="in-section" aria-label="Locks">
      <h3 className="ds-section-title">Locks</h3>
      <ul className="in-locks">
        {its.map((lock) => {
          const place = placeInQueue(locks, lock);
          const end = endWords(lock, now);
          return (
            <li key={lock.id}>
              <p>
                {place === null ? `holds (${lock.mode}) ` : `waits, ${placeWords(place)}: `}
                <span className="ds-figures">{pathsWords(lock.paths)}</span>
              </p>
              {waitsFor(locks, lock).map((other) => (
                <p className="ds-quiet" key={other.id}>
                  {other.state === 'held' ? 'for' : 'behind'} {partyWords(other.holder)}:{' '}
                  {pathsWords(waitedPaths(lock, other))}
                </p>
              ))}
              {place === null && end !== '' && <p className="ds-quiet">{end}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
