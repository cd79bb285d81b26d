import type { TuttiError } from '@contract/result.ts';

/** What is said of a page of which a part is missing or was changed. */
export const unreadable = (error: unknown): TuttiError => ({
  code: 'internal',
  message: 'A part of this page can’t be read.',
  remedy: 'Get the page anew: this one was cut off or changed on its way.',
  details: error instanceof Error ? error.message : String(error),
});
