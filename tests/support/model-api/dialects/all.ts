import { anthropic } from './anthropic.ts';
import type { Spoken } from './dialect.ts';

export const dialects: readonly Spoken[] = [anthropic];
