import type { Question } from '@contract/instances.ts';
import type { JSX } from 'react';
import { Keys } from './kbd.tsx';
import './answer-choices.css';

/** More than nine have no digit of their own; they can be answered in the terminal. */
export const choicesByKey = 9;

type AnswerChoicesProps = {
  readonly question: Question;
  readonly disabled: boolean;
  /** Whether digits answer here, and so are shown. */
  readonly keys: boolean;
  /** `keys`: what to type into the instance. */
  onAnswer(keys: string): void;
};

/** What a question offers, as buttons. */
export const AnswerChoices = ({ question, disabled, keys, onAnswer }: AnswerChoicesProps): JSX.Element => (
  <div className="ds-choices">
    {question.choices.slice(0, choicesByKey).map((choice, index) => (
      <button
        type="button"
        className="ds-button ds-choice"
        key={choice.keys + choice.label}
        disabled={disabled}
        onClick={() => onAnswer(choice.keys)}
      >
        {keys && <Keys keys={String(index + 1)} />}
        {choice.label}
      </button>
    ))}
  </div>
);
