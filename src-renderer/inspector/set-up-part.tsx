import type { Instance } from '@contract/instances.ts';
import type { SetUp } from '@contract/set-up.ts';
import { type JSX, useState } from 'react';
import { useFresh } from '../connection/use-fresh.ts';
import { ErrorState } from '../design/plain-states.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';

/** What went wrong stands at its end. */
const toEnd = (node: HTMLElement | null): void => {
  if (node !== null) node.scrollTop = node.scrollHeight;
};

/** What the command printed; asked for once it is looked at. */
const Output = ({ id }: { readonly id: string }): JSX.Element | null => {
  const { value, error } = useFresh('instances.setUp', { id }, ({ kind, data }) =>
    kind === 'instance.setUp' ? data.id === id : false,
  );
  if (error !== null) return <ErrorState error={error} />;
  const check = value?.report?.check ?? null;
  if (check === null) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <pre ref={toEnd} className="in-evidence ds-figures" tabIndex={0}>
      {check.output === '' ? 'It printed nothing.' : check.output}
    </pre>
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
  // A failure is open: it is what has to be read.
  const [open, setOpen] = useState(setUp.state === 'failed');
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
