import type { Instance } from '@contract/instances.ts';
import { type JSX, type KeyboardEvent, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { AnswerChoices } from '../design/answer-choices.tsx';
import { Empty } from '../design/plain-states.tsx';
import { StateMark } from '../design/state-marks.tsx';
import { countWords, durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import type { AttentionRow } from './attention-rows.ts';
import './attention.css';

type ItemProps = { readonly row: AttentionRow; readonly now: number; onOpen(id: string): void };

const useAnswer = (instance: Instance) => {
  const run = useCommand();
  const readOnly = useReadOnly();
  // The question that was answered: its buttons rest until the instance has moved on.
  const [answeredSince, setAnsweredSince] = useState<number | null>(null);
  const resting = readOnly || answeredSince === instance.since;
  const answer = (keys: string): void => {
    if (resting) return;
    setAnsweredSince(instance.since);
    void run('instances.type', { id: instance.id, bytes: new TextEncoder().encode(keys) }).then((done) => {
      if (done === undefined) setAnsweredSince(null);
    });
  };
  return { answer, resting };
};

const Item = ({ row, now, onOpen }: ItemProps): JSX.Element => {
  const { instance, what, waiting } = row;
  const { answer, resting } = useAnswer(instance);
  const { question } = instance;
  const byDigit = (event: KeyboardEvent): void => {
    const choice = /^[1-9]$/.test(event.key) ? question?.choices[Number(event.key) - 1] : undefined;
    if (choice === undefined) return;
    event.preventDefault();
    answer(choice.keys);
  };
  return (
    <li className="at-item" onKeyDown={byDigit}>
      <button type="button" className="at-open" onClick={() => onOpen(instance.id)}>
        <StateMark state={instance.state} show="word" />
        <span className="ds-figures">{instance.id}</span>
        <span className="ds-quiet">{durationWords(now - instance.since)}</span>
        {waiting > 0 && <span className="ds-quiet">{countWords(waiting, 'instance')} below</span>}
      </button>
      <p className="at-what">{what}</p>
      {question !== null && question.choices.length > 0 && (
        <AnswerChoices question={question} disabled={resting} keys onAnswer={answer} />
      )}
    </li>
  );
};

type AttentionListProps = { readonly rows: readonly AttentionRow[]; onOpen(id: string): void };

/** Who needs the person, what for, and since when; digits answer the question of the item that has the focus. */
export const AttentionList = ({ rows, onOpen }: AttentionListProps): JSX.Element => {
  const now = useNow();
  if (rows.length === 0) return <Empty title="Nobody needs you" />;
  return (
    <ul className="at-list">
      {rows.map((row) => (
        <Item key={row.instance.id} row={row} now={now} onOpen={onOpen} />
      ))}
    </ul>
  );
};
