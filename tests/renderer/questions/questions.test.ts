import type { Choice, Question } from '@contract/instances.ts';
import { fail } from '@contract/result.ts';
import { describe, expect, it, vi } from 'vitest';
import { answerKeyOf } from '../../../src-renderer/design/questions/answer-key.ts';
import { createAttempts } from '../../../src-renderer/design/questions/attempts.ts';
import { foldOf } from '../../../src-renderer/design/questions/fold-text.ts';
import {
  keptWords,
  kindWord,
  meansWords,
  questionLine,
  questionParts,
} from '../../../src-renderer/design/questions/question-words.ts';

const choices: Choice[] = [
  { label: 'Yes', keys: '1', means: 'allow' },
  { label: 'No', keys: '2', means: 'deny' },
];
const permission: Question = {
  text: 'Run it?',
  kind: 'permission',
  tool: 'Bash',
  subject: 'npm test\nnpm run lint',
  choices,
};

describe('a question in words', () => {
  it('is kept for the run or the project, or can not be kept', () => {
    expect(keptWords(permission)).toBe('Always in this run');
    expect(keptWords({ ...permission, kind: 'dialog' })).toBe('Always in this project');
    expect(keptWords({ ...permission, kind: 'plan' })).toBeNull();
    expect(keptWords({ text: 'x', kind: 'permission', choices })).toBeNull();
    expect(keptWords({ ...permission, choices: [{ label: 'Yes', keys: '1' }] })).toBeNull();
  });

  it('says what each choice does, also when it is kept', () => {
    const said = (always: boolean) => choices.map((choice) => meansWords(choice, always));
    expect(said(false)).toEqual(['allows', 'denies']);
    expect(said(true)).toEqual(['always allows', 'always denies']);
    expect(meansWords({ label: 'Always', keys: '3', means: 'allow-always' }, false)).toBe('always allows');
    expect(meansWords({ label: 'Tea', keys: '1' }, true)).toBe('');
  });

  it('stands in one line by its tool and subject, else by its first line', () => {
    expect(questionLine(permission)).toBe('Bash: npm test');
    expect(questionLine({ text: '\nWhich port?\nAnd why?', choices: [] })).toBe('Which port?');
    expect(kindWord({ text: 'x', choices: [] })).toBe('question');
  });

  it('says nothing twice', () => {
    const same = { ...permission, text: 'npm test', subject: 'npm test', detail: 'npm test' };
    expect(questionParts(same)).toEqual({ text: null, subject: 'npm test', detail: null });
    expect(questionParts({ text: 'Go?', detail: 'The plan', choices: [] })).toEqual({
      text: 'Go?',
      subject: null,
      detail: 'The plan',
    });
  });
});

describe('a long text', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`).join('\n');

  it('is folded to its beginning, and says how much there is', () => {
    expect(foldOf(lines(48))).toEqual({ head: `${lines(5)}…`, more: '48 lines' });
    const one = foldOf('x'.repeat(2000));
    expect(one.more).toBe('2,000 characters');
    expect(one.head.length).toBeLessThan(400);
  });

  it('stays whole where folding would save nothing', () => {
    expect(foldOf(`${lines(6)}\n`)).toEqual({ head: lines(6), more: null });
  });
});

describe('a key that answers', () => {
  const pressed = (change: Partial<Parameters<typeof answerKeyOf>[0]>) =>
    answerKeyOf({
      key: '1',
      code: 'Digit1',
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      repeat: false,
      ...change,
    });

  it('is a digit, with Shift for always', () => {
    expect(pressed({})).toEqual({ choice: 0, always: false });
    expect(pressed({ key: '9', code: 'Numpad9' })).toEqual({ choice: 8, always: false });
    expect(pressed({ key: '!', shiftKey: true })).toEqual({ choice: 0, always: true });
  });

  it('answers once where digits need Shift', () => {
    expect(pressed({ shiftKey: true })).toEqual({ choice: 0, always: false });
    expect(pressed({ key: '&' })).toBeNull();
  });

  it('is none that is held down, or a shortcut, or 0', () => {
    expect(pressed({ repeat: true })).toBeNull();
    expect(pressed({ ctrlKey: true })).toBeNull();
    expect(pressed({ altKey: true })).toBeNull();
    expect(pressed({ key: '0', code: 'Digit0' })).toBeNull();
    expect(pressed({ key: ')', code: 'Digit0', shiftKey: true })).toBeNull();
  });
});

describe('attempts at an answer', () => {
  it('are of one question: the next one is free', () => {
    const attempts = createAttempts();
    const told = vi.fn();
    attempts.subscribe(told);
    attempts.set('spec_1_1_1', { since: 10, error: null, at: 0 });
    expect(attempts.of({ id: 'spec_1_1_1', since: 10 })?.error).toBeNull();
    expect(attempts.of({ id: 'spec_1_1_1', since: 11 })).toBeNull();
    expect(attempts.of({ id: 'spec_1_1_2', since: 10 })).toBeNull();
    const { error } = fail('timeout', 'it still asks', 'Open its terminal.');
    attempts.set('spec_1_1_1', { since: 10, error, at: 50 });
    expect(attempts.of({ id: 'spec_1_1_1', since: 10 })?.error).toBe(error);
    expect(told).toHaveBeenCalledTimes(2);
    const isJustNext = (since: number, now: number) => attempts.isJustNext({ id: 'spec_1_1_1', since }, now);
    expect([isJustNext(10, 60), isJustNext(11, 60), isJustNext(11, 460)]).toEqual([false, true, false]);
  });
});
