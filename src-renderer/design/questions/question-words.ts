import type { Choice, Question } from '@contract/instances.ts';

const kindWords: Record<NonNullable<Question['kind']>, string> = {
  permission: 'permission',
  question: 'question',
  plan: 'plan',
  dialog: 'dialog',
};

/** What kind of question it is, in a word; one whose kind nobody told is a question. */
export const kindWord = ({ kind }: Question): string => kindWords[kind ?? 'question'];

/**
 * What an answer that is kept holds for, in words; null where it can't be kept: only what a tool or a dialog asks, with choices
 * that say what they mean, can be compared with the next question.
 */
export const keptWords = ({ kind, tool, choices }: Question): string | null => {
  if (tool === undefined || !choices.some(({ means }) => means !== undefined)) return null;
  if (kind === 'permission') return 'Always in this run';
  return kind === 'dialog' ? 'Always in this project' : null;
};

/** What choosing it does, in a word or two; empty where it is neither. `always`: and keeps it. */
export const meansWords = ({ means }: Choice, always: boolean): string => {
  if (means === undefined) return '';
  if (means === 'deny') return always ? 'always denies' : 'denies';
  return always || means === 'allow-always' ? 'always allows' : 'allows';
};

/** All of a question in one line: `Bash: npm test`, else its first line. */
export const questionLine = ({ text, tool, subject }: Question): string => {
  const first = (words: string): string => words.trim().split('\n', 1)[0] ?? '';
  if (tool !== undefined && subject !== undefined) return `${tool}: ${first(subject)}`;
  return first(text);
};

/** What stands in each part of it, and nothing twice. */
export const questionParts = ({ text, subject, detail, tool }: Question) => ({
  text: text === subject || text === tool ? null : text,
  subject: subject ?? null,
  detail: detail === undefined || detail === subject || detail === text ? null : detail,
});
