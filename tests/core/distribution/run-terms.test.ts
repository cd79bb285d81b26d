import { budgetsSchema, noBudgets } from '@contract/budgets.ts';
import { templateDefaultsSchema } from '@contract/run-templates.ts';
import { runTerms } from '@contract/run-terms.ts';
import { defaultSettings } from '@contract/settings.ts';
import { expect, test } from 'vitest';

const now = { settings: defaultSettings, budgets: noBudgets };

test('a template tightens what is set, and never loosens it', () => {
  const template = templateDefaultsSchema.parse({
    limits: { managers: 3, specialists: 900 },
    budget: { run: { tokens: 100, minutes: 60 } },
    approval: 'off',
  });
  const set = {
    settings: { ...defaultSettings, approval: 'managers' as const },
    budgets: budgetsSchema.parse({ run: { tokens: 50 } }),
  };
  const terms = runTerms(set, {}, template);
  expect(terms.settings.approval).toBe('managers');
  expect(terms.settings.limits).toEqual({ ...defaultSettings.limits, managers: 3 });
  expect(terms.budgets.run).toEqual({ tokens: 50, cost: null, minutes: 60 });
  expect(runTerms(now, {}, templateDefaultsSchema.parse({ approval: 'all' })).settings.approval).toBe('all');
});

test('the person’s word goes before both', () => {
  const template = templateDefaultsSchema.parse({ limits: { managers: 3 }, approval: 'all' });
  const said = { approval: 'off' as const, limits: { managers: 50 }, budget: noBudgets };
  const terms = runTerms(now, said, template);
  expect([terms.settings.approval, terms.settings.limits.managers]).toEqual(['off', 50]);
});

test('where nobody says anything, all stays as it is', () => {
  expect(runTerms(now, {}, null)).toEqual(now);
});
