import { announceMessage, parseEnvelope, wrapMessage } from '@contract/envelope.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const head = fc.record({
  id: fc.integer({ min: 1, max: 1e9 }).map((n) => `msg_${n}`),
  from: fc.constantFrom('person', 'tutti', 'exec_1', 'mgr_1_12', 'spec_1_1_2'),
});
const text = fc.string({ unit: 'binary', maxLength: 400 });

describe('message envelope', () => {
  test('a wrapped text comes back exactly, whatever it contains', () => {
    fc.assert(
      fc.property(head, text, (h, body) => {
        expect(parseEnvelope(wrapMessage(h, body))).toEqual({ kind: 'message', ...h, text: body });
      }),
    );
  });

  test('an announcement is one line and names its message', () => {
    fc.assert(
      fc.property(head, (h) => {
        const line = announceMessage(h);
        expect(line).not.toContain('\n');
        expect(parseEnvelope(line)).toEqual({ kind: 'announcement', ...h });
      }),
    );
  });

  test('the format is the documented one', () => {
    expect(wrapMessage({ id: 'msg_12', from: 'mgr_1_1' }, 'Do it.\nNow.')).toBe(
      '[msg_12 from mgr_1_1]\nDo it.\nNow.',
    );
  });

  test.each([
    'hello',
    '',
    ' [msg_1 from exec_1]\nx',
    '[msg_0 from exec_1]\nx',
    '[msg_1 from root]\nx',
    'say [msg_1 from exec_1]\nx',
    '[msg_1 from exec_1] x',
  ])('%j has no envelope', (input) => {
    expect(parseEnvelope(input)).toBeNull();
  });

  test('a header inside a text does not make it another message', () => {
    const nested = wrapMessage(
      { id: 'msg_1', from: 'spec_1_1' },
      wrapMessage({ id: 'msg_9', from: 'person' }, 'x'),
    );
    expect(parseEnvelope(nested)).toMatchObject({ id: 'msg_1', from: 'spec_1_1' });
  });
});
