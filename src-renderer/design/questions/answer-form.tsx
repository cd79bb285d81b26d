import type { Instance } from '@contract/instances.ts';
import { type JSX, useState } from 'react';
import { Check } from '../field.tsx';
import { Keys } from '../kbd.tsx';
import { ErrorState } from '../plain-states.tsx';
import { AnswerChoices } from './answer-choices.tsx';
import { AnswerText } from './answer-text.tsx';
import { QuestionView } from './question-view.tsx';
import { keptWords } from './question-words.ts';
import type { Answering } from './use-answer.ts';
import './questions.css';

type AnswerFormProps = {
  readonly instance: Instance;
  readonly answering: Answering;
  /** Whether digits answer here. */
  readonly keys: boolean;
};

/** What an instance asks, and the ways to answer it. Give it a key of its question, so that the next one starts afresh. */
export const AnswerForm = ({ instance, answering, keys }: AnswerFormProps): JSX.Element | null => {
  const [always, setAlways] = useState(false);
  const { question } = instance;
  if (question === null) return null;
  const { answer, resting, error } = answering;
  const kept = keptWords(question);
  return (
    <>
      <QuestionView question={question} />
      {question.choices.length > 0 ? (
        <AnswerChoices
          choices={question.choices}
          disabled={resting}
          keys={keys}
          always={always}
          onAnswer={(choice) => answer({ choice, always })}
        />
      ) : (
        <AnswerText id={instance.id} disabled={resting} onAnswer={(text) => answer({ text })} />
      )}
      {kept !== null && (
        <span className="qu-always">
          <Check label={kept} checked={always} onChange={setAlways} />
          {keys && <Keys keys="Shift 1–9" />}
        </span>
      )}
      {error !== null && <ErrorState error={error} />}
    </>
  );
};
