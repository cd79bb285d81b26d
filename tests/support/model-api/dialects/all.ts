import { anthropic } from './anthropic.ts';
import type { Spoken } from './dialect.ts';
import { gemini } from './gemini.ts';
import { chat } from './openai-chat.ts';
import { responses } from './openai-responses.ts';

/** The paths they answer on differ, so their order says nothing. */
export const dialects: readonly Spoken[] = [anthropic, responses, chat, gemini];
