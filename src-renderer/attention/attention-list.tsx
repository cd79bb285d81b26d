import { type JSX, type KeyboardEvent, useRef } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient } from '../connection/use-project.ts';
import { Empty } from '../design/plain-states.tsx';
import { AnswerForm, answerKeyOf, useAnswer } from '../design/questions/index.ts';
import { StateMark } from '../design/state-marks.tsx';
import { countWords, durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import type { AttentionRow } from './attention-rows.ts';
import { type Rest, useFocusThatStays } from './focus-that-stays.ts';
import './attention.css';

type ItemProps = {
  readonly row: AttentionRow;
  readonly now: number;
  /** Until when keys are not for what has just come to stand here. */
  readonly rest: Rest;
  onOpen(id: string): void;
};

const typing = 'input, textarea';

const Item = ({ row, now, rest, onOpen }: ItemProps): JSX.Element => {
  const { instance, what, waiting } = row;
  const answering = useAnswer(useClient(), instance, useReadOnly());
  const asks = instance.state === 'waiting' && instance.question !== null;
  const byDigit = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.matches('textarea')) return;
    const key = answerKeyOf(event.nativeEvent);
    if (key === null || !asks || rest.lasts()) return;
    event.preventDefault();
    answering.answer(key);
  };
  return (
    <li className="at-item" data-attention={instance.id} onKeyDown={byDigit}>
      <button type="button" className="at-open" data-focus-first onClick={() => onOpen(instance.id)}>
        <StateMark state={instance.state} show="word" />
        <span className="ds-figures">{instance.id}</span>
        <span className="ds-quiet">{durationWords(now - instance.since)}</span>
        {waiting > 0 && <span className="ds-quiet">{countWords(waiting, 'instance')} below</span>}
      </button>
      {asks ? (
        <AnswerForm key={instance.since} instance={instance} answering={answering} keys />
      ) : (
        <p className="at-what">{what}</p>
      )}
    </li>
  );
};

type AttentionListProps = { readonly rows: readonly AttentionRow[]; onOpen(id: string): void };

/** The item after or before the one that has the focus. */
const neighbour = (list: HTMLElement, step: 1 | -1): HTMLElement | undefined => {
  const items = [...list.querySelectorAll<HTMLElement>('.at-open')];
  const at = items.findIndex((item) => item.parentElement?.contains(document.activeElement) === true);
  return at === -1 ? items[0] : items[at + step];
};

/** Who needs the person, what for, and since when; arrows go along, digits answer the question of the item that has the focus. */
export const AttentionList = ({ rows, onOpen }: AttentionListProps): JSX.Element => {
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const rest = useFocusThatStays(list, rows);
  if (rows.length === 0) return <Empty title="Nobody needs you" />;
  const byArrow = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (event.target instanceof Element && event.target.matches(`${typing}, pre`)) return;
    event.preventDefault();
    neighbour(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)?.focus();
  };
  return (
    <ul className="at-list" ref={list} onKeyDown={byArrow}>
      {rows.map((row) => (
        <Item key={row.instance.id} row={row} now={now} rest={rest} onOpen={onOpen} />
      ))}
    </ul>
  );
};
