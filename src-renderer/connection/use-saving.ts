import type { Result, TuttiError } from '@contract/result.ts';
import { type FormEvent, useState } from 'react';
import { toastDone } from '../design/toaster.tsx';

/** What the fields of a form say, or what is wrong in which of them. */
export type Read<T, M> = { readonly value: T } | { readonly mistakes: M };

interface Saving<T, M> {
  read(): Read<T, M>;
  send(value: T): Promise<Result<unknown>>;
  /** A refusal beside the field that it names; null when it names none. */
  mistakeOf(error: TuttiError): M | null;
  /** What is told once it is saved. */
  readonly done: string;
  onSaved(): void;
}

/** Saves a form, and keeps what was wrong with it when it was last saved: beside a field (`mistakes`), or with none of them. */
export const useSaving = <T, M extends object>({ read, send, mistakeOf, done, onSaved }: Saving<T, M>) => {
  const [mistakes, setMistakes] = useState<Partial<M>>({});
  const [error, setError] = useState<TuttiError | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const form = read();
    setError(null);
    setMistakes('mistakes' in form ? form.mistakes : {});
    if ('mistakes' in form) return;
    const result = await send(form.value);
    if (result.ok) {
      toastDone(done);
      onSaved();
      return;
    }
    const mistake = mistakeOf(result.error);
    if (mistake === null) setError(result.error);
    else setMistakes(mistake);
  };
  return { mistakes, error, save };
};
