import type { TuttiEvent } from '@contract/events.ts';
import type { Rule } from '@contract/rules.ts';
import { describe, expect, it } from 'vitest';
import { emptyDraft, termsOfDraft } from '../../../src-renderer/rules/rule-draft.ts';
import {
  byRun,
  historyWords,
  readHistory,
  scopeWords,
  stillRevoked,
  termsOf,
} from '../../../src-renderer/rules/rule-words.ts';
import { createTape } from '../../support/sample-events.ts';

const rule = (change: Partial<Rule> = {}): Rule => ({
  id: 'rule_7',
  effect: 'allow',
  about: 'permission',
  profile: 'claude',
  tool: 'Bash',
  subject: 'npm test*',
  run: 12,
  instance: null,
  addedAt: new Date(2026, 10, 22, 14, 2, 11).getTime(),
  ...change,
});

describe('a rule in words', () => {
  it('says how far it reaches', () => {
    expect(scopeWords(rule())).toBe('permission, claude, run 12');
    expect(scopeWords(rule({ about: 'dialog', profile: null, run: null }))).toBe(
      'dialog, any profile, every run of this project',
    );
    expect(scopeWords(rule({ instance: 'spec_1_1_2' }))).toBe('permission, claude, run 12, spec_1_1_2');
  });

  it('tells rules that can still answer from those of runs that are over', () => {
    const rules = [rule(), rule({ id: 'rule_8', run: 11 }), rule({ id: 'rule_9', run: null })];
    const ids = (of: readonly Rule[]) => of.map(({ id }) => id);
    expect(ids(byRun(rules, 12).holding)).toEqual(['rule_7', 'rule_9']);
    expect(ids(byRun(rules, 12).past)).toEqual(['rule_8']);
  });

  it('has its history out of the log, whichever way round it comes', () => {
    const tape = createTape(rule().addedAt);
    tape.add('rule.added', { id: 'rule_7', terms: termsOf(rule()) }, { kind: 'person', door: 'window' });
    tape.wait(60_000);
    const answered = { id: 'exec_1', question: 'Run npm test?\nReally?', answer: 'Yes' };
    tape.add('instance.answered', { ...answered, rule: null }, { kind: 'person', door: 'window' });
    tape.add('instance.answered', { ...answered, question: 'Run lint?', rule: 'rule_7' });
    tape.add('instance.answered', { ...answered, rule: 'rule_7' });
    const events: TuttiEvent[] = [...tape.events].reverse();
    expect(historyWords(rule(), readHistory(events).get('rule_7'), rule().addedAt)).toBe(
      'since 14:02 by you (window), answered 2 questions, last “Run npm test?” 14:03',
    );
    const nextDay = rule().addedAt + 86_400_000;
    expect(historyWords(rule(), undefined, nextDay)).toBe('since 2026-11-22 14:02, has answered nothing yet');
  });
});

it('counts a rule as revoked until one that says the same is there again', () => {
  const again = rule({ id: 'rule_20', addedAt: 5 });
  expect(stillRevoked([rule()], [])).toEqual([rule()]);
  expect(stillRevoked([rule()], [rule({ id: 'rule_8', subject: '*' })])).toEqual([rule()]);
  expect(stillRevoked([rule()], [again])).toEqual([]);
});

describe('a rule of the person’s own', () => {
  const draft = { ...emptyDraft(12), tool: ' Bash ', subject: 'git push*' };

  it('says what it decides', () => {
    expect(termsOfDraft(draft, 12)).toEqual({
      terms: { ...termsOf(rule()), profile: null, subject: 'git push*' },
    });
    const deny = { ...draft, effect: 'deny', profile: 'codex', instance: 'spec_1_1_2' } as const;
    expect(termsOfDraft(deny, 12)).toMatchObject({
      terms: { effect: 'deny', profile: 'codex', instance: 'spec_1_1_2', run: 12 },
    });
  });

  it('is about no one instance when it holds for every run', () => {
    const wide = termsOfDraft({ ...draft, reach: 'project', instance: 'spec_1_1_2' }, 12);
    expect(wide).toMatchObject({ terms: { run: null, instance: null } });
    expect(emptyDraft(null).reach).toBe('project');
  });

  it('needs a tool; an empty subject is any', () => {
    expect(termsOfDraft({ ...draft, tool: ' ' }, 12)).toEqual({ mistake: 'Name the tool, or write *.' });
    expect(termsOfDraft({ ...draft, subject: '' }, 12)).toMatchObject({ terms: { subject: '*' } });
    expect(termsOfDraft({ ...draft, instance: 'nobody' }, 12)).toHaveProperty('mistake');
  });
});
