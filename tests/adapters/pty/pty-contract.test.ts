import { describe } from 'vitest';
import { PtyTerminals } from '../../../src-main/adapters/pty/pty-terminals.ts';
import { terminalsContract } from '../terminals/terminals-contract.ts';

describe('terminals of the host itself', () => {
  terminalsContract(() => new PtyTerminals());
});
