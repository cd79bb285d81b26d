import { formatRecordingLink, parseRecordingLink, type RecordingLink } from '@contract/recording-links.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const anyLink: fc.Arbitrary<RecordingLink> = fc.record({
  id: fc.uuid(),
  at: fc.option(fc.integer({ min: 0, max: 8_640_000_000_000_000 })),
  instance: fc.option(fc.constantFrom('exec_1', 'mgr_1_2', 'spec_1_2_33')),
});

it('a link leads to what it was made of', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      expect(parseRecordingLink(formatRecordingLink(link))).toEqual({ ok: true, value: link });
    }),
  );
});

it('a link with anything changed in it is refused, or says what it says: nothing else comes of it', () => {
  const changed = fc.tuple(anyLink, fc.nat(150), fc.string({ maxLength: 12 })).map(([link, place, text]) => {
    const whole = formatRecordingLink(link);
    return `${whole.slice(0, place)}${text}${whole.slice(place + text.length)}`;
  });
  fc.assert(
    fc.property(fc.oneof(changed, fc.string()), (text) => {
      const link = parseRecordingLink(text);
      if (!link.ok) expect(link.error).toMatchObject({ code: 'bad_input', field: 'link' });
      // The scheme, the host and the id may have been written in capitals, a slash may stand behind the id, and names in any order.
      else expect(text.toLowerCase()).toContain(link.value.id);
    }),
  );
});

const id = '6f1f0c2e-53a1-4c52-9d3b-0c1a2b3c4d5e';

it.each([
  'tutti://run/',
  'tutti://run/12',
  'tutti://run/../../etc/passwd',
  `tutti://open/${id}`,
  `tutti://run/${id}/more`,
  `tutti://run/${id}?t=1&t=2`,
  `tutti://run/${id}?t=-1`,
  `tutti://run/${id}?t=1e9`,
  `tutti://run/${id}?t=99999999999999999999`,
  `tutti://run/${id}?t=`,
  `tutti://run/${id}?t`,
  `tutti://run/${id}?instance=exec_1%22`,
  `tutti://run/${id}?instance=--no-sandbox`,
  `tutti://run/${id}?run=rm`,
  `tutti://run/${id}#x`,
  `tutti://me:secret@run/${id}`,
  `tutti://run:80/${id}`,
  ` tutti://run/${id}`,
  `tutti://run/${id}\n`,
  `https://run/${id}`,
  `tutti://run/${id}?${'t=1&'.repeat(100)}`,
])('%j is no link of ours', (text) => {
  expect(parseRecordingLink(text).ok).toBe(false);
});

it('a browser’s slash and capitals are understood', () => {
  expect(parseRecordingLink(`TUTTI://RUN/${id.toUpperCase()}/?instance=exec_1&t=5`)).toEqual({
    ok: true,
    value: { id, at: 5, instance: 'exec_1' },
  });
});
