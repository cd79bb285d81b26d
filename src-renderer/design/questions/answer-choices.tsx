import type { Choice } from '@contract/instances.ts';
import type { JSX } from 'react';
import { Keys } from '../kbd.tsx';
import { meansWords } from './question-words.ts';
import './questions.css';

/** More than nine have no digit of their own. */
const choicesByKey = 9;

type AnswerChoicesProps = {
  readonly choices: readonly Choice[];
  readonly disabled: boolean;
  /** Whether digits answer here, and so are shown. */
  readonly keys: boolean;
  /** Whether the answer is going to be kept. */
  readonly always: boolean;
  onAnswer(choice: number): void;
};

/** What a question offers, as buttons. */
export const AnswerChoices = (props: AnswerChoicesProps): JSX.Element => (
  <div className="qu-choices">
    {props.choices.map((choice, index) => (
      <button
        type="button"
        className="ds-button qu-choice"
        key={choice.keys + choice.label}
        // Not `disabled`: what rests while an answer is under way keeps the keyboard.
        aria-disabled={props.disabled}
        onClick={() => !props.disabled && props.onAnswer(index)}
      >
        {props.keys && index < choicesByKey && <Keys keys={String(index + 1)} />}
        {choice.label}
        <span className="qu-means">{meansWords(choice, props.always)}</span>
      </button>
    ))}
  </div>
);
