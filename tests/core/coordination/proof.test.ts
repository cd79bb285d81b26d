import { wrapMessage } from '@contract/envelope.ts';
import { profileSchema } from '@contract/profiles.ts';
import { expect, test } from 'vitest';
import { ProofWatch } from '../../../src-main/core/coordination/proof.ts';

const { accept } = profileSchema.parse({ name: 'x', command: 'true', accept: { by: 'hook' } });
const text = wrapMessage({ id: 'msg_7', from: 'person' }, 'do\tit');

test('the line that names a message proves it, whatever became of its white space or what stands around it', () => {
  for (const taken of [
    text,
    '[msg_7 from person]\ndo    it',
    `left in the box${text}`,
    `${text}\n\nqueued`,
  ]) {
    const proof = new ProofWatch('msg_7', text, accept);
    proof.took({ text: taken }, 'hook');
    expect(proof.proof, taken).toMatchObject({ witness: 'hook' });
  }
});

test("another message's line proves nothing, nor does one that a text without an envelope happens to begin with", () => {
  const other = new ProofWatch('msg_7', text, accept);
  other.took({ text: wrapMessage({ id: 'msg_77', from: 'person' }, 'do\tit') }, 'hook');
  expect(other.proof).toBeNull();
  const bare = new ProofWatch('msg_8', '[msg_7 from person]\nquoted', accept);
  bare.took({ text: 'before [msg_7 from person]\nquoted' }, 'hook');
  expect(bare.proof).toBeNull();
});

test('the witness that saw it is told with the proof', () => {
  const proof = new ProofWatch('msg_7', text, accept);
  proof.took({ text }, 'transcript');
  expect(proof.proof).toEqual({ witness: 'transcript', how: 'its own record (transcript)' });
});
