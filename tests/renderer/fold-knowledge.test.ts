import { expect, test } from 'vitest';
import {
  foldKnowledge,
  isKnowledge,
  isUnder,
  type Known,
  namespacesOf,
  withPart,
} from '../../src-renderer/knowledge/fold-knowledge.ts';
import { addKnowledge, knowledgeHandlers } from '../support/mock-knowledge.ts';
import { sampleRun } from '../support/sample-events.ts';

const keysOf = ({ entries }: Known): string[] => entries.map(({ key }) => key);

test('the list that follows the events is the list that is read anew', () => {
  const tape = sampleRun(5, 0);
  addKnowledge(tape, 12);
  const listed = (limit: number, skip = 0): Known => {
    const all = knowledgeHandlers(tape, false)['knowledge.get']?.({ history: false, limit, skip });
    if (all === undefined || all instanceof Promise || !all.ok) throw new Error('it can be read');
    return all.value;
  };
  const first = listed(5);
  const from = tape.events.length;
  const say = (key: string, version: number): void =>
    void tape.add('knowledge.recorded', { key, version, value: 'anew' });
  say('db/engine', 2);
  say('never/before', 1);
  say('found/file-00011', 2);
  tape.add('knowledge.forgotten', { key: 'api/errors', version: 2 });
  const followed = tape.events.slice(from).filter(isKnowledge).reduce(foldKnowledge, first);
  expect(followed).toEqual(listed(followed.entries.length));
  const whole = withPart(followed, listed(500, followed.entries.length));
  expect(keysOf(whole)).toEqual(keysOf(listed(500)));
  expect(withPart(whole, listed(500))).toEqual(whole);
});

test('a namespace has what is below it, and no other that begins alike', () => {
  expect(['api', 'api/auth', 'apis', 'x/api'].map((key) => isUnder(key, 'api'))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(namespacesOf(['api/auth/token/format', 'db', 'api/errors'])).toEqual(['api', 'api/auth']);
});
