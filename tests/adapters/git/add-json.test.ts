import { expect, test } from 'vitest';
import { addJson } from '../../../src-main/adapters/git/add-json.ts';

const own = JSON.stringify({ theme: 'dark', hooks: { A: [{ x: 1 }] }, mcpServers: { mine: { url: 'm' } } });
const added = JSON.stringify({ hooks: { A: [{ y: 2 }], B: [] }, mcpServers: { tutti: { url: 't' } } });

test("Tutti's settings are put into the project's, whose own stay", () => {
  expect(JSON.parse(addJson(own, added))).toEqual({
    theme: 'dark',
    hooks: { A: [{ x: 1 }, { y: 2 }], B: [] },
    mcpServers: { mine: { url: 'm' }, tutti: { url: 't' } },
  });
});

test('doing it twice changes nothing', () => {
  const once = addJson(own, added);
  expect(addJson(once, added)).toBe(once);
});

test('what is no JSON is not replaced', () => {
  expect(() => addJson('{ // mine\n}', added)).toThrow(SyntaxError);
});
