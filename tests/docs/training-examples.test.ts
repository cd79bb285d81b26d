import { trainingExampleSchema } from '@contract/training-examples.ts';
import { expect, test } from 'vitest';
import { fencesOf, pageAt } from './pages.ts';

const { text } = pageAt('docs/training-examples.md');

test('the page names every field of a training example, and no other', () => {
  const section = text.split('\n## Fields\n')[1]?.split('\n## ')[0] ?? '';
  const named = [...section.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  const fields = new Set(trainingExampleSchema.options.flatMap(({ shape }) => Object.keys(shape)));
  expect(named.toSorted()).toEqual([...fields].toSorted());
});

test('its examples are examples, one in each form', () => {
  const lines = fencesOf(text).filter(({ language }) => language === 'json');
  const forms = lines.map((fence) => trainingExampleSchema.parse(JSON.parse(fence.text)).form);
  expect(forms).toEqual(['anthropic', 'openai']);
});
