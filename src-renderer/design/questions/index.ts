export { AnswerForm } from './answer-form.tsx';
export { type AnswerKey, answerKeyOf } from './answer-key.ts';
export { keptWords, kindWord, meansWords, questionLine } from './question-words.ts';
export { type Answering, useAnswer } from './use-answer.ts';
