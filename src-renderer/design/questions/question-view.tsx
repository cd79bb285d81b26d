import type { Question } from '@contract/instances.ts';
import type { JSX } from 'react';
import { Badge } from '../badge.tsx';
import { FoldedText } from './folded-text.tsx';
import { kindWord, questionParts } from './question-words.ts';
import './questions.css';

/** What is asked: the kind and the tool, the words, the command or path itself, and what else there is to be read. */
export const QuestionView = ({ question }: { readonly question: Question }): JSX.Element => {
  const { text, subject, detail } = questionParts(question);
  return (
    <div className="qu">
      <p className="qu-head">
        <Badge>{kindWord(question)}</Badge>
        {question.tool !== undefined && <strong className="ds-figures">{question.tool}</strong>}
      </p>
      {text !== null && <p className="qu-text">{text}</p>}
      {subject !== null && <FoldedText text={subject} label="What it is about" />}
      {detail !== null && <FoldedText text={detail} label="Details" prose={question.kind === 'plan'} />}
    </div>
  );
};
