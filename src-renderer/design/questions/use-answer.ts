import type { Instance } from '@contract/instances.ts';
import type { TuttiError } from '@contract/result.ts';
import { useSyncExternalStore } from 'react';
import type { TuttiClient } from '../../connection/client.ts';
import { toastDone } from '../toaster.tsx';
import { createAttempts } from './attempts.ts';
import { keptWords } from './question-words.ts';

const attempts = createAttempts();

export type Given = { readonly choice: number; readonly always: boolean } | { readonly text: string };

export type Answering = {
  answer(given: Given): void;
  /** Nothing is to be answered here now: it is under way or done, or this connection may only look. */
  readonly resting: boolean;
  /** Why the last answer was not taken. */
  readonly error: TuttiError | null;
};

/** `always` only where it can be kept: a choice that neither allows nor denies is answered once. */
const inputOf = ({ id, since, question }: Instance, given: Given) => {
  const asked = { id, asked: since };
  if ('text' in given) return { ...asked, text: given.text };
  const means = question?.choices[given.choice]?.means;
  const kept = question !== null && keptWords(question) !== null && means !== undefined;
  return { ...asked, choice: given.choice, always: given.always && kept };
};

const keptSaid = ({ question }: Instance): string =>
  question?.kind === 'dialog'
    ? 'Kept as a rule for this project'
    : `Kept as a rule for this run: ${question?.tool ?? ''}`;

/** Answers what an instance asks, with proof, once. */
export const useAnswer = (
  client: TuttiClient,
  instance: Instance,
  readOnly: boolean,
  /** Told of a failure, where there is no room to show `error`. */
  onError?: (error: TuttiError) => void,
): Answering => {
  const attempt = useSyncExternalStore(attempts.subscribe, () => attempts.of(instance));
  const resting = readOnly || instance.state !== 'waiting' || (attempt !== null && attempt.error === null);
  const answer = async (given: Given): Promise<void> => {
    const { id, since } = instance;
    const input = inputOf(instance, given);
    attempts.set(id, { since, error: null, at: performance.now() });
    const result = await client.call('instances.answer', input);
    attempts.set(id, { since, error: result.ok ? null : result.error, at: performance.now() });
    if (!result.ok) onError?.(result.error);
    else if ('always' in input && input.always) toastDone(keptSaid(instance));
  };
  return {
    resting,
    error: attempt?.error ?? null,
    answer: (given) => {
      const { question } = instance;
      if (resting || question === null || attempts.isJustNext(instance, performance.now())) return;
      if ('choice' in given && question.choices[given.choice] === undefined) return;
      void answer(given);
    },
  };
};
