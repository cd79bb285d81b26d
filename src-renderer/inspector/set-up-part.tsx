import type { Instance } from '@contract/instances.ts';
import type { SetUp } from '@contract/set-up.ts';
import { type JSX, useLayoutEffect, useRef, useState } from 'react';
import { ErrorState } from '../design/plain-states.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { useSetUp } from './use-set-up.ts';

/** Pixels from the end within which it counts as looked at. */
const nearEnd = 24;

/** What the command printed, or has printed so far; asked for once it is looked at. */
const Output = ({ id }: { readonly id: string }): JSX.Element | null => {
  const { value, error } = useSetUp(id);
  const node = useRef<HTMLPreElement>(null);
  // What went wrong, and what goes on, stands at its end; who has scrolled up stays there.
  const atEnd = useRef(true);
  const live = value?.live ?? null;
  const printed = value?.report?.check?.output ?? live?.output ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is shown
  useLayoutEffect(() => {
    if (node.current !== null && atEnd.current) node.current.scrollTop = node.current.scrollHeight;
  }, [printed]);
  if (error !== null) return <ErrorState error={error} />;
  if (printed === null) return null;
  return (
    <section aria-label={live === null ? 'What it printed' : 'What it has printed so far'}>
      <pre
        ref={node}
        className="in-evidence ds-figures"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        }}
      >
        {printed !== '' ? printed : live === null ? 'It printed nothing.' : 'It has printed nothing yet.'}
      </pre>
    </section>
  );
};

const stateWords = ({ state, since }: SetUp, now: number): string => {
  if (state === 'under-way') return `runs for ${durationWords(now - since)}`;
  return state === 'done' ? 'went well' : 'failed';
};

const placedWords = ({ copied, linked }: SetUp): string =>
  [copied > 0 ? `${copied} copied` : '', linked > 0 ? `${linked} linked` : '']
    .filter((word) => word !== '')
    .join(', ');

const Command = ({ id, setUp }: { readonly id: string; readonly setUp: SetUp }): JSX.Element => {
  const now = useNow();
  // A failure is open: it is what has to be read. So is what goes on.
  const [open, setOpen] = useState(setUp.state !== 'done');
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="ds-figures">{setUp.command}</span>{' '}
        <span className="ds-quiet">{stateWords(setUp, now)}</span>
      </summary>
      {open && <Output id={id} />}
    </details>
  );
};

/** How its worktree was made ready. */
export const SetUpPart = ({
  instance: { id, setUp },
}: {
  readonly instance: Instance;
}): JSX.Element | null => {
  if (setUp === null) return null;
  const placed = placedWords(setUp);
  const alerts = [setUp.reason, ...setUp.notes].filter((words) => words !== '');
  return (
    <section className="in-section" aria-label="Set-up">
      <h3 className="ds-section-title">Set-up</h3>
      {placed !== '' && <p className="ds-quiet">{placed}</p>}
      {setUp.command !== '' && <Command key={setUp.state} id={id} setUp={setUp} />}
      {alerts.length > 0 && (
        <ul className={`in-stand ${setUp.state === 'failed' ? 'in-stand-alerts' : ''}`}>
          {alerts.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
