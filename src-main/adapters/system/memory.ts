import type { Memory } from '../../core/ports/memory.ts';
import { availableLinux } from './platform-linux.ts';
import { availableMacos } from './platform-macos.ts';

/** This machine's memory. */
export const systemMemory = (): Memory => ({
  available: process.platform === 'darwin' ? availableMacos : availableLinux,
});
