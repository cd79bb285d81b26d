import type { Instance, Question } from '@contract/instances.ts';
import type { JSX, KeyboardEvent } from 'react';
import { Keys } from '../design/kbd.tsx';
import {
  type Answering,
  answerKeyOf,
  keptWords,
  kindWord,
  meansWords,
  questionLine,
} from '../design/questions/index.ts';

/** As many as a wide pane has room for; the others are chosen in the terminal below. */
const shownChoices = 4;

type PaneQuestionProps = { readonly question: Question; readonly answering: Answering };

const Choices = ({ question, answering }: PaneQuestionProps): JSX.Element => {
  const kept = keptWords(question);
  const titleOf = (choice: Question['choices'][number]): string => {
    const means = meansWords(choice, false);
    const more = kept === null || choice.means === undefined ? '' : `. With Shift: ${kept.toLowerCase()}`;
    return `${choice.label}${means === '' ? '' : ` (${means})`}${more}`;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <span className="pane-choices" role="group" aria-label="Answers">
      {question.choices.slice(0, shownChoices).map((choice, index) => (
        <button
          type="button"
          className="ds-button"
          key={choice.keys + choice.label}
          title={titleOf(choice)}
          aria-disabled={answering.resting}
          onClick={(event) => answering.answer({ choice: index, always: event.shiftKey })}
        >
          <Keys keys={String(index + 1)} />
          <span className="pane-choice-words">{choice.label}</span>
        </button>
      ))}
    </span>
  );
};

/**
 * What the instance asks, in one line with its answers. It lies over the terminal's first line rather than above it: a
 * terminal that changed its size with each question would have its program draw everything anew.
 */
export const PaneQuestion = ({ question, answering }: PaneQuestionProps): JSX.Element => (
  <section
    className="pane-question"
    aria-label="It asks"
    onKeyDown={(event) => answerByKey(event, answering)}
  >
    <span className="ds-quiet">{kindWord(question)}</span>
    <span
      className={`pane-asked ${question.tool === undefined ? '' : 'ds-figures'}`}
      title={question.subject ?? question.text}
    >
      {questionLine(question)}
    </span>
    {question.choices.length > 0 ? (
      <Choices question={question} answering={answering} />
    ) : (
      <span className="ds-quiet">answer it below</span>
    )}
  </section>
);

/** Digits answer where they are not the terminal's own. */
export const answerByKey = (event: KeyboardEvent, answering: Answering): void => {
  const key = answerKeyOf(event.nativeEvent);
  if (key === null) return;
  event.preventDefault();
  answering.answer(key);
};

/** What an instance asks now; null when it asks nothing. */
export const askedBy = ({ state, question }: Instance): Question | null =>
  state === 'waiting' ? question : null;
