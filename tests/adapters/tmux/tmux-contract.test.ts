import { describe } from 'vitest';
import { terminalsContract } from '../terminals/terminals-contract.ts';
import { makeTmux } from './tmux-for-tests.ts';

describe('terminals in tmux', () => {
  terminalsContract((folder) => makeTmux(folder));
});
