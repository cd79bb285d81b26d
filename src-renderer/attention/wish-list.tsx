import type { Wish } from '@contract/approvals.ts';
import { type JSX, type KeyboardEvent, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Keys } from '../design/kbd.tsx';
import { FoldedText } from '../design/questions/folded-text.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import './attention.css';

type Answer = { readonly yes: boolean; readonly all?: boolean; readonly reason?: string };

type ItemProps = { readonly wish: Wish; readonly now: number; onOpen(id: string): void };

/** What it would have, in a few words: `claude · opus · tutti/12/spec_1_1_2 · 3 of 100 specialists`. */
const useAbout = ({ role, profile, model, branch }: Wish): string => {
  const name = role === 'manager' ? 'managers' : role === 'specialist' ? 'specialists' : 'executives';
  const most = useView((view) => view.settings.limits[name]);
  const live = useView(
    (view) =>
      Object.values(view.instances).filter(
        (one) => one.role === role && one.state !== 'crashed' && one.state !== 'terminated',
      ).length,
  );
  return [profile, model, branch, `${live} of ${most} ${name} live`]
    .filter((part) => part !== null)
    .join(' · ');
};

const Item = ({ wish, now, onOpen }: ItemProps): JSX.Element => {
  const run = useCommand();
  const readOnly = useReadOnly();
  const about = useAbout(wish);
  const [reason, setReason] = useState<string | null>(null);
  const [sent, setSent] = useState(false);
  const decide = async (answer: Answer): Promise<void> => {
    if (sent || readOnly) return;
    setSent(true);
    const done = await run('approvals.decide', { wish: wish.wish, ...answer });
    if (done === undefined) setSent(false);
  };
  const byDigit = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.matches('input, textarea')) return;
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '1') void decide({ yes: true });
    else if (event.key === '2') void decide({ yes: true, all: true });
    else if (event.key === '3' && !readOnly) setReason(reason ?? '');
    else return;
    event.preventDefault();
  };
  return (
    <li className="at-item" data-wish={wish.wish} onKeyDown={byDigit}>
      <button type="button" className="at-open" data-focus-first onClick={() => onOpen(wish.by)}>
        <Badge tone="amber">wish</Badge>
        <span className="ds-figures">{wish.by}</span>
        <span>wants a {wish.role}</span>
        <span className="ds-quiet">{durationWords(now - wish.askedAt)}</span>
      </button>
      <FoldedText text={wish.task || 'no task yet'} label={`Task of ${wish.wish}`} prose />
      <p className="ds-quiet at-about">{about}</p>
      <div className="at-answers">
        <Button disabled={readOnly || sent} onClick={() => void decide({ yes: true })}>
          <Keys keys="1" /> Yes
        </Button>
        <Button disabled={readOnly || sent} onClick={() => void decide({ yes: true, all: true })}>
          <Keys keys="2" /> Yes to all of this run
        </Button>
        <Button disabled={readOnly || sent} onClick={() => setReason(reason ?? '')}>
          <Keys keys="3" /> No…
        </Button>
      </div>
      {reason !== null && (
        <form
          className="at-answers"
          onSubmit={(event) => {
            event.preventDefault();
            void decide({ yes: false, reason });
          }}
        >
          <Input
            aria-label="Why not"
            placeholder={`Why not, for ${wish.by}`}
            maxLength={2000}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit" disabled={sent}>
            Say no
          </Button>
        </form>
      )}
    </li>
  );
};

type WishListProps = { readonly wishes: readonly Wish[]; onOpen(id: string): void };

/** What instances want to spawn, with the answers as keys. */
export const WishList = ({ wishes, onOpen }: WishListProps): JSX.Element | null => {
  const now = useNow();
  if (wishes.length === 0) return null;
  return (
    <ul className="at-list" aria-label="Wishes to spawn">
      {wishes.map((wish) => (
        <Item key={wish.wish} wish={wish} now={now} onOpen={onOpen} />
      ))}
    </ul>
  );
};

/** That every wish of the run is granted, and the way back. */
export const AllGranted = (): JSX.Element | null => {
  const run = useCommand();
  const readOnly = useReadOnly();
  const all = useView((view) => view.approvesAll);
  if (!all) return null;
  return (
    <p className="at-foot">
      <span className="ds-quiet">Whatever agents spawn in this run has your yes.</span>
      <Button look="plain" disabled={readOnly} onClick={() => void run('approvals.revoke', {})}>
        Ask me again
      </Button>
    </p>
  );
};
